public import Harmony
public import Runs

/// How one kind of engine differs from the others. One table of these makes discovery, requests,
/// the doctor's questions and the manual's table of engines; each dialect stands in a file of its
/// own.
public struct EngineDialect: Sendable {
  public let kind: EngineIdentity.Kind
  /// As its makers write it.
  public let title: String
  /// Where it listens unless it is told otherwise.
  public let ports: [Int]
  /// What its chat route makes of policy and content (facts: "Rendering differences").
  public let layout: PromptLayout
  /// The ways that runs can take to it, the best first.
  let routes: [any Route]
  /// Fields of a chat request beyond those of every engine.
  let addFields: @Sendable (inout ChatRequest, RunParameters) -> Void
  /// Whether it answers with what it has, whatever model is asked for.
  var ignoresModelNames = false
  /// nil where it has no tokenizer to be asked.
  var tokenizer: (any EngineTokenizer)?
  /// nil where nobody but the engine can know what it renders.
  var renderer: (any PromptRenderer)?
  /// Which of its slots are busy, in their order; nil where it does not tell.
  var busySlots: (@Sendable (EnginePeer) async -> [Bool]?)?
  /// Whether it is of this kind, judged by what `GET /v1/models` said and by further questions;
  /// nil where it is not.
  let recognise: @Sendable (ModelsReply, EnginePeer) async -> EngineIdentity?

  /// In the order in which they are asked; the last one takes every engine.
  public static let all: [EngineDialect] = [
    .llamaServer, .vllm, .ollama, .lmStudio, .openAICompatible,
  ]

  /// Names that discovery gives to engines, and that of the built-in one. A second engine of a kind
  /// has its port behind the name.
  public static let reservedNames =
    all.map(\.kind.rawValue) + [EngineIdentity.ruleMatcherName]

  public static func of(_ kind: EngineIdentity.Kind) -> EngineDialect {
    all.first { $0.kind == kind } ?? .openAICompatible
  }
}

/// Asks an engine what prompt its chat route makes of messages.
protocol PromptRenderer: Sendable {
  /// Whether asking costs so little that it can be done before every run.
  var isCheap: Bool { get }

  /// nil where it does not answer.
  func segments(
    of messages: [ChatRequest.Message], effort: Effort, _ engine: KnownEngine, _ peer: EnginePeer
  ) async -> [PromptSegment]?

  /// The engine's own words on why it shows none, where it could; nil where it gives no such reason.
  func refusal(_ engine: KnownEngine, _ peer: EnginePeer) async -> String?
}

extension PromptRenderer {
  func refusal(_ engine: KnownEngine, _ peer: EnginePeer) async -> String? { nil }
}
