extension OutlineReader {
  struct Heading {
    var title: String
    var level: Int
    var line: Int
    var lastLine: Int
    var parent: Int?
    var role: Role = .criteria
    var decision: Decision?
    /// What its words for kinds of content say, where no section around it decides.
    var topic: Decision?

    var shortTitle: String { String(title.prefix(80)) }
  }

  /// Finds the headings and nests them.
  mutating func readHeadings() {
    var markdownLevel = 0
    let first = lines.firstIndex { !$0.isBlank }
    var open: [Int] = []
    /// The lines on which the open tags are closed, with their places in `headings`.
    var tags: [(close: Int, heading: Int)] = []
    var sections = markup.filter(isSection)[...]
    headingOfLine = Array(repeating: nil, count: lines.count)
    for index in lines.indices {
      let number = index + 1
      while let tag = tags.last, number > tag.close {
        tags.removeLast()
        while let last = open.last, last >= tag.heading {
          headings[last].lastLine = tag.close
          open.removeLast()
        }
      }
      while let element = sections.first, element.firstLine == number {
        sections.removeFirst()
        let level = (open.last.map { headings[$0].level } ?? 0) + 1
        tags.append((element.lastLine, headings.count))
        push(Heading(title: element.name, level: level, line: number, lastLine: lines.count), &open)
        // One line opens one section.
        sections = sections.drop { $0.firstLine == number }
      }
      if !lines[index].isFenced, !lines[index].isBlank, headings.last?.line != number,
        lines[index].text.utf8.first != 0x3C,
        let (title, ownLevel) = heading(
          at: index, isFirst: index == first, markdownLevel: markdownLevel)
      {
        var level = ownLevel
        if lines[index].text.utf8.first == 0x23 { markdownLevel = level }
        if let tag = tags.last { level = max(level, headings[tag.heading].level + 1) }
        push(Heading(title: title, level: level, line: number, lastLine: lines.count), &open)
      }
      headingOfLine[index] = open.last
    }
    let outermost = headings.lazy.map(\.level).min() ?? 1
    for index in headings.indices { headings[index].level -= outermost - 1 }
  }

  private mutating func push(_ heading: Heading, _ open: inout [Int]) {
    let index = headings.count
    headings.append(heading)
    while let last = open.last, headings[last].level >= heading.level {
      headings[last].lastLine = heading.line - 1
      open.removeLast()
    }
    headings[index].parent = open.last
    headings[index].role =
      ownRole(of: index) ?? open.last.map { inherited(headings[$0].role) } ?? .criteria
    open.append(index)
  }

  private func inherited(_ role: Role) -> Role { role == .title ? .criteria : role }

  private func ownRole(of index: Int) -> Role? {
    let title = Substring(headings[index].title.drop { "§0123456789 ".contains($0) })
    let roles = Vocabulary.roles(in: title)
    let count = title.words().count
    if roles.contains(.examples)
      || roles.contains(.precedence) && title.utf8.contains(0x3D)
    {
      return .examples
    }
    let isRule = RuleCode(startOf: title.trimmingStart("[#")).map { !$0.family.isEmpty } ?? false
    if !isRule || count <= 2 {
      if roles.contains(.definitions), count <= 8 { return .definitions }
      if roles.contains(.precedence) { return .precedence }
      if roles.contains(.output), count <= 4 { return .output }
      if roles.contains(.instructions), count <= 4, !roles.contains(.criteria) {
        return .instructions
      }
    }
    // The label of a list below some sentences is no title.
    let line = headings[index].line
    let isOnTop =
      lines[line - 1].text.utf8.first == 0x23 || lines[..<(line - 1)].allSatisfy(\.isBlank)
    // `Newsletter Review` is a title, not a section of what a person should review.
    if index == 0, isOnTop, [nil, .escalate].contains(DecisionWords.strongDecision(of: title)),
      markup.first?.firstLine != line
    {
      return .title
    }
    return roles.contains(.criteria) && DecisionWords.decision(of: title) != nil ? .criteria : nil
  }

