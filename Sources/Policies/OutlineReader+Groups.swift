extension OutlineReader {
  /// A label or lead-in with the lines that stand under it, inside a section: `Violations:` and its
  /// bullets, `Respond with two fields:` and the list of them, a key of YAML and what is indented
  /// below it.
  struct Group {
    var title: Substring
    var line: Int
    var lastLine: Int
    var indent: Int
    /// In a list itself, so that only deeper lines are under it.
    var isItem: Bool
    var parent: Int?
    /// nil where it is what its section is.
    var role: Role?
    var decision: Decision?
    /// Its items are examples.
    var holdsExamples = false
    /// What its examples are labelled.
    var label: String?
  }

  /// Finds the groups and nests them by their indentation.
  mutating func readGroups() {
    groupOfLine = Array(repeating: nil, count: lines.count)
    var open: [Int] = []
    var hasBlank = false
    for index in lines.indices {
      let line = lines[index]
      if line.isBlank {
        hasBlank = true
        groupOfLine[index] = open.last
        continue
      }
      if isHeading(line.number) || headingOfLine[index] != headingOfLine[max(index - 1, 0)] {
        open.removeAll()
      }
      if !line.isFenced {
        close(&open, before: line, hasBlank: hasBlank)
        if !isHeading(line.number), let group = group(at: index, in: open) {
          // A label ends those beside it; one that says a side stays inside their examples.
          while let last = open.last, !isInside(group, groups[last]) { open.removeLast() }
          var group = group
          group.parent = open.last
          inherit(into: &group)
          open.append(groups.count)
          groups.append(group)
        }
      }
      for place in open { groups[place].lastLine = line.number }
      groupOfLine[index] = open.last
      hasBlank = false
    }
  }

  /// Ends the groups that a line is not under.
  private func close(_ open: inout [Int], before line: SourceLine, hasBlank: Bool) {
    while let last = open.last {
      let group = groups[last]
      if line.indent > group.indent { return }
      if !group.isItem {
        if line.mark != nil, line.indent >= group.indent { return }
        let first = line.text.utf8.first
        if line.indent == group.indent {
          if !hasBlank || first.map({ "|>{<".utf8.contains($0) }) ?? false { return }
          if Self.isQuoted(line.body) || Self.tick(line.text) != nil { return }
          if field(line.body) != nil, group.holdsExamples || group.role == .examples { return }
          if Self.exampleTitle(line.text) != nil, group.holdsExamples { return }
          // `HATE: …` in the lines below `Categories:`
          if group.role == .criteria, let (name, value) = LineField.split(line.body),
            !value.isEmpty,
            LabelMention.isCapitals(name) || RuleCode(startOf: name) != nil
          {
            return
          }
        }
      }
      // The examples of a label without a side may be split by labels with one.
      if group.holdsExamples, group.decision == nil, line.text.endsWithColon,
        line.indent == group.indent, sideOf(line) != nil
      {
        return
      }
      open.removeLast()
    }
  }

  private func isInside(_ group: Group, _ outer: Group) -> Bool {
    if group.indent > outer.indent { return true }
    if group.isItem, !outer.isItem { return true }
    return group.indent == outer.indent && outer.holdsExamples && outer.decision == nil
      && group.decision != nil
  }

  private func sideOf(_ line: SourceLine) -> Decision? {
    titleDecision(String(line.body.withoutMarkdown().trimmingColon))
  }

  private func inherit(into group: inout Group) {
    let outer = group.parent.map { groups[$0] }
    let sectionRole = headingOfLine[group.line - 1].map { headings[$0].role }
    if group.role == nil || group.role == .criteria {
      if outer?.holdsExamples ?? (sectionRole == .examples) {
        group.holdsExamples = true
        group.role = outer?.role ?? nil
      } else if outer?.role == .output || outer?.role == .instructions {
        group.role = group.role ?? outer?.role
      }
    }
    if group.holdsExamples {
      group.label = group.decision == nil ? nil : Self.sideLabel(group.title)
      if group.label == nil { group.label = outer?.label }
      if group.decision == nil { group.decision = outer?.decision }
    }
  }

  private func group(at index: Int, in open: [Int]) -> Group? {
    let line = lines[index]
    guard line.text.utf8.count <= 300, line.text.utf8.first != 0x3C, !titlesForm(line),
      let title = Self.label(of: line) ?? leadIn(at: index), !title.isEmpty
    else { return nil }
    let words = title.words(limit: 13)
    // A field whose value stands below it is no group, nor is a numbered example.
    if let field = field(line.body), field.value.isEmpty, field.kind != .note,
      !words.allSatisfy({ Vocabulary.isExampleWord($0) || DecisionWords.isLabel($0) })
    {
      return nil
    }
    if Self.exampleTitle(line.text) != nil, !(words.first.map(Self.isPluralExample) ?? false),
      !Vocabulary.roles(in: title).contains(.examples) || words.count < 3
        || words.contains(where: { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    {
      return nil
    }
    var group = Group(
      title: title, line: line.number, lastLine: line.number, indent: line.indent,
      isItem: line.mark != nil && !isChapter(index), parent: nil)
    let roles = Vocabulary.roles(in: title)
    group.decision = titleDecision(String(title))
    let isLeadIn = words.count > 6
    let isSpoken = group.decision != nil && !isLeadIn && quotesPeople(below: index)
    if isSpoken || roles.contains(.examples) && (!isLeadIn || Self.opensWithExamples(title)) {
      group.holdsExamples = true
    } else if group.decision == nil || isLeadIn && Self.namesFields(words) {
      if Vocabulary.asks(title, limit: 8) && !Self.forbids(title) || roles.contains(.output)
        || Self.namesFields(words)
      {
        group.role = .output
      } else if roles.contains(.definitions), !isLeadIn {
        group.role = .definitions
      } else if roles.contains(.instructions), !roles.contains(.criteria) {
        group.role = .instructions
      } else if roles.contains(.criteria) {
        group.role = .criteria
      }
    } else if group.decision != nil {
      group.role = .criteria
    }
    return group
  }

  /// `The reply must not`: a duty, not a request for a reply.
  private static func forbids(_ title: Substring) -> Bool {
    Vocabulary.tokens(of: title, limit: 8).dropFirst(2).contains {
      $0 == .negation || $0 == .negationEitherSide
    }
  }

  private static func namesFields(_ words: [String]) -> Bool {
    words.contains { ["field", "fields", "keys", "json", "schema", "format"].contains($0) }
  }

  private static func isPluralExample(_ word: String) -> Bool {
    word == "examples" || word == "samples"
      || !word.utf8.allSatisfy { $0 < 0x80 }
        && Vocabulary.isExampleWord(word)
  }

  /// `Examples of content that …`, `Here are some examples …`.
  private static func opensWithExamples(_ title: Substring) -> Bool {
    title.words(limit: 4).contains(where: Vocabulary.isExampleWord)
      && !Vocabulary.tokens(of: title, limit: 4).contains(.condition)
  }

  /// The text before the colon that ends a line, or a whole item in bold; nil for any other line.
  private static func label(of line: SourceLine) -> Substring? {
    var text = line.body
    if text.utf8.first == 0x22 || text.utf8.first == 0x7B || text.utf8.first == 0x7C { return nil }
    if text.endsWithColon {
      text = Substring(text.unicodeScalars.drop { $0.isEmoji || $0.isSpace })
      return text.withoutMarkdown().trimmingColon.trimming("*_ ").trimmed()
    }
    guard line.mark != nil || line.indent == 0, text.utf8.count <= 80,
      text.utf8.starts(with: "**".utf8), text.hasSuffix("**")
    else { return nil }
    let inner = text.trimming("*")
    guard !inner.utf8.hasBytes("**".utf8), DecisionWords.decision(of: inner) != nil else {
      return nil
    }
    return inner.trimmingColon
  }

  /// A sentence that a list goes on with: `A reply is acceptable when it`.
  private func leadIn(at index: Int) -> Substring? {
    let line = lines[index]
    if index + 1 < lines.count, !lines[index + 1].isBlank,
      lines[index + 1].indent > line.indent + 1,
      lines[index + 1].mark != nil || RuleCode(startOf: lines[index + 1].body) != nil,
      line.text.words(limit: 8).count < 8, line.text.unicodeScalars.last?.isWord ?? false,
      !Self.isQuoted(line.body), DecisionWords.strongDecision(of: line.text) != nil
    {
      // `A. Violating content`, with deeper lines below it.
      return line.body.withoutMarkdown()
    }
    if isChapter(index) || titlesList(index) { return line.body.withoutMarkdown() }
    guard line.mark == nil, !line.isQuotation, !line.text.utf8.contains(0x7C),
      let last = line.text.unicodeScalars.last, last.isWord || last == ",",
      line.text.words(limit: 4).count > 3, !Self.isQuoted(line.text)
    else { return nil }
    var next = index + 1
    if next < lines.count, lines[next].isBlank { next += 1 }
    guard next < lines.count, lines[next].mark == .bullet, !isHeading(next + 1) else { return nil }
    return line.text
  }

  /// `1. Forbidden` above `1.1 Insults`.
  private func isChapter(_ index: Int) -> Bool {
    guard case .number(let number, _) = lines[index].mark, index + 1 < lines.count,
      let code = RuleCode(startOf: lines[index + 1].text)
    else { return false }
    return RuleCode.parent(of: code.text) == number
  }

  /// `Acceptable replies` directly above a list.
  private func titlesList(_ index: Int) -> Bool {
    let line = lines[index]
    guard line.mark == nil, !line.isQuotation, line.text.words(limit: 5).count <= 4,
      line.text.unicodeScalars.last.map({ $0.isWord || $0 == ")" }) ?? false,
      index == 0 || lines[index - 1].isBlank, index + 1 < lines.count,
      lines[index + 1].mark == .bullet
    else { return false }
    return DecisionWords.strongDecision(of: line.text) != nil
  }

  /// Whether the items below a label are what people say, not what is said about them: whole
  /// sentences, one of them in the first person or an exclamation.
  private func quotesPeople(below index: Int) -> Bool {
    var speaks = false
    var count = 0
    for line in lines[(index + 1)...].prefix(32) {
      if line.isBlank && count == 0 { continue }
      guard line.mark == .bullet, let last = line.body.unicodeScalars.last else { break }
      guard ".!?…。！？؟।".unicodeScalars.contains(last) else { return false }
      count += 1
      speaks =
        speaks || "!?！？؟".unicodeScalars.contains(last)
        || line.body.words(limit: 40).contains(where: Self.firstPerson.contains)
    }
    return speaks && count > 1
  }

  private static let firstPerson: Set<String> = [
    "i", "i'm", "i've", "my", "me", "we", "our", "ich", "mein", "meine", "mir", "wir", "je", "j",
    "mon", "ma", "nous", "yo", "mi", "nosotros", "eu", "meu", "minha", "nós", "я", "мой", "моя",
    "мы", "أنا", "من", "मैं", "मेरा", "मेरी", "हम",
  ]

  /// What a group's title calls its side: `Violation` of `Violation examples`.
  static func sideLabel(_ title: Substring) -> String? {
    if let (digit, _) = BinaryMeaning.labelledDigit(title) { return digit == 0x30 ? "0" : "1" }
    let plain = Substring(title.unicodeScalars.drop { $0.isEmoji || $0.isSpace })
    if let words = Vocabulary.decidingWords(in: plain) { return words }
    // `Nicht in Ordnung`: the words of a phrase decide together.
    let title = plain.trimmingColon.trimmed()
    return isDecisionPhrase(title) ? String(title) : nil
  }

  /// The innermost group of a line.
  func group(ofLine line: Int) -> Group? { groupOfLine[line - 1].map { groups[$0] } }

  /// Whether the lines around this one are examples, so that less is needed to be one.
  func isAmongExamples(_ line: Int) -> Bool {
    if let group = group(ofLine: line), group.role == nil || group.role == .criteria {
      return group.holdsExamples || role(ofLine: line) == .examples
    }
    return role(ofLine: line) == .examples
  }

  /// What examples at this line are labelled by the label or heading above them.
  func sideLabel(ofLine line: Int) -> (label: String?, decision: Decision?)? {
    if let group = group(ofLine: line), group.holdsExamples, group.decision != nil {
      return (group.label, group.decision)
    }
    guard let index = headingOfLine[line - 1] else { return nil }
    if headings[index].role != .examples {
      // Below `Examples:` in a rule stand phrases that illustrate it.
      guard !isAmongExamples(line), let decision = headings[index].decision else { return nil }
      return (Self.sideLabel(Substring(headings[index].title)), decision)
    }
    guard isAmongExamples(line) else { return nil }
    let title = Substring(headings[index].title)
    if let label = Self.headingLabel(title) { return (label, nil) }
    // `### Examples` below `## Disallowed`.
    var next = headings[index].parent
    while let current = next {
      if let decision = headings[current].decision {
        return (Self.sideLabel(Substring(headings[current].title)), decision)
      }
      next = headings[current].parent
    }
    return nil
  }

  /// `VIOLATION` of `### VIOLATION` and `### Violation examples`.
  private static func headingLabel(_ title: Substring) -> String? {
    if let (digit, _) = BinaryMeaning.labelledDigit(title) { return digit == 0x30 ? "0" : "1" }
    if let side = sideLabel(title) {
      if DecisionWords.decision(of: side) != nil { return side }
      if let label = label(Substring(side)) { return label }
    }
    return nil
  }
}
