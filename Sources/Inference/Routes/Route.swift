internal import Harmony
internal import Runs

/// One way to send a run: makes the request, and says how the answer is read.
protocol Route: Sendable {
  var name: EngineRoute { get }

  /// May ask the engine, for token ids or for its own rendering.
  ///
  /// - Throws: `RunFailure`, or `CancellationError`.
  func prepare(_ request: RunRequest, _ target: RouteTarget) async throws -> PreparedRun
}

/// What a route needs to know of where it leads.
struct RouteTarget: Sendable {
  var engine: KnownEngine
  var peer: EnginePeer
  /// Named in failures, such as `llama-server at http://127.0.0.1:8080`.
  var name: String
  /// llama-server's slot that the run is pinned to; nil leaves it to the engine.
  var slot: Int?
  /// Whether the spelling of control tokens is broken on routes where an engine would find them. Only
  /// the doctor goes without.
  var shields = true

  var model: String? { engine.identity.model }

  func limits(_ parameters: RunParameters) -> TokenLimits {
    TokenLimits(completion: parameters.maxTokens, context: engine.identity.context)
  }
}

/// A request that is ready to be sent.
struct PreparedRun: Sendable {
  /// Begins with `/`.
  var path: String
  var body: String
  /// nil where nobody but the engine knows it.
  var prompt: PromptRecord?
  var altered: [Alteration] = []
  /// What it waits for at first.
  var wait = RunEvent.Wait.queue()
  var stream: ResponseStream
}

/// Policy and content with the spelling of control tokens broken, for routes on which an engine
/// would find them.
struct ShieldedConversation: Sendable {
  let conversation: Conversation
  let altered: [Alteration]
  private let speaksHarmony: Bool

  init(_ original: Conversation, _ target: RouteTarget) {
    speaksHarmony = target.engine.identity.speaksHarmony ?? true
    guard target.shields, !target.engine.readsTextAsText else {
      conversation = original
      altered = []
      return
    }
    let policy = ControlTokenShield.shield(original.policy)
    let content = ControlTokenShield.shield(original.content)
    conversation = Conversation(policy: policy.text, content: content.text)
    altered =
      policy.changes.map { Alteration($0, in: .policy) }
      + content.changes.map { Alteration($0, in: .content) }
  }

  /// What the engine's published template makes of it, where the engine does not tell; nil for a model
  /// with a template of its own.
  func predicted(_ parameters: RunParameters, layout: PromptLayout) -> PromptRecord? {
    guard speaksHarmony else { return nil }
    return PromptRecord(
      kind: .predicted,
      segments: HarmonyPrompt(
        conversation, effort: parameters.effort, date: parameters.date, layout: layout
      ).segments)
  }
}

extension Alteration {
  fileprivate init(_ change: ControlTokenShield.Change, in part: Part) {
    self.init(part: part, offset: change.offset, original: change.original, sent: change.sent)
  }
}

extension Encodable {
  /// - Throws: a failure that says what cannot be sent.
  func requestBody() throws(RunFailure) -> String {
    do {
      return try jsonText
    } catch {
      throw RunFailure(
        .request, "A sampling parameter is no finite number.",
        hint: "Give numbers for temperature, top_p, min_p and repeat_penalty.")
    }
  }
}
