extension OutlineReader {
  struct Heading {
    var title: String
    var level: Int
    var line: Int
    var lastLine: Int
    var parent: Int?
    var role: Role = .criteria
    var decision: Decision?

    var shortTitle: String { String(title.prefix(80)) }
  }

  /// Finds the headings and nests them.
  mutating func readHeadings() {
    var markdownLevel = 0
    let first = lines.firstIndex { !$0.isBlank }
    for index in lines.indices where !lines[index].isFenced && !lines[index].isBlank {
      guard
        let (title, level) = heading(
          at: index, isFirst: index == first, markdownLevel: markdownLevel)
      else { continue }
      if lines[index].text.utf8.first == 0x23 { markdownLevel = level }
      headings.append(
        Heading(title: title, level: level, line: index + 1, lastLine: lines.count, parent: nil))
    }
    let outermost = headings.lazy.map(\.level).min() ?? 1
    var open: [Int] = []
    for index in headings.indices {
      headings[index].level -= outermost - 1
      while let last = open.last, headings[last].level >= headings[index].level {
        headings[last].lastLine = headings[index].line - 1
        open.removeLast()
      }
      headings[index].parent = open.last
      headings[index].role =
        ownRole(of: index) ?? open.last.map { inherited(headings[$0].role) }
        ?? .criteria
      open.append(index)
    }
    headingOfLine = Array(repeating: nil, count: lines.count)
    for (index, heading) in headings.enumerated() {
      let end = index + 1 < headings.count ? headings[index + 1].line - 1 : lines.count
      for line in heading.line...end { headingOfLine[line - 1] = index }
    }
  }

  private func inherited(_ role: Role) -> Role { role == .title ? .criteria : role }

  private func ownRole(of index: Int) -> Role? {
    let words = Set(Substring(headings[index].title).words())
    func has(_ candidates: String...) -> Bool { candidates.contains { words.contains($0) } }
    if has("example", "examples")
      || (has("edge") && has("case"))
        && headings[index].title.utf8.hasBytes("=".utf8)
    {
      return .examples
    }
    if has("definition", "definitions", "glossary", "terms") { return .definitions }
    if has("ambiguity", "ambiguous", "precedence", "conflict", "conflicts", "escalation", "edge") {
      return .precedence
    }
    if has("output", "format", "response", "answer"), words.count <= 4 { return .output }
    if has(
      "instruction", "instructions", "goal", "goals", "task", "evaluation", "purpose", "scope",
      "framework", "process", "steps", "reminder", "overview", "procedure"), words.count <= 4
    {
      return .instructions
    }
    if index == 0, DecisionWords.decision(of: headings[0].title) == nil { return .title }
    return nil
  }

  private func heading(
    at index: Int, isFirst: Bool, markdownLevel: Int
  ) -> (String, Int)? {
    let line = lines[index]
    if let found = markdownHeading(line.text) { return found }
    guard line.text.utf8.count <= 200, line.indent < 4 else { return nil }
    if let title = boldHeading(line) { return (title, markdownLevel + 1) }
    let level = isFirst ? 1 : 2
    if let title = emojiHeading(line.text) { return (title, level) }
    if let title = capitals(index) { return (title, level) }
    if let title = numberedHeading(index) { return (title, markdownLevel + 2) }
    if let title = namedHeading(index) { return (title, markdownLevel + 2) }
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
    let inner = line.text.trimming("*")
    guard line.text.hasSuffix("**"), inner.utf8.count > 1, !inner.utf8.hasBytes("**".utf8),
      !inner.hasPrefix(folding: "example"), !Self.isMinor(inner)
    else { return nil }
    return Self.plainTitle(inner)
  }

  /// `🚫 Likely Spam (SP2 – Medium)`; `❌ Output: INVALID` is an output line instead.
  private func emojiHeading(_ text: Substring) -> String? {
    guard let first = text.unicodeScalars.first, first.isEmoji, first != "→", first != "↳" else {
      return nil
    }
    let rest = Substring(text.unicodeScalars.drop { $0.isEmoji }).trimmed()
    guard let start = rest.unicodeScalars.first, start.isLetter, !rest.hasPrefix(folding: "output"),
      !rest.utf8.contains(0x3A), let last = rest.utf8.last, !".!?;,".utf8.contains(last),
      rest.utf8.count <= 120
    else { return nil }
    return Self.plainTitle(rest)
  }

  /// `LABEL FORMAT`, after a blank line, so that a wrapped sentence that ends in capitals is none.
  private func capitals(_ index: Int) -> String? {
    let line = lines[index]
    guard line.mark == nil, isAfterBlank(index), Self.isCapitals(line.text) else { return nil }
    return Self.plainTitle(line.text.trimming(":"))
  }

  /// `1. TITLE`, or a short numbered line after a blank one with bullets directly under it.
  private func numberedHeading(_ index: Int) -> String? {
    let line = lines[index]
    guard case .number = line.mark, line.indent == 0, isAfterBlank(index),
      line.body.utf8.count <= 160, let last = line.body.unicodeScalars.last,
      last.isWord || last == ")" || last == ":"
    else { return nil }
    let hasBullets =
      index + 1 < lines.count && lines[index + 1].mark == .bullet && lines[index + 1].indent == 0
    guard hasBullets || Self.isCapitals(line.body) else { return nil }
    return Self.plainTitle(line.text.trimming(":"))
  }

  /// `Violates:` or `Safe (0):` alone on its line, in plain text.
  private func namedHeading(_ index: Int) -> String? {
    let line = lines[index]
    guard line.mark == nil, isAfterBlank(index), line.text.utf8.last == 0x3A,
      line.text.utf8.count <= 48
    else { return nil }
    let title = line.text.withoutMarkdown().trimming(":")
    guard let first = title.words(limit: 1).first,
      DecisionWords.isDecision(first) || Self.partNames.contains(first), !Self.isMinor(title)
    else { return nil }
    return Self.plainTitle(title)
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

  private static let partNames: Set<String> = [
    "instructions", "definitions", "criteria", "rules", "goal", "output", "guidance",
  ]

  private func isAfterBlank(_ index: Int) -> Bool { index == 0 || lines[index - 1].isBlank }

  /// `Examples:` under a rule, which is no section of its own.
  private static func isMinor(_ title: Substring) -> Bool {
    title.words(limit: 2) == ["examples"]
  }

  private static func isCapitals(_ text: Substring) -> Bool {
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
