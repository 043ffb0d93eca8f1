internal import Harmony
internal import Runs

/// Our own rendering as token ids, in which every control token is one of ours.
struct ExactPrompt: Sendable {
  let segments: [PromptSegment]
  let ids: [Int]

  /// - Throws: where the tokenizer does not answer, or makes a control token of plain text all the
  ///   same; then nothing may be sent.
  init(
    of request: RunRequest, _ target: RouteTarget, by tokenizer: any EngineTokenizer
  ) async throws {
    let parameters = request.parameters
    let prompt = HarmonyPrompt(
      request.conversation, effort: parameters.effort, date: parameters.date,
      layout: parameters.layout)
    guard let controls = target.engine.controls else {
      throw RunFailure.noTokenizer(target.name)
    }
    let texts = prompt.segments.compactMap { segment in
      if case .text(let text) = segment { text } else { nil }
    }
    guard
      let tokens = await tokenizer.tokens(
        of: texts, model: target.model, controls: controls, target.peer)
    else {
      try Task.checkCancellation()
      throw RunFailure.noTokenizer(target.name)
    }
    guard !tokens.joined().contains(where: { controls.token($0) != nil }) else {
      throw RunFailure.forgedToken(target.name)
    }
    var ids: [Int] = []
    var next = 0
    for segment in prompt.segments {
      switch segment {
      case .control(let token): ids.append(controls[token])
      case .text:
        ids += tokens[next]
        next += 1
      }
    }
    segments = prompt.segments
    self.ids = ids
  }
}

extension RunFailure {
  private static let untokenized = "did not tokenize the prompt, so it cannot be sent exactly."

  /// Whether the tokenizer did not answer; the cause may lie elsewhere.
  var isTokenizer: Bool { kind == .engine && message.hasSuffix(Self.untokenized) }

  fileprivate static func noTokenizer(_ peer: String) -> RunFailure {
    RunFailure(
      .engine, "\(peer) \(untokenized)",
      hint: "Run again, or send it another way with --route chat.")
  }

  fileprivate static func forgedToken(_ peer: String) -> RunFailure {
    RunFailure(
      .engine, "The tokenizer of \(peer) makes control tokens of plain text; nothing was sent.",
      hint: "Send it another way with --route chat, which alters the spelling.")
  }
}