  private func heading(
    at index: Int, isFirst: Bool, markdownLevel: Int
  ) -> (String, Int)? {
    let line = lines[index]
    if let found = markdownHeading(line.text) { return found }
    guard line.text.utf8.count <= 200, line.indent < 4 else { return nil }
    if let title = boldHeading(line) { return (title, markdownLevel + 1) }
    let level = isFirst ? 1 : 2
    if let title = underlined(index) { return title }
    if let title = framed(line) { return (title, level) }
    if let title = emojiHeading(index) { return (title, level) }
    if let title = capitals(index) { return (title, level) }
    if let title = paragraphTitle(index) { return (title, markdownLevel + 1) }
    if let (title, parts) = sectionNumber(index) { return (title, markdownLevel + 1 + parts) }
    if let title = numberedHeading(index) { return (title, markdownLevel + 2) }
    if let title = namedHeading(index) { return (title, markdownLevel + 2) }
    if let title = plainHeading(index) { return (title, markdownLevel + 2) }
    if isFirst, let title = firstLineTitle(index) { return (title, 1) }
    return nil
  }

  private func markdownHeading(_ text: Substring) -> (String, Int)? {
    let marks = text.utf8.prefix { $0 == 0x23 }.count
    guard (1...6).contains(marks) else { return nil }
    let rest = text.utf8.dropFirst(marks)
    guard let next = Substring(rest).unicodeScalars.first, next.isSpace else { return nil }
    let title = Self.plainTitle(Substring(rest).trimmed().trimming("#").trimmed())
    return title.isEmpty ? nil : (title, marks)
  }

  /// A whole line in bold; `**Example 1: …**` opens an example, not a section.
  private func boldHeading(_ line: SourceLine) -> String? {
    guard line.mark == nil, line.text.utf8.starts(with: "**".utf8) else { return nil }
    if isInExamples, titlesForm(line) { return nil }
    let inner = line.text.trimming("*")
    guard line.text.hasSuffix("**"), inner.utf8.count > 1, !inner.utf8.hasBytes("**".utf8),
      !inner.hasPrefix(folding: "example"), !Self.isMinor(inner), !isGroup(inner, at: line.number)
    else { return nil }
    return Self.plainTitle(inner)
  }

  /// A title with `====` or `----` under it.
  private func underlined(_ index: Int) -> (String, Int)? {
    let line = lines[index]
    guard index + 1 < lines.count, line.mark == nil, line.text.utf8.count <= 80,
      index == 0 || lines[index - 1].isBlank, let last = line.text.unicodeScalars.last,
      last.isWord || last == ")"
    else { return nil }
    let under = lines[index + 1].text.utf8
    guard under.count > 2, let mark = under.first, mark == 0x3D || mark == 0x2D,
      under.allSatisfy({ $0 == mark })
    else { return nil }
    return (Self.plainTitle(line.text), mark == 0x3D ? 1 : 2)
  }

  /// `=== RULES ===`, `--- Examples ---`, `[RULES]`.
  private func framed(_ line: SourceLine) -> String? {
    guard line.mark == nil, let first = line.text.utf8.first, line.text.utf8.last != 0x3A else {
      return nil
    }
    if line.text.unicodeScalars.first == "【" {
      guard line.text.unicodeScalars.last == "】", line.text.utf8.count <= 120 else { return nil }
      return Self.plainTitle(Substring(line.text.unicodeScalars.dropFirst().dropLast()))
    }
    if first == 0x5B {
      guard line.text.utf8.last == 0x5D, line.text.utf8.count <= 50 else { return nil }
      let inner = line.text.trimming("[]").trimmed()
      return Vocabulary.roles(in: inner).isEmpty || !Self.isCapitals(inner) ? nil : String(inner)
    }
    guard "=-~*+#".utf8.contains(first), line.text.utf8.last == first else { return nil }
    let start = line.text.utf8.prefix { $0 == first }.count
    let inner = Substring(line.text.utf8.drop { $0 == first })
    guard start >= 2, let space = inner.unicodeScalars.first, space.isSpace else { return nil }
    var end = inner.utf8
    while end.last == first { end.removeLast() }
    let title = Substring(end).trimmed()
    guard let letter = title.unicodeScalars.first, letter.isWord else { return nil }
    return Self.plainTitle(title)
  }

  /// `🚫 Likely Spam (SP2 – Medium)`; `❌ Output: INVALID` is an output line instead.
  private func emojiHeading(_ index: Int) -> String? {
    let text = lines[index].text
    guard let first = text.unicodeScalars.first, first.isEmoji, first != "→", first != "↳" else {
      return nil
    }
    let rest = Substring(text.unicodeScalars.drop { $0.isEmoji }).trimmed()
    guard let start = rest.unicodeScalars.first, start.isLetter, !rest.hasPrefix(folding: "output"),
      !rest.utf8.contains(0x3A), let last = rest.utf8.last, !".!?;,".utf8.contains(last),
      rest.utf8.count <= 120
    else { return nil }
    if Self.tick(text) != nil {
      // Several ticks and crosses in a row are a list.
      let isRow = [index - 1, index + 1].contains {
        lines.indices.contains($0) && Self.tick(lines[$0].text) != nil
      }
      if isRow || isInExamples || tickedLines.contains(index + 1) { return nil }
    }
    return Self.plainTitle(rest)
  }

