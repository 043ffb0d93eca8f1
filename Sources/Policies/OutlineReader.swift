/// Reads a policy's text. Each step is a value that the next one reads:
///
/// 1. **Lines** (``SourceLine``): trimmed, without list and quotation marks.
/// 2. **Blocks**: elements of markup (``MarkupElement``), sections under headings (``Heading``),
///    groups under labels and lead-ins (``Group``), tables (``PipeTable``), records of fields. What
///    belongs to a block follows from headings, labels and indentation, never from blank lines
///    alone.
/// 3. **Roles and decisions** of the blocks, by their titles and the words of ``WordTable``.
/// 4. **Rules and examples**: what stands in the blocks. Examples are read first, so that none of
///    their lines is taken for a rule.
struct OutlineReader {
  /// What a section is for, from its title and those of the sections around it.
  enum Role {
    case title, instructions, definitions, examples, output, precedence, criteria
  }

  let lines: [SourceLine]
  let markup: [MarkupElement]
  let objects: [JSONTemplate]
  var headings: [Heading] = []
  /// The innermost heading of each line, by its place in `headings`.
  var headingOfLine: [Int?] = []
  var groups: [Group] = []
  var groupOfLine: [Int?] = []
  var tables: [PipeTable] = []
  var tableOfLine: [Int: Int] = [:]
  var records: [RuleRecord] = []
  var meaning = BinaryMeaning()
  /// Names of fields that only this policy uses.
  let fieldNames: [String: Vocabulary.Field]
  /// Words that the policy puts between backticks or quotation marks as answers, in lower case.
  let answerWords: Set<String>
  let asksAboutRules: Bool
  /// Lines on which a tick or cross stands for a label.
  let tickedLines: Set<Int>
  /// Values of fields that each example repeats.
  let repeatedValues: Set<Substring>
  /// The labels of lines that open with theirs, as `fine: …` in a run of such lines.
  let headedLines: [Int: String]
  /// Levels of numbered headings that count chapters, one of them about the answer or the task.
  private(set) var chapterLevels: Set<Int> = []
  /// Lines on which elements begin or end that are not sections.
  private var boundaries: Set<Int> = []
  private var recordLines: Set<Int> = []

  init(_ text: String) {
    lines = SourceLine.lines(of: text)
    markup = MarkupReader(lines).elements
    objects = JSONTemplate.find(in: lines)
    fieldNames = LineField.names(in: lines)
    answerWords = Self.answerWords(in: lines)
    asksAboutRules = Self.asksAboutRules(lines)
    tickedLines = Self.tickedLines(lines)
    repeatedValues = LineField.repeatedValues(in: lines)
    headedLines = Self.headedLines(lines, answers: answerWords)
    readHeadings()
    for heading in headings where heading.title.unicodeScalars.first?.digitValue != nil {
      guard [.output, .instructions, .definitions].contains(heading.role) else { continue }
      chapterLevels.insert(heading.level)
    }
    meaning = BinaryMeaning(lines: lines, titles: headings.map(\.title))
    readGroups()
    readDecisions()
    readTables()
    records = ruleRecords()
    for record in records { recordLines.formUnion(record.line...record.lastLine) }
    for element in markup { boundaries.formUnion([element.firstLine, element.lastLine]) }
  }

  func outline() -> PolicyOutline {
    var outline = PolicyOutline(lineCount: lines.count)
    outline.sections = headings.map {
      .init(
        title: $0.shortTitle, level: $0.level, line: $0.line, lastLine: $0.lastLine)
    }
    outline.tag = tag()
    let (examples, covered) = examples()
    outline.examples = examples
    outline.rules = rules(outsideOf: covered)
    decideExamples(of: &outline)
    outline.precedence = precedenceLines()
    var taken = covered
    taken.formUnion(exampleLines())
    outline.quotedPhrases = quotedPhrases(outsideOf: taken)
    return outline
  }

  /// What the innermost block around a line is for: its group's role, else its section's.
  func role(ofLine line: Int) -> Role? {
    var next = groupOfLine.isEmpty ? nil : groupOfLine[line - 1]
    while let index = next {
      if let role = groups[index].role { return role == .criteria ? sectionRole(line) : role }
      next = groups[index].parent
    }
    return headingOfLine[line - 1].map { headings[$0].role }
  }

  /// Criteria inside a section of another kind are what that section is, unless it only frames
  /// them.
  private func sectionRole(_ line: Int) -> Role? {
    guard let role = headingOfLine[line - 1].map({ headings[$0].role }) else { return nil }
    return role == .instructions || role == .output ? .criteria : role
  }

  /// What the blocks around a line decide, the innermost that says anything first. Words for kinds
  /// of content count only where nothing else decides.
  func sectionDecision(ofLine line: Int) -> Decision? {
    var group = groupOfLine[line - 1]
    while let current = group {
      if let decision = groups[current].decision { return decision }
      group = groups[current].parent
    }
    var index = headingOfLine[line - 1]
    var topic: Decision?
    while let current = index {
      if let decision = headings[current].decision { return decision }
      topic = topic ?? headings[current].topic
      index = headings[current].parent
    }
    return topic
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

  /// Whether a label at this line opens a group.
  func isGroup(_ line: Int) -> Bool {
    groupOfLine[line - 1].map { groups[$0].line == line } ?? false
  }

  /// The line as a field, also under a name that only this policy uses.
  func field(_ text: Substring, fuzzy: Bool = false) -> LineField? {
    LineField(text, fuzzy: fuzzy, learnt: fieldNames)
  }

  private static func answerWords(in lines: [SourceLine]) -> Set<String> {
    var words: Set<String> = []
    for line in lines where !line.isFenced && words.count < 64 {
      let isAsking = Vocabulary.asks(line.text)
      guard isAsking || line.body.utf8.contains(0x60) else { continue }
      for mark in "`\"" where isAsking || mark == "`" {
        for piece in line.text.split(separator: mark, omittingEmptySubsequences: false).dropFirst()
        where piece.utf8.count <= 24 && !piece.isEmpty
          && piece.unicodeScalars.allSatisfy({ $0.isWord || $0 == "_" || $0 == "-" })
        {
          words.insert(piece.lowercased())
        }
      }
    }
    return words
  }

  func isMarkupBoundary(_ line: Int) -> Bool { boundaries.contains(line) }

  /// Whether a line is a field of a rule, and not of an example of it.
  func isInRuleRecord(_ line: Int) -> Bool {
    recordLines.contains(line) && !(group(ofLine: line)?.holdsExamples ?? false)
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
