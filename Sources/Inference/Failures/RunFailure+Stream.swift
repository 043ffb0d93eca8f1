internal import Runs

/// What can go wrong once an engine answers.
extension RunFailure {
  static func malformedFrame(_ peer: String) -> RunFailure {
    RunFailure(
      .protocol, "\(peer) sent a frame that is none of its stream.",
      hint: "The bytes are kept in the run. Check that the address is an OpenAI-compatible engine.")
  }

  static func interrupted(_ peer: String) -> RunFailure {
    RunFailure(
      .interrupted, "\(peer) ended the stream before it said that the answer is whole.",
      hint: "See whether the engine still runs, then run again.")
  }

  static func oversizedFrame(_ peer: String) -> RunFailure {
    RunFailure(
      .protocol, "\(peer) sent a line of more than \(FrameDecoder.limit >> 20) MB.",
      hint: "Check that the address is an OpenAI-compatible engine.")
  }

  /// A stream that is longer than any answer.
  static func oversized(_ peer: String, _ what: String) -> RunFailure {
    RunFailure(
      .oversized, "\(peer) sent more than \(what) and was stopped.",
      hint:
        "The run keeps what came before. See whether the engine goes in circles, or set --max-tokens."
    )
  }

  static func silence(_ peer: String, limit: Duration) -> RunFailure {
    RunFailure(
      .silence, "Nothing came from \(peer) for \(limit.inSeconds).",
      hint: "It may be busy with other requests; wait longer with --timeout, or run again.")
  }

  /// What the engine said in a stream that had begun.
  static func engine(_ error: EngineError, peer: String) -> RunFailure {
    if error.isContextOverflow { return .context(error, peer: peer) }
    let isMarkup = error.message.contains("does not match the expected")
    return RunFailure(
      .engine, "\(peer) failed: \(error.message.withoutFullStop).",
      hint: isMarkup
        ? "The model broke its own answer format; run again."
        : "See the engine's log, then run again.")
  }

  /// llama-server tells both numbers in fields, vLLM in its sentence: first the limit, then the
  /// request.
  static func context(_ error: EngineError, peer: String) -> RunFailure {
    let numbers = error.message.split { !$0.isNumber }.compactMap { Int($0) }.filter { $0 > 99 }
    let limit = error.contextTokens ?? (numbers.count > 1 ? numbers[0] : nil)
    let prompt = error.promptTokens ?? (numbers.count > 1 ? numbers[1] : nil)
    guard let limit, let prompt else {
      return RunFailure(
        .context, "The prompt is too long for \(peer): \(error.message)", hint: contextHint)
    }
    return tooLong(prompt, for: limit, of: peer)
  }

  static func tooLong(_ prompt: Int, for limit: Int, of peer: String) -> RunFailure {
    RunFailure(
      .context,
      "The prompt has \(prompt) tokens, more than the \(limit) of the context of \(peer).",
      hint: contextHint)
  }

  private static let contextHint =
    "Shorten the policy or the content, or start the engine with a longer context."
}

extension Duration {
  /// As people say it: `2 seconds`, `0.5 seconds`.
  var inSeconds: String {
    let whole = milliseconds / 1000
    if milliseconds == 1000 { return "1 second" }
    return milliseconds % 1000 == 0 ? "\(whole) seconds" : "\(Double(milliseconds) / 1000) seconds"
  }
}

extension String {
  var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
