internal import Harmony
internal import Runs

/// The model's own tokens to channels, in exact mode: what is a control token is told by its id, so
/// that text which only spells one stays text.
struct ExactContent: Sendable {
  private var transcript = HarmonyTranscript(knowsTokens: true)
  /// All of it, for the record of a malformed turn.
  private var raw = ""
  /// The control token that came last, with nothing after it.
  private(set) var lastControl: ControlToken?

  mutating func append(_ piece: PromptSegment) -> [StreamSign] {
    raw += piece.spelling
    switch piece {
    case .control(let token): lastControl = token
    case .text(let text): if !text.isEmpty { lastControl = nil }
    }
    return transcript.consume(piece).map { .text($0.channel, $0.text) }
  }

  /// Markup whose tokens are known by their spelling only, from an engine that sends no ids.
  mutating func append(markup: String) -> [StreamSign] {
    if raw.isEmpty { transcript = HarmonyTranscript() }
    raw += markup
    lastControl = ControlToken.allCases.first { raw.hasSuffix($0.rawValue) }
    return transcript.consume(markup).map { .text($0.channel, $0.text) }
  }

  /// What was held back, and what is wrong with the turn: nothing where it is well-formed; a warning
  /// and the raw bytes where a departure was tolerated, or where no verdict may be read.
  mutating func finish() -> [StreamSign] {
    var signs: [StreamSign] = transcript.finish().map { .text($0.channel, $0.text) }
    guard !transcript.isWellFormed else { return signs }
    signs.append(.event(.raw(Array(raw.utf8))))
    let kinds = transcript.warnings.map(\.message).joined(separator: " ")
    signs.append(
      .event(
        .warning(
          transcript.isTrustworthy
            ? RunWarning(
              "markup_recovered", "The model departed from Harmony, and was understood. \(kinds)")
            : RunWarning(
              RunWarning.markup,
              "The model's turn is no Harmony from which a verdict may be read. \(kinds)"))))
    return signs
  }
}
