internal import Harmony
internal import Runs

/// What an engine sends as the answer: the final message, or the raw markup of a whole turn where
/// the engine has not taken it apart.
///
/// Markup is recognised at the beginning only: by a control token, by `analysis` where no reasoning
/// came in a field of its own, or by a tag such as `<think>`, with which models that speak no Harmony
/// begin their reasoning. In a plain answer a control token that ends a message
/// closes it, as llama-server leaks it with `--special`; anything after that, and any other
/// control token, makes the answer one from which no verdict may be read.
struct AnswerContent: Sendable {
  private enum Mode {
    /// Held back while it may still become markup.
    case undecided(String)
    case plain
    case markup(HarmonyTranscript)
    /// `analysis…assistantfinal…`: only the whole tells.
    case flattened(String)
    /// Inside a tag of reasoning, until the closing one; the text is what may be its beginning.
    case tagged(close: String, String)
  }

  /// The tags of reasoning: Qwen, DeepSeek and most others; Magistral.
  private static let tags = [
    (open: "<think>", close: "</think>"), (open: "<thinking>", close: "</thinking>"),
    (open: "[THINK]", close: "[/THINK]"),
  ]

  private static let openings = [
    ControlToken.channel.rawValue, ControlToken.start.rawValue, ControlToken.message.rawValue,
  ]
  private static let flattenedOpening = Channel.analysis.rawValue

  private var mode = Mode.undecided("")
  /// What may be the beginning of a control token.
  private var held = ""
  private var isClosed = false
  private var isSpoilt = false
  /// The closing tag of the reasoning that came before; a second one makes it unclear where the answer
  /// begins.
  private var closingTag: String?
  /// The end of the answer, in which a closing tag may have begun.
  private var tail = ""

  mutating func append(_ text: String, hasReasoning: Bool) -> [RunEvent.Kind] {
    switch mode {
    case .undecided(let before):
      return decide(before + text, hasReasoning: hasReasoning)
    case .plain:
      return appendPlain(text)
    case .markup(var transcript):
      // Moved out while it is changed, so that it is not copied.
      mode = .plain
      defer { mode = .markup(transcript) }
      return Self.events(transcript.consume(text))
    case .flattened(var whole):
      mode = .plain
      whole += text
      mode = .flattened(whole)
      return []
    case .tagged(let close, let before):
      return think(before + text, until: close)
    }
  }

  /// The end of the stream.
  mutating func finish() -> [RunEvent.Kind] {
    switch mode {
    case .undecided(let text):
      return text.isEmpty ? [] : [.text(.final, text)]
    case .tagged(_, let text):
      return text.isEmpty ? [] : [.text(.analysis, text)]
    case .plain:
      let rest = held.isEmpty ? [] : [RunEvent.Kind.text(.final, held)]
      return rest + (isSpoilt ? [.warning(Self.unrecovered)] : [])
    case .markup(var transcript):
      let events = Self.events(transcript.finish())
      return events + [.warning(Self.verdict(on: transcript))]
    case .flattened(let text):
      var transcript = HarmonyTranscript()
      let events = Self.events(transcript.consume(text) + transcript.finish())
      if transcript.finals > 0 { return events + [.warning(Self.verdict(on: transcript))] }
      let rest = text.dropFirst(Self.flattenedOpening.count)
      // A word of an answer, or a header that lost its tokens: `analysisThe content…`. Such
      // reasoning must never be read as the answer.
      guard rest.first?.isLetter == true else { return [.text(.final, text)] }
      return [.text(.analysis, String(rest)), .warning(Self.unrecovered)]
    }
  }