  /// Whether the section that is open while headings are read holds examples.
  private var isInExamples: Bool { headings.last?.role == .examples }

  /// `LABEL FORMAT`, after a blank line, so that a wrapped sentence that ends in capitals is none.
  private func capitals(_ index: Int) -> String? {
    let line = lines[index]
    guard line.mark == nil, isAfterBlank(index), Self.isCapitals(line.text),
      !(lines[..<index].last { !$0.isBlank }?.isQuotation ?? false),
      !isGroup(line.text, at: line.number), !isBareLabel(line.text)
    else { return nil }
    return Self.plainTitle(line.text.trimming(":"))
  }

  /// A label alone on its line, below an example.
  private func isBareLabel(_ text: Substring) -> Bool {
    isInExamples && DecisionWords.isLabel(text.lowercased())
  }

  /// `1. TITLE`, or a short numbered line after a blank one with bullets directly under it.
  private func numberedHeading(_ index: Int) -> String? {
    let line = lines[index]
    guard case .number = line.mark, line.indent == 0, isAfterBlank(index), !isInExamples,
      line.body.utf8.count <= 160, let last = line.body.unicodeScalars.last,
      last.isWord || last == ")" || last == ":"
    else { return nil }
    let hasBullets =
      index + 1 < lines.count && lines[index + 1].mark == .bullet && lines[index + 1].indent == 0
    guard hasBullets || Self.isCapitals(line.body) else { return nil }
    return Self.plainTitle(line.text.trimming(":"))
  }

  /// `3 Forbidden`, in a text whose sections count up from 1.
  private func sectionNumber(_ index: Int) -> (String, Int)? {
    let line = lines[index]
    guard line.mark == nil, line.indent == 0, isAfterBlank(index), line.text.utf8.count <= 80,
      line.text.unicodeScalars.first?.digitValue != nil,
      let last = line.text.unicodeScalars.last, last.isWord || last == ")"
    else { return nil }
    let digits = line.text.unicodeScalars.prefix { $0.digitValue != nil }
    let rest = line.text[digits.endIndex...]
    guard digits.count <= 2, rest.utf8.first == 0x20,
      rest.trimmedStart().unicodeScalars.first?.isLetter ?? false,
      index + 1 < lines.count, lines[index + 1].isBlank
    else { return nil }
    let value = digits.reduce(0) { $0 * 10 + ($1.digitValue ?? 0) }
    guard value == lastSectionNumber + 1, value > 1 || opensCount(index) else { return nil }
    return (Self.plainTitle(line.text), 1)
  }

  /// `§2 Outcome` above `§2.1 …`.
  private func paragraphTitle(_ index: Int) -> String? {
    let text = lines[index].text
    guard text.unicodeScalars.first == "§", isAfterBlank(index), text.utf8.count <= 80,
      let last = text.unicodeScalars.last, last.isWord || last == ")"
    else { return nil }
    let number = text.unicodeScalars.dropFirst().prefix { $0.digitValue != nil || $0 == " " }
    let rest = text[number.endIndex...]
    guard rest.unicodeScalars.first?.isLetter ?? false else { return nil }
    let sign = text[..<number.endIndex].trimmed()
    let next = lines[(index + 1)...].prefix(3).first { !$0.isBlank }
    let isCounted = next?.text.hasPrefix(sign + ".") ?? false
    let isNext = headings.last?.title.unicodeScalars.first == "§"
    return isCounted || isNext ? String(text) : nil
  }

  /// The number of the last section that is open while headings are read.
  private var lastSectionNumber: Int {
    for heading in headings.reversed().prefix(64) {
      let digits = heading.title.unicodeScalars.prefix { $0.digitValue != nil }
      if !digits.isEmpty, digits.count <= 2,
        heading.title.unicodeScalars[digits.endIndex...].first == " "
      {
        return digits.reduce(0) { $0 * 10 + ($1.digitValue ?? 0) }
      }
    }
    return 0
  }

  /// Whether a `2 …` stands below, so that `1 …` is the first of several.
  private func opensCount(_ index: Int) -> Bool {
    lines[index...].prefix(200).contains {
      $0.mark == nil && $0.text.hasPrefix("2 ") && $0.text.utf8.count <= 80
    }
  }

