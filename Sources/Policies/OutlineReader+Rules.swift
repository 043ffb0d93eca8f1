extension OutlineReader {
  struct Candidate {
    var id: String
    /// Empty for a list number.
    var family: String
    var value: Int?
    var line: Int
    var title: String
    /// Only a rule where others of its family are, as in `SP2.a Cold promotion`.
    var needsFamily = false
    /// Where the rule itself says so.
    var decision: Decision?
    var lastLine: Int?
  }

  /// Rules with ids, then the unnamed bullets of the criteria.
  func rules(outsideOf examples: Set<Int>) -> [PolicyOutline.Rule] {
    let fields = Set(objects.flatMap(\.fields))
    let tagged = markupRules()
    var taken = examples
    for rule in tagged { taken.formUnion(rule.line...rule.lastLine) }
    for record in records { taken.formUnion(record.line...record.lastLine) }
    var codes = (tagged.compactMap(Self.candidate) + records.map(Self.candidate))
      .sorted { $0.line < $1.line }
    var numbers: [Candidate] = []
    for line in lines where !line.isFenced && !line.isBlank && !taken.contains(line.number) {
      guard !isExampleLine(line) else { continue }
      let found = self.codes(of: line, fields: fields)
      if !found.isEmpty {
        codes += found
      } else if let number = number(of: line) {
        numbers.append(number)
      }
    }
    codes = unique(codes)
    if codes.isEmpty || codes.count == 1 && numbers.count > 2 {
      if Set(numbers.map(\.value)).count < numbers.count {
        // Several lists are counted: the one that is called rules.
        numbers = numbers.filter { isAmongRules($0.line) }
      }
      if numbers.count > 1, Set(numbers.map(\.value)).count == numbers.count { codes = numbers }
    }
    if codes.isEmpty { codes = letters(outsideOf: taken) }
    if codes.isEmpty { codes = words(outsideOf: taken) }
    let derived = tagged.filter { $0.id == nil }
    return named(
      codes.sorted { $0.line < $1.line }, derived, besideLines: taken,
      avoiding: Set(codes.map(\.id)))
  }

  func candidate(line: SourceLine, id: Substring, title: Substring) -> Candidate {
    Candidate(
      id: String(id), family: String(id), line: line.number, title: String(title.withoutMarkdown()))
  }

  /// Headings and labels that lead to rules inside a section of examples are none themselves.
  func isExampleLine(_ line: SourceLine) -> Bool {
    role(ofLine: line.number) == .examples
      || isAmongExamples(line.number) && !isGroup(line.number) && Self.isQuoted(line.body)
  }

  /// The definition of each id: the first among the criteria, else the first at all; and no id that
  /// would need others of its family where there are none.
  func unique(_ codes: [Candidate]) -> [Candidate] {
    var members: [String: Set<String>] = [:]
    for code in codes { members[code.family, default: []].insert(code.id) }
    var places: [String: Int] = [:]
    var kept: [Candidate] = []
    for code in codes where !code.needsFamily || members[code.family, default: []].count > 1 {
      guard let place = places[code.id] else {
        places[code.id] = kept.count
        kept.append(code)
        continue
      }
      if isMention(kept[place].line), !isMention(code.line) { kept[place] = code }
    }
    return kept
  }

  /// Whether ids at this line are more likely named than defined.
  func isMention(_ line: Int) -> Bool {
    switch role(ofLine: line) {
    case .output, .instructions, .precedence: true
    default: false
    }
  }

  static func candidate(_ rule: MarkupRule) -> Candidate? {
    guard let id = rule.id else { return nil }
    return Candidate(
      id: id, family: RuleCode(startOf: Substring(id))?.family ?? id, line: rule.line,
      title: rule.title, decision: rule.decision, lastLine: rule.lastLine)
  }

  static func candidate(_ record: RuleRecord) -> Candidate {
    Candidate(
      id: record.id, family: RuleCode(startOf: Substring(record.id))?.family ?? record.id,
      line: record.line, title: record.title, decision: record.decision, lastLine: record.lastLine)
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

  func named(
    _ codes: [Candidate], _ tagged: [MarkupRule], besideLines taken: Set<Int>,
    avoiding ids: Set<String>
  ) -> [PolicyOutline.Rule] {
    let ruleLines = Set(codes.map(\.line))
    let starts = ruleLines.sorted()
    let statements = statements(about: codes.map(\.id))
    var rules = codes.map { code in
      let last = code.lastLine ?? lastLine(ofRuleAt: code.line, others: ruleLines)
      // The parts of a rule's section may have headings of their own.
      let next = starts.firstIndex(after: code.line).map { starts[$0] - 1 } ?? lines.count
      let end = max(last, min(heading(atLine: code.line)?.lastLine ?? last, next))
      return PolicyOutline.Rule(
        id: code.id, line: code.line, lastLine: last, title: code.title,
        decision: code.decision
          ?? statedDecision(from: code.line, through: end, besideLines: taken)
          ?? statements[code.id] ?? RuleCode.parent(of: code.id).flatMap { statements[$0] }
          ?? decision(ofRuleAt: code.line, title: code.title))
    }
    var covered = Array(repeating: false, count: lines.count + 2)
    for rule in rules {
      let last = max(rule.line, heading(atLine: rule.line)?.lastLine ?? rule.lastLine)
      // Nested rules repeat lines; each is marked once, so that nesting stays linear.
      for line in rule.line...last where !covered[line] { covered[line] = true }
    }
    var names = ids
    var repeats: [String: Int] = [:]
    func slug(_ title: Substring) -> String? {
      let slug = title.words(limit: 4).joined(separator: "-")
      guard !slug.isEmpty else { return nil }
      var id = slug
      while !names.insert(id).inserted {
        repeats[slug, default: 1] += 1
        id = "\(slug)-\(repeats[slug, default: 1])"
      }
      return id
    }
    for rule in tagged {
      guard let id = slug(Substring(rule.title)) else { continue }
      rules.append(
        .init(
          id: id, line: rule.line, lastLine: rule.lastLine, title: rule.title,
          decision: rule.decision ?? decision(ofRuleAt: rule.line, title: rule.title),
          isDerived: true))
    }
    for line in lines {
      guard !covered[line.number], !taken.contains(line.number), isUnnamedRule(line) else {
        continue
      }
      let title = String(line.body.withoutMarkdown())
      guard let id = slug(Substring(title)) else { continue }
      rules.append(
        .init(
          id: id, line: line.number,
          lastLine: lastLine(ofRuleAt: line.number, others: ruleLines), title: title,
          decision: Self.tick(line.body) ?? decision(ofRuleAt: line.number, title: title),
          isDerived: true))
    }
    return decidedByParents(rules.sorted { $0.line < $1.line })
  }

  func isUnnamedRule(_ line: SourceLine) -> Bool {
    guard line.mark != nil, line.indent < 2, !line.isFenced, !isHeading(line.number),
      Self.output(of: line) == nil, !isGroup(line.number),
      !isAmongExamples(line.number) || role(ofLine: line.number) != .examples
    else { return false }
    switch role(ofLine: line.number) {
    case .criteria, .title: return true
    default: return false
    }
  }

  /// Whether a line stands in a list of rules, and the policy says of such a list that content
  /// violates it or complies with it.
  func listsBreaches(_ line: Int) -> Bool { asksAboutRules && isAmongRules(line) }

  /// Whether a label, lead-in or heading around a line calls it a rule or category.
  func isAmongRules(_ line: Int) -> Bool {
    var group = groupOfLine[line - 1]
    while let current = group {
      if Vocabulary.roles(in: groups[current].title).contains(.criteria) { return true }
      group = groups[current].parent
    }
    var index = headingOfLine[line - 1]
    while let current = index {
      if headings[current].role == .criteria,
        Vocabulary.roles(in: Substring(headings[current].title)).contains(.criteria)
      {
        return true
      }
      index = headings[current].parent
    }
    return false
  }

  func lastLine(ofRuleAt line: Int, others: Set<Int>) -> Int {
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
