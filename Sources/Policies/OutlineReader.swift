/// Reads a policy in passes over its lines; each pass is in a file of its own.
struct OutlineReader {
  /// What a section is for, from its title and those of the sections around it.
  enum Role {
    case title, instructions, definitions, examples, output, precedence, criteria
  }

  let lines: [SourceLine]
  var headings: [Heading] = []
  /// The innermost heading of each line, by its place in `headings`.
  var headingOfLine: [Int?] = []
  var meaning = BinaryMeaning()

  init(_ text: String) {
    lines = SourceLine.lines(of: text)
    readHeadings()
    meaning = BinaryMeaning(lines: lines, titles: headings.map(\.title))
    readDecisions()
  }

  func outline() -> PolicyOutline {
    var outline = PolicyOutline(lineCount: lines.count)
    outline.sections = headings.map {
      .init(
        title: $0.shortTitle, level: $0.level, line: $0.line, lastLine: $0.lastLine)
    }
    outline.tag = tag()
    outline.examples = examples()
    var taken = Set(outline.examples.flatMap { [$0.line, $0.contentLine] })
    outline.rules = rules(outsideOf: taken)
    decideExamples(of: &outline)
    outline.precedence = precedenceLines()
    taken.formUnion(exampleLines())
    outline.quotedPhrases = quotedPhrases(outsideOf: taken)
    return outline
  }

  func role(ofLine line: Int) -> Role? {
    headingOfLine[line - 1].map { headings[$0].role }
  }

  /// What the sections around a line decide, the innermost that says anything first.
  func sectionDecision(ofLine line: Int) -> Decision? {
    var index = headingOfLine[line - 1]
    while let current = index {
      if let decision = headings[current].decision { return decision }
      index = headings[current].parent
    }
    return nil
  }

  /// `#SP` in the title line, in parentheses or alone.
  private func tag() -> PolicyOutline.Tag? {
    guard let first = lines.first(where: { !$0.isBlank }) else { return nil }
    for piece in first.text.utf8.split(whereSeparator: { $0 == 0x28 || $0 == 0x29 || $0 == 0x20 }) {
      let word = Substring(piece)
      guard word.utf8.first == 0x23, word.utf8.count > 1,
        let code = RuleCode(startOf: word.dropFirst()),
        code.text.utf8.count == word.utf8.count - 1
      else { continue }
      return .init(id: String(word), line: first.number)
    }
    return nil
  }

  /// Whether a section starts at this line.
  func isHeading(_ line: Int) -> Bool { heading(atLine: line) != nil }

  func heading(atLine line: Int) -> Heading? {
    guard let index = headingOfLine[line - 1], headings[index].line == line else { return nil }
    return headings[index]
  }
}

extension Collection<UInt8> {
  /// Whether the bytes stand anywhere in this view.
  func hasBytes(_ needle: String.UTF8View) -> Bool {
    guard let first = needle.first else { return true }
    var start = startIndex
    while let candidate = self[start...].firstIndex(of: first) {
      if self[candidate...].starts(with: needle) { return true }
      start = index(after: candidate)
    }
    return false
  }
}