  /// `Violates:` or `Safe (0):` alone on its line, in plain text.
  private func namedHeading(_ index: Int) -> String? {
    let line = lines[index]
    guard line.mark == nil, line.indent == 0, isAfterBlank(index), line.text.endsWithColon,
      line.text.utf8.count <= 64
    else { return nil }
    let title = line.text.withoutMarkdown().trimmingColon
    guard !Self.isMinor(title), !isGroup(title, at: line.number), Self.namesPart(title) else {
      return nil
    }
    return Self.plainTitle(title)
  }

  /// `Examples` or `Tableau des règles` alone between blank lines.
  private func plainHeading(_ index: Int) -> String? {
    let line = lines[index]
    guard line.mark == nil, line.indent == 0, isAfterBlank(index), line.text.utf8.count <= 60,
      !line.text.utf8.contains(0x3A), !line.text.unicodeScalars.contains("："),
      let first = line.text.unicodeScalars.first, first.isLetter,
      let last = line.text.unicodeScalars.last, last.isWord || last == ")"
    else { return nil }
    let title = line.text.withoutMarkdown()
    guard title.words().count <= 4, !Vocabulary.roles(in: title).isEmpty,
      !isGroup(title, at: line.number), !isBareLabel(title)
    else { return nil }
    // In a list of short lines, such as the lines of an answer, it is one of them.
    guard index + 1 < lines.count else { return nil }
    let next = lines[index + 1]
    let namesNothingElse = title.words().allSatisfy {
      !Vocabulary.roles(in: Substring($0)).isEmpty
    }
    guard namesNothingElse || next.isBlank || next.mark != nil || next.text.utf8.first == 0x7C
    else { return nil }
    return Self.plainTitle(title)
  }

  private static func namesPart(_ title: Substring) -> Bool {
    let tokens = Vocabulary.tokens(of: title, limit: 2)
    if case .decision(_, false)? = tokens.first { return true }
    if case .negation? = tokens.first, tokens.count > 1, case .decision(_, false) = tokens[1] {
      return true
    }
    let roles = Vocabulary.roles(in: title)
    return !roles.subtracting([.output, .examples]).isEmpty && title.words().count <= 3
      || roles.contains(.output) && title.words().count <= 2
        && Vocabulary.field(named: title.lowercased()) != .label
      || title.hasPrefix(folding: "output")
      || title.hasPrefix(folding: "guidance")
  }

  private func firstLineTitle(_ index: Int) -> String? {
    let line = lines[index]
    guard line.mark == nil, line.text.utf8.count <= 80, let first = line.text.unicodeScalars.first,
      first.isLetter, let last = line.text.unicodeScalars.last, last.isWord || last == ")"
    else { return nil }
    let isAlone = index + 1 >= lines.count || lines[index + 1].isBlank
    let words = line.text.words()
    guard words.count <= 10, isAlone || words.contains("policy") || words.contains("guidelines")
    else { return nil }
    return Self.plainTitle(line.text)
  }

  private func isAfterBlank(_ index: Int) -> Bool {
    index == 0 || lines[index - 1].isBlank
  }

  /// Whether a label belongs to the examples above it instead of opening a section: `Violations:`
  /// inside `## Examples`.
  private func isGroup(_ title: Substring, at line: Int) -> Bool {
    guard let last = headings.last, last.role == .examples, last.line < line else { return false }
    let roles = Vocabulary.roles(in: title)
    return roles.subtracting([.examples, .criteria]).isEmpty
      && (DecisionWords.decision(of: title) != nil
        || BinaryMeaning.labelledDigit(title.trimmingColon) != nil)
  }

  /// `Examples:` under a rule, which is no section of its own.
  private static func isMinor(_ title: Substring) -> Bool {
    title.words(limit: 2) == ["examples"]
  }

  static func isCapitals(_ text: Substring) -> Bool {
    var letters = 0
    for scalar in text.unicodeScalars.lazy where scalar.isLetter {
      guard scalar.isASCIIUpper || (!scalar.isASCII && scalar.properties.isUppercase) else {
        return false
      }
      letters += 1
    }
    guard letters >= 3, let first = text.unicodeScalars.first, first.isWord,
      let last = text.utf8.last
    else { return false }
    return !".,;!?\"{}[]|".utf8.contains(last)
  }

  static func plainTitle(_ text: Substring) -> String {
    let plain = Substring(text.withoutMarkdown().unicodeScalars.drop { $0.isEmoji || $0.isSpace })
    return String(plain.trimmed())
  }
}
