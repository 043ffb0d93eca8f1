internal import Harmony
internal import Runs

/// The model's own tokens to channels, in exact mode: what is a control token is told by its id, so
/// that text which only spells one stays text.
struct ExactContent: Sendable {
  private var transcript = HarmonyTranscript(knowsTokens: true)
  /// The turn as it came, for the record of a malformed one; as much as is kept of such.
  private var raw: [UInt8] = []
  /// The end of markup, in which a control token may stand.
  private var tail: [UInt8] = []
  /// The control token that came last, with nothing after it.
  private(set) var lastControl: ControlToken?
  /// Whether a text spelled control tokens in such a way that nobody can tell which were real.
  private var isAmbiguous = false

  /// Text of several tokens, of which the ids tell the control tokens. Where the text spells other ones
  /// as well, none can be told from the real ones.
  mutating func append(_ text: String, ids: [Int], _ controls: ControlTokenIDs) -> [StreamSign] {
    let real = ids.compactMap(controls.token)
    guard !real.isEmpty else { return text.isEmpty ? [] : append(.text(text)) }
    let segments = PromptSegment.segments(spelledIn: text)
    let spelled = segments.compactMap { segment in
      if case .control(let token) = segment { token } else { nil }
    }
    if spelled == real { return segments.flatMap { append($0) } }
    // Ends of turns are not always printed.
    if spelled.isEmpty, real.count == 1, ids.last.flatMap(controls.token) != nil {
      return (text.isEmpty ? [] : append(.text(text))) + append(.control(real[0]))
    }
    // Only the last can be a control token where bytes of a scalar were held back.
    if real.count == 1, ids.last.flatMap(controls.token) == real[0],
      text.hasSuffix(real[0].rawValue)
    {
      let before = String(text.dropLast(real[0].rawValue.count))
      return (before.isEmpty ? [] : append(.text(before))) + append(.control(real[0]))
    }
    isAmbiguous = true
    return append(.text(text))
  }

  mutating func append(_ piece: PromptSegment) -> [StreamSign] {
    keep(piece.spelling)
    switch piece {
    case .control(let token): lastControl = token
    case .text(let text): if !text.isEmpty { lastControl = nil }
    }
    return transcript.consume(piece).map { .text($0.channel, $0.text) }
  }

  /// Markup whose tokens are known by their spelling only, from an engine that sends no ids.
  mutating func append(markup: String) -> [StreamSign] {
    if raw.isEmpty { transcript = HarmonyTranscript() }
    keep(markup)
    let longest = ControlToken.allCases.map(\.rawValue.utf8.count).max() ?? 0
    tail = Array((tail + markup.utf8.suffix(longest)).suffix(longest))
    lastControl = ControlToken.allCases.first {
      tail.reversed().starts(with: $0.rawValue.utf8.reversed())
    }
    return transcript.consume(markup).map { .text($0.channel, $0.text) }
  }

  private mutating func keep(_ text: String) {
    raw.append(contentsOf: text.utf8.prefix(RunLimits.rawBytes - raw.count))
  }

  /// What was held back, and what is wrong with the turn: nothing where it is well-formed; a warning
  /// and the raw bytes where a departure was tolerated, or where no verdict may be read.
  mutating func finish() -> [StreamSign] {
    var signs: [StreamSign] = transcript.finish().map { .text($0.channel, $0.text) }
    if isAmbiguous {
      return signs + [.event(.raw(raw)), .event(.warning(Self.ambiguous))]
    }
    guard !transcript.isWellFormed else { return signs }
    signs.append(.event(.raw(raw)))
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

  private static let ambiguous = RunWarning(
    RunWarning.markup,
    "The answer spells control tokens in one piece with real ones; no verdict may be read from it.")
}
