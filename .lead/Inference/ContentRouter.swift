import Harmony
import Runs

/// Where the `content` of a chat stream belongs. Mostly it is the answer; an engine that does not
/// understand Harmony leaves the model's markup in it, or even only the words of it.
struct ContentRouter: Sendable {
  private enum Mode: Sendable {
    /// The first characters, which may yet turn out to be markup.
    case undecided
    case answer
    case markup
    case flattened
  }

  private var mode = Mode.undecided
  private var held = ""
  private var transcript = HarmonyTranscript()
  private var turns = 0

  private static let openings = ["<|channel|>", "<|start|>", "<|message|>"]
  private static let flatOpening = "analysis"
  private static let flatTurn = "assistantfinal"

  /// - Parameter hasReasoning: whether the engine has already told reasoning apart; then content
  ///   that begins with the word `analysis` is an answer.
  mutating func route(_ text: String, hasReasoning: Bool) -> [RunEvent.Kind] {
    switch mode {
    case .answer: return [.text(.final, text)]
    case .markup: return texts(transcript.consume(text))
    case .flattened: return flattened(text)
    case .undecided: return decide(text, hasReasoning: hasReasoning)
    }
  }

  private mutating func decide(_ text: String, hasReasoning: Bool) -> [RunEvent.Kind] {
    held += text
    let start = held.drop(while: \.isWhitespace)
    var openings = Self.openings
    if !hasReasoning { openings.append(Self.flatOpening) }
    if let opening = openings.first(where: { start.hasPrefix($0) }) {
      defer { held = "" }
      if opening == Self.flatOpening {
        mode = .flattened
        let rest = String(start.dropFirst(opening.count))
        held = ""
        return flattened(rest)
      }
      mode = .markup
      return texts(transcript.consume(String(start)))
    }
    if openings.contains(where: { $0.hasPrefix(start) }) { return [] }
    mode = .answer
    defer { held = "" }
    return [.text(.final, held)]
  }

  /// Text up to `assistantfinal` is the chain; what may be its beginning is held back.
  private mutating func flattened(_ text: String) -> [RunEvent.Kind] {
    var rest = held + text
    held = ""
    var kinds: [RunEvent.Kind] = []
    while let range = rest.firstRange(of: Self.flatTurn) {
      emit(String(rest[..<range.lowerBound]), into: &kinds)
      turns += 1
      rest = String(rest[range.upperBound...])
    }
    let keep = Self.heldLength(of: rest)
    held = String(rest.suffix(keep))
    emit(String(rest.dropLast(keep)), into: &kinds)
    return kinds
  }

  private func emit(_ text: String, into kinds: inout [RunEvent.Kind]) {
    if !text.isEmpty { kinds.append(.text(turns == 0 ? .analysis : .final, text)) }
  }

  /// How many characters at the end may be the beginning of `assistantfinal`.
  private static func heldLength(of text: String) -> Int {
    for length in stride(from: min(text.count, flatTurn.count - 1), to: 0, by: -1)
    where flatTurn.hasPrefix(text.suffix(length)) {
      return length
    }
    return 0
  }

  /// The end of the stream: what was held back, and what is to be said of markup.
  mutating func finish() -> [RunEvent.Kind] {
    switch mode {
    case .undecided:
      return held.isEmpty ? [] : [.text(.final, held)]
    case .answer:
      return []
    case .flattened:
      var kinds: [RunEvent.Kind] = []
      emit(held, into: &kinds)
      return kinds + [.warning(Self.warning(isRecovered: turns == 1))]
    case .markup:
      let kinds = texts(transcript.finish())
      return kinds + [.warning(Self.warning(isRecovered: transcript.isTrustworthy))]
        + transcript.warnings.map { .warning(RunWarning("harmony_\($0.kind.rawValue)", $0.message)) }
    }
  }

  private func texts(_ deltas: [HarmonyTranscript.Delta]) -> [RunEvent.Kind] {
    deltas.map { .text($0.channel, $0.text) }
  }

  private static func warning(isRecovered: Bool) -> RunWarning {
    isRecovered
      ? RunWarning(
        "markup_recovered",
        "The engine left Harmony markup in its answer; reasoning and answer were told apart here.")
      : RunWarning(
        RunWarning.markup,
        "The engine left Harmony markup in its answer, and no final message can be trusted.")
  }
}
