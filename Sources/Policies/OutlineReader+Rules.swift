extension OutlineReader {
  private struct Candidate {
    var id: String
    /// Empty for a list number.
    var family: String
    var value: Int?
    var line: Int
    var title: String
    /// Only a rule where others of its family are, as in `SP2.a Cold promotion`.
    var needsFamily = false
  }

  /// Rules with ids, then the unnamed bullets of the criteria.
  func rules(outsideOf taken: Set<Int>) -> [PolicyOutline.Rule] {
    let fields = Set(JSONTemplate.find(in: lines).flatMap(\.fields))
    var codes: [Candidate] = []
    var numbers: [Candidate] = []
    for line in lines where !line.isFenced && !line.isBlank && !taken.contains(line.number) {
      guard role(ofLine: line.number) != .examples else { continue }
      if let code = code(of: line, fields: fields) {
        codes.append(code)
      } else if let number = number(of: line) {
        numbers.append(number)
      }
    }
    var members: [String: Set<String>] = [:]
    for code in codes { members[code.family, default: []].insert(code.id) }
    var seen: Set<String> = []
    codes = codes.filter {
      (!$0.needsFamily || members[$0.family, default: []].count > 1) && seen.insert($0.id).inserted
    }
    if codes.isEmpty, numbers.count > 1, Set(numbers.map(\.value)).count == numbers.count {
      codes = numbers
    }
    return named(codes, besideLines: taken, avoiding: Set(codes.map(\.id)))
  }

  /// The ids before items and lines of the criteria, in their order and with repeats. Headings and
  /// rows of tables may name a rule again, as `S – VIOLATES` and `S – SAFE` do.
  func listedIDs() -> [(id: String, line: Int)] {
    lines.compactMap { line in
      guard !line.isFenced, !line.isBlank, !isHeading(line.number), line.text.utf8.first != 0x7C,
        [.criteria, .title, nil].contains(role(ofLine: line.number)),
        let code = code(of: line, fields: []), !code.needsFamily || line.mark != nil,
        !code.family.isEmpty || code.id.utf8.contains(0x2E)
      else { return nil }
      return (code.id, line.number)
    }
  }

  private func named(
    _ codes: [Candidate], besideLines taken: Set<Int>, avoiding ids: Set<String>
  ) -> [PolicyOutline.Rule] {
    let ruleLines = Set(codes.map(\.line))
    var rules = codes.map { code in
      PolicyOutline.Rule(
        id: code.id, line: code.line, lastLine: lastLine(ofRuleAt: code.line, others: ruleLines),
        title: code.title, decision: decision(ofRuleAt: code.line, title: code.title))
    }
    var covered = Array(repeating: false, count: lines.count + 2)
    for rule in rules {
      let last = heading(atLine: rule.line)?.lastLine ?? rule.lastLine
      // Nested rules repeat lines; each is marked once, so that nesting stays linear.
      for line in rule.line...last where !covered[line] { covered[line] = true }
    }
    var names = ids
    var repeats: [String: Int] = [:]
    for line in lines {
      guard !covered[line.number], !taken.contains(line.number), isUnnamedRule(line) else {
        continue
      }
      let title = String(line.body.withoutMarkdown())
      let slug = Substring(title).words(limit: 4).joined(separator: "-")
      guard !slug.isEmpty else { continue }
      var id = slug
      while !names.insert(id).inserted {
        repeats[slug, default: 1] += 1
        id = "\(slug)-\(repeats[slug, default: 1])"
      }
      rules.append(
        .init(
          id: id, line: line.number,
          lastLine: lastLine(ofRuleAt: line.number, others: ruleLines), title: title,
          decision: Self.tick(line.body) ?? decision(ofRuleAt: line.number, title: title),
          isDerived: true))
    }
    return rules.sorted { $0.line < $1.line }
  }

  /// `✓` and `✗` before a bullet's text, which may stand against their section.
  private static func tick(_ body: Substring) -> Decision? {
    switch body.unicodeScalars.first {
    case "✓", "✔", "✅": .safe
    case "✗", "✘", "❌", "✖": .violates
    default: nil
    }
  }

  private func isUnnamedRule(_ line: SourceLine) -> Bool {
    guard line.mark != nil, line.indent < 2, !line.isFenced, !isHeading(line.number),
      Self.output(of: line) == nil
    else { return false }
    switch role(ofLine: line.number) {
    case .criteria, .title: return true
    default: return false
    }
  }

  private func decision(ofRuleAt line: Int, title: String) -> Decision? {
    // A rule's own words outrank its section only where they ask for more than the section does.
    if DecisionWords.decision(of: title) == .escalate { return .escalate }
    return DecisionWords.condition(opening: Substring(title)) ?? sectionDecision(ofLine: line)
  }

  private func lastLine(ofRuleAt line: Int, others: Set<Int>) -> Int {
    let isSection = isHeading(line)
    let own = lines[line - 1]
    var last = line
    var next = line + 1
    while next <= lines.count, !others.contains(next), !isHeading(next) {
      let following = lines[next - 1]
      if following.isBlank {
        guard isSection else { break }
      } else {
        if !isSection {
          if following.mark != nil, following.indent <= own.indent { break }
          if Self.output(of: following) != nil { break }
        }
        last = next
      }
      next += 1
    }
    return last
  }
}

// MARK: - Ids

