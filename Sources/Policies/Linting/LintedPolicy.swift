/// A policy as the rules of the linter look at it: read once, with its lines at hand.
struct LintedPolicy {
  let outline: PolicyOutline
  let format: AnswerFormat
  let reader: OutlineReader
  /// As they stand, without their line ends; the first is line 1.
  let texts: [Substring]
  /// The author's own words outside code blocks and examples.
  let prose: [ProseLine]
  /// Whether rules that know English words have anything to say.
  let isEnglish: Bool
  let tokens: Int

  init(_ text: String, reading: PolicyReading, tokens: Int) {
    outline = reading.outline
    format = reading.format
    self.tokens = tokens
    let reader = OutlineReader(text)
    self.reader = reader
    var pieces = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    if pieces.last?.isEmpty == true { pieces.removeLast() }
    texts = pieces.map { Substring($0.last == 0x0D ? $0.dropLast() : $0) }
    let examples = Self.exampleLines(of: reading.outline)
    prose = zip(texts, reader.lines).compactMap { text, line in
      let isOwn =
        !line.isFenced && !line.isBlank && !examples.contains(line.number)
        && !(reader.role(ofLine: line.number) == .examples && line.mark != nil)
      return isOwn ? ProseLine(text, number: line.number) : nil
    }
    isEnglish = Self.isEnglish(prose)
  }

  private static func exampleLines(of outline: PolicyOutline) -> Set<Int> {
    var lines: Set<Int> = []
    for example in outline.examples {
      let height = example.content.utf8.lazy.filter { $0 == 0x0A }.count
      lines.insert(example.line)
      lines.formUnion(example.contentLine...(example.contentLine + height))
    }
    return lines
  }

  /// By the small words that English text is full of, and the words of the guide; a text of a few words gets the
  /// benefit of the doubt if it is written in Latin letters.
  private static func isEnglish(_ prose: [ProseLine]) -> Bool {
    var words = 0
    var small = 0
    var foreign = 0
    for word in prose.lazy.flatMap(\.words) {
      words += 1
      if smallWords.contains(word) { small += 1 }
      if word.utf8.contains(where: { $0 >= 0xD0 }) { foreign += 1 }
    }
    guard foreign * 3 < words else { return false }
    return words < 12 || small * 25 >= words
  }

  private static let smallWords: Set<Substring> = [
    "the", "and", "or", "of", "to", "is", "are", "if", "not", "for", "with", "that", "this", "any",
    "violates", "safe", "examples", "instructions", "definitions", "answer", "rules",
  ]

  /// The first line of the rules: a rule, or a section that decides.
  var firstCriterion: Int? {
    let sections = reader.headings.lazy.filter { $0.role == .criteria && $0.decision != nil }
    return [outline.rules.first?.line, sections.first?.line].compactMap(\.self).min()
  }

  /// The heading of the first section of this kind.
  func heading(_ role: OutlineReader.Role) -> OutlineReader.Heading? {
    reader.headings.first { $0.role == role }
  }

  /// The marks before a section's title, as the policy writes them.
  var headingMark: String {
    let section = reader.headings.first { $0.role != .title }
    guard let line = section?.line else { return "## " }
    let marks = reader.lines[line - 1].text.utf8.prefix { $0 == 0x23 }.count
    return marks == 0 ? "" : String(repeating: "#", count: marks) + " "
  }
}