  private mutating func decide(_ begun: String, hasReasoning: Bool) -> [RunEvent.Kind] {
    // Line breaks between the closing tag and the answer belong to neither.
    let text = closingTag == nil ? begun : String(begun.drop(while: \.isNewline))
    guard !text.isEmpty else { return [] }
    if Self.openings.contains(where: text.hasPrefix) {
      mode = .markup(HarmonyTranscript())
      return append(text, hasReasoning: hasReasoning)
    }
    if !hasReasoning, text.hasPrefix(Self.flattenedOpening) {
      mode = .flattened(text)
      return []
    }
    // Templates put line breaks before the tag.
    let trimmed = text.drop(while: \.isWhitespace)
    if let tag = Self.tags.first(where: { trimmed.hasPrefix($0.open) }), closingTag == nil {
      closingTag = tag.close
      return think(String(trimmed.dropFirst(tag.open.count)), until: tag.close)
    }
    if closingTag == nil, Self.tags.contains(where: { $0.open.hasPrefix(trimmed) }) {
      mode = .undecided(text)
      return []
    }
    let candidates = Self.openings + (hasReasoning ? [] : [Self.flattenedOpening])
    if candidates.contains(where: { $0.hasPrefix(text) }) {
      mode = .undecided(text)
      return []
    }
    mode = .plain
    return appendPlain(text)
  }

  private mutating func think(_ text: String, until close: String) -> [RunEvent.Kind] {
    if let end = text.firstRange(of: close) {
      let thought = String(text[..<end.lowerBound])
      mode = .undecided("")
      let rest = String(text[end.upperBound...])
      let answer = rest.isEmpty ? [] : append(rest, hasReasoning: true)
      return (thought.isBlank ? [] : [.text(.analysis, thought)]) + answer
    }
    // As much as may be the beginning of the closing tag is held back.
    let held = (0..<close.count).reversed().first { text.hasSuffix(close.prefix($0)) } ?? 0
    mode = .tagged(close: close, String(text.suffix(held)))
    return held == text.count ? [] : [.text(.analysis, String(text.dropLast(held)))]
  }

  /// Looks for a second closing tag.
  private mutating func watch(_ text: String) {
    guard let closingTag else { return }
    tail += text
    if tail.contains(closingTag) { isSpoilt = true }
    tail = String(tail.suffix(closingTag.count))
  }

  private mutating func appendPlain(_ text: String) -> [RunEvent.Kind] {
    watch(text)
    guard !held.isEmpty || text.contains("<") || isClosed else { return [.text(.final, text)] }
    var rest = Substring(held + text)
    held = ""
    var shown = ""
    while let less = rest.utf8.firstIndex(of: 0x3C) {
      take(rest[..<less], into: &shown)
      rest = rest[less...]
      let next = rest.utf8.index(after: less)
      if next < rest.endIndex, rest.utf8[next] != 0x7C {
        take(rest[..<next], into: &shown)
        rest = rest[next...]
        continue
      }
      if let token = ControlToken.allCases.first(where: { rest.hasPrefix($0.rawValue) }) {
        isClosed = true
        if !token.endsMessage { isSpoilt = true }
        rest = rest.dropFirst(token.rawValue.count)
      } else if ControlToken.allCases.contains(where: { $0.rawValue.hasPrefix(rest) }) {
        held = String(rest)
        rest = ""
      } else {
        take(rest[..<next], into: &shown)
        rest = rest[next...]
      }
    }
    take(rest, into: &shown)
    return shown.isEmpty ? [] : [.text(.final, shown)]
  }

  /// Text after the end of the message is shown, and spoils the answer.
  private mutating func take(_ text: Substring, into shown: inout String) {
    if isClosed, !text.allSatisfy(\.isWhitespace) { isSpoilt = true }
    shown += text
  }

  private static func events(_ deltas: [HarmonyTranscript.Delta]) -> [RunEvent.Kind] {
    deltas.map { .text($0.channel, $0.text) }
  }

  private static func verdict(on transcript: HarmonyTranscript) -> RunWarning {
    transcript.isTrustworthy ? recovered : unrecovered
  }

  private static let recovered = RunWarning(
    "markup_recovered",
    "The engine sent raw Harmony markup; reasoning and answer were taken apart here.")
  private static let unrecovered = RunWarning(
    RunWarning.markup,
    "The engine sent Harmony markup in which the final message is missing, doubled or may be forged."
  )
}

extension ControlToken {
  fileprivate var endsMessage: Bool {
    switch self {
    case .end, .return, .endOfText: true
    default: false
    }
  }
}