extension OutlineReader {
  private func code(of line: SourceLine, fields: Set<String>) -> Candidate? {
    if isHeading(line.number) { return headingCode(of: line, fields: fields) }
    if line.text.utf8.first == 0x7C { return tableCode(of: line, fields: fields) }
    let isMarked = line.body.utf8.first.map { "*[`_".utf8.contains($0) } ?? false
    let isBracketed = line.body.utf8.first == 0x5B
    let opened = line.body.trimmingStart("*_[`#")
    guard let code = RuleCode(startOf: opened) else { return nil }
    let rest = opened.dropFirst(code.text.count)
    let after = rest.trimmingStart("*_]`").trimmedStart()
    guard !after.isEmpty else { return nil }
    if code.isBareWord {
      let isField = fields.contains(code.text) && (isMarked || line.mark != nil)
      let isShortTag = isBracketed && rest.utf8.first == 0x5D && code.text.utf8.count <= 3
      guard isField || isShortTag else { return nil }
      return candidate(code, line, after, needsFamily: false)
    }
    let isSeparated = after.unicodeScalars.first.map {
      ":(|".unicodeScalars.contains($0) || $0.isDash
    }
    guard isMarked || isSeparated == true || line.mark != nil || code.text.contains(".")
    else { return nil }
    return candidate(code, line, after, needsFamily: !(isMarked || isSeparated == true))
  }

  private func headingCode(of line: SourceLine, fields: Set<String>) -> Candidate? {
    guard let heading = heading(atLine: line.number) else { return nil }
    let title = Substring(heading.title)
    let opened = title.trimmingStart("[#")
    if let code = RuleCode(startOf: opened),
      !code.isBareWord || fields.contains(code.text)
    {
      let after = opened.dropFirst(code.text.count).trimmingStart("]").trimmedStart()
      return candidate(code, line, after, needsFamily: false)
    }
    // `Allowed Content (SP0 – Non-Spam)`.
    for part in title.utf8.split(separator: 0x28).dropFirst() {
      if let code = RuleCode(startOf: Substring(part)), !code.isBareWord,
        code.family.utf8.count > 0
      {
        return candidate(code, line, title, needsFamily: false)
      }
    }
    return nil
  }

  private func tableCode(of line: SourceLine, fields: Set<String>) -> Candidate? {
    let cells = line.text.tableCells
    guard cells.count > 1, let first = cells.first else { return nil }
    let cell = first.withoutMarkdown().trimming("[]")
    guard let code = RuleCode(startOf: cell), code.text.utf8.count == cell.utf8.count,
      !code.isBareWord || fields.contains(code.text) || isCodeTable(line)
    else { return nil }
    return candidate(code, line, cells[1], needsFamily: false)
  }

  /// Whether the table's first column is headed `Code`, `Id`, `Rule` or `Label`.
  private func isCodeTable(_ line: SourceLine) -> Bool {
    var index = line.number - 1
    // A table of codes is short; a longer one is data.
    for _ in 0..<64 where index > 0 && lines[index - 1].text.utf8.first == 0x7C { index -= 1 }
    let header = lines[index].text.tableCells.first?.words() ?? []
    return header.contains { ["code", "id", "rule", "label"].contains($0) }
  }

  private func candidate(
    _ code: RuleCode, _ line: SourceLine, _ rest: Substring, needsFamily: Bool
  ) -> Candidate {
    var rest = rest
    while let first = rest.unicodeScalars.first,
      first.isDash || first.isSpace || ":.)*`".unicodeScalars.contains(first)
    {
      rest = Substring(rest.unicodeScalars.dropFirst())
    }
    return Candidate(
      id: code.text, family: code.family, line: line.number,
      title: String(rest.withoutMarkdown()), needsFamily: needsFamily)
  }

  /// `7. Title` in a list of the criteria, `### 7. Title`, `## Rule 7: Title`.
  private func number(of line: SourceLine) -> Candidate? {
    switch role(ofLine: line.number) {
    case .criteria, .title, .precedence, nil: break
    default: return nil
    }
    if let heading = heading(atLine: line.number) {
      var title = Substring(heading.title)
      for word in ["rule ", "category ", "criterion "] as [StaticString]
      where title.hasPrefix(folding: word) {
        title = title.dropFirst(word.description.count)
      }
      let digits = title.unicodeScalars.prefix { $0.digitValue != nil }
      let rest = title[digits.endIndex...]
      guard !digits.isEmpty, digits.count <= 4, let stop = rest.utf8.first,
        ".:)".utf8.contains(stop)
      else { return nil }
      let value = digits.reduce(0) { $0 * 10 + ($1.digitValue ?? 0) }
      return Candidate(
        id: String(Substring(digits)), family: "", value: value, line: line.number,
        title: String(rest.dropFirst().trimmed()))
    }
    guard case .number(let id, let value) = line.mark, line.indent < 2,
      role(ofLine: line.number) != .precedence
    else { return nil }
    return Candidate(
      id: id, family: "", value: value, line: line.number,
      title: String(line.body.withoutMarkdown()))
  }
}

extension Substring {
  /// Without any of these ASCII characters at the start.
  func trimmingStart(_ characters: StaticString) -> Substring {
    let set = Substring(characters.description).utf8
    return Substring(utf8.drop { set.contains($0) })
  }

  func trimmedStart() -> Substring { Substring(unicodeScalars.drop(while: \.isSpace)) }

  /// The cells of a line of a pipe table, trimmed; empty for any other line.
  var tableCells: [Substring] {
    guard utf8.first == 0x7C else { return [] }
    var cells = utf8.split(separator: 0x7C, omittingEmptySubsequences: false).dropFirst()
    if utf8.last == 0x7C { cells = cells.dropLast() }
    return cells.map { Substring($0).trimmed() }
  }
}
