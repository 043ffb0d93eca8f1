public import Harmony
public import Runs

/// How one kind of engine differs from the others. One table of these makes discovery, requests
/// and the manual's table of engines; each dialect stands in a file of its own.
public struct EngineDialect: Sendable {
  public let kind: EngineIdentity.Kind
  /// As its makers write it.
  public let title: String
  /// Where it listens unless it is told otherwise.
  public let ports: [Int]
  /// What it makes of policy and content (facts: "Rendering differences").
  public let layout: PromptLayout
  /// Fields of a request beyond those of every engine.
  let addFields: @Sendable (inout ChatRequest, RunParameters) -> Void
  /// Whether it is of this kind, judged by what `GET /v1/models` said and by further questions;
  /// nil where it is not.
  let recognise: @Sendable (ModelsReply, EngineProbe) async -> EngineIdentity?

  /// In the order in which they are asked; the last one takes every engine.
  public static let all: [EngineDialect] = [
    .llamaServer, .vllm, .ollama, .lmStudio, .openAICompatible,
  ]

  public static func of(_ kind: EngineIdentity.Kind) -> EngineDialect {
    all.first { $0.kind == kind } ?? .openAICompatible
  }
}
