/// How much of an engine's answer is taken: what is more is no answer, but a flood. One place for
/// all of these numbers.
///
/// They leave room for the longest turn of gpt-oss (131,072 tokens) on every route.
public enum RunLimits {
  /// Bytes of a response as it comes, frames and all.
  public static let streamBytes = 64 << 20
  /// Bytes of text in all channels together.
  public static let textBytes = 16 << 20
  /// Bytes of an answer in which a verdict is looked for; a longer one is unparsed.
  public static let answerBytes = 1 << 20
  /// Bytes that are kept of a turn or frame that was malformed.
  public static let rawBytes = 4 << 20
  /// Citations of a run.
  public static let citations = 10_000
  /// Warnings of a run.
  public static let warnings = 100
  /// Bytes of the text of one event: taking one never takes long.
  public static let eventBytes = 64 << 10
}

extension RunEvent {
  /// Takes the next event into this one, where nothing is lost by that but the time of one: a text
  /// that goes on, a wait or a usage that another takes the place of.
  ///
  /// For queues, whose reader may be slower than an engine.
  ///
  /// - Returns: whether it was taken; if not, nothing has changed.
  /// - Complexity: amortized O(length of the next text).
  public mutating func absorb(_ next: RunEvent) -> Bool {
    switch (kind, next.kind) {
    case (.text(let channel, var text), .text(let nextChannel, let more))
    where channel == nextChannel && text.utf8.count + more.utf8.count <= RunLimits.eventBytes:
      // Let go of, so that the text grows in place.
      kind = .cancelled
      text += more
      kind = .text(channel, text)
    case (.waiting, .waiting): self = next
    case (.usage(let usage), .usage(let later)):
      self = RunEvent(at: next.at, .usage(usage.updated(by: later)))
    default: return false
    }
    return true
  }
}

extension Usage {
  /// What the later one tells goes before.
  public func updated(by later: Usage) -> Usage {
    Usage(
      promptTokens: later.promptTokens ?? promptTokens,
      completionTokens: later.completionTokens ?? completionTokens,
      cachedTokens: later.cachedTokens ?? cachedTokens)
  }
}
