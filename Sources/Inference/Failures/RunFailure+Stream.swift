internal import Runs

/// What can go wrong once an engine answers.
extension RunFailure {
  static func malformedFrame(_ peer: String) -> RunFailure {
    RunFailure(
      .protocol, "\(peer) sent a frame that is none of its stream.",
      hint: "The bytes are kept in the run. Check that the address is an OpenAI-compatible engine.")
  }

  /// - Parameters:
  ///   - isEmpty: whether not even one byte came.
  ///   - mayBeCutByOthers: whether the stream was ended as a whole one is, by what may be
  ///     llama-cpp-python.
  static func interrupted(
    _ peer: String, isEmpty: Bool = false, mayBeCutByOthers: Bool = false
  ) -> RunFailure {
    guard !isEmpty else {
      return RunFailure(
        .interrupted, "\(peer) ended the stream before it said a word.",
        hint:
          "See the engine's log. llama-cpp-python answers so when the prompt is longer than its context (--n_ctx)."
      )
    }
    return RunFailure(
      .interrupted, "\(peer) ended the stream before it said that the answer is whole.",
      hint: mayBeCutByOthers
        ? "Run again. llama-cpp-python cuts a stream when another request comes: start it with --interrupt_requests false."
        : "See whether the engine still runs, then run again.")
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

  /// The engine said one thing piece by piece, and another at the end.
  static func contradiction(_ peer: String, _ said: String, _ whole: String) -> RunFailure {
    RunFailure(
      .protocol,
      "\(peer) sent two different texts for one answer: “\(said.beginning)” piece by piece, “\(whole.beginning)” as a whole.",
      hint:
        "No verdict can be read from either. Run again; if it stays so, update the engine or take another route."
    )
  }

  /// What the engine said in a stream that had begun. Some engines find out late that a request is
  /// wrong, when the status is sent already; their code tells.
  static func engine(_ error: EngineError, peer: String) -> RunFailure {
    if error.isContextOverflow { return .context(error, peer: peer) }
    let said = error.message.withoutFullStop
    if error.isUnauthorized { return .unauthorized(peer, said: said) }
    if error.isUnpaid { return .unpaid(said, peer: peer) }
    if error.isBusy { return .busy(peer, said: said, retryAfter: nil) }
    switch error.code {
    case 400, 422: return .request(said, peer: peer)
    case 413: return .tooLarge(said, peer: peer)
    default: break
    }
    let isMarkup = error.message.contains("does not match the expected")
    return RunFailure(
      .engine, "\(peer) failed: \(said).",
      hint: isMarkup
        ? "The model broke its own answer format; run again."
        : "See the engine's log, then run again.")
  }

  static func context(_ error: EngineError, peer: String) -> RunFailure {
    guard let numbers = ContextNumbers(error) else {
      return RunFailure(
        .context, "The prompt is too long for \(peer): \(error.message)", hint: contextHint)
    }
    return tooLong(numbers.prompt, for: numbers.limit, of: peer)
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

  /// Enough of it to be recognized in a sentence.
  fileprivate var beginning: String { count > 80 ? "\(prefix(79))…" : self }
}
