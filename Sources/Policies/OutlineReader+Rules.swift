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

  /// `A) …`, `(a) …`, `(i) …`, where the letters of a list count through and never start again.
  func letters(outsideOf taken: Set<Int>) -> [Candidate] {
    var found: [Candidate] = []
    var previous = 0
    for line in lines where !line.isFenced && !line.isBlank && !taken.contains(line.number) {
      let opened = line.text.trimmingStart("-*_ (")
      if let letter = opened.unicodeScalars.first, found.count < Self.longestAlphabet,
        Self.alphabets.contains(where: {
          found.count < $0.count && $0[found.count] == letter && (found.isEmpty || $0[0].description == found[0].id)
        }), !isMention(line.number), !isHeading(line.number),
        case let rest = Substring(opened.unicodeScalars.dropFirst()),
        let stop = rest.unicodeScalars.first, ").）、．".unicodeScalars.contains(stop)
      {
        found.append(
          candidate(
            line: line, id: opened[..<rest.startIndex],
            title: Substring(rest.unicodeScalars.dropFirst()).trimmed()))
        continue
      }
      let end = opened.utf8.prefix(6).firstIndex { $0 == 0x29 || $0 == 0x2E } ?? opened.startIndex
      let name = opened[..<end]
      guard end > opened.startIndex, !isHeading(line.number), !isMention(line.number),
        role(ofLine: line.number) != .definitions, !isExampleLine(line),
        let next = opened[end...].dropFirst().trimmingStart("*_").unicodeScalars.first, next.isSpace
      else { continue }
      let place = found.count
      let isLetter =
        name.utf8.count == 1 && (name.utf8.first ?? 0) | 0x20 == 0x61 + UInt8(place % 26)
      let isNumeral = place < Self.numerals.count && name.lowercased() == Self.numerals[place]
      // Small letters also count notes: they name rules only in a list of rules.
      let isNamed =
        name.utf8.first.map { $0 < 0x61 } ?? false || sectionDecision(ofLine: line.number) != nil
        || isAmongRules(line.number)
      guard isNamed, isLetter || isNumeral, place == 0 || line.number - previous <= 3 else {
        if !found.isEmpty, name == found[0].id { return [] }
        continue
      }
      previous = line.number
      found.append(
        candidate(line: line, id: name, title: opened[end...].dropFirst().trimmingStart("*_ ")))
    }
    return found.count > 2 ? found : []
  }

  /// The letters with which other scripts count items.
  static let alphabets: [[Unicode.Scalar]] = [
    "абвгдежзик", "АБВГДЕЖЗИК", "ابجدهوزحطي", "أبجدهوزحطي", "الفبپتثج", "アイウエオカキクケコ", "甲乙丙丁戊己庚辛",
    "कखगघङचछज",
  ].map { Array($0.unicodeScalars) }
  static let longestAlphabet = 10

  static let numerals = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]

  /// Lists of rules that are named by a word or letter: `HATE – …`, `` `no-spam`: … ``, `A. …`.
  func words(outsideOf taken: Set<Int>) -> [Candidate] {
    // Words of the lines that ask for the answer, where categories are ids.
    var askedWords: Set<String> = []
    for line in lines where askedWords.count < 256 && line.mark == nil && Vocabulary.asks(line.text)
    {
      askedWords.formUnion(line.text.words(limit: 60))
    }
    for object in objects.prefix(4) {
      for entry in object.entries { askedWords.formUnion(Substring(entry.value).words(limit: 24)) }
    }
    var names: [Candidate] = []
    var letters: [Candidate] = []
    for line in lines
    where !line.isFenced && !line.isBlank && !taken.contains(line.number) && !isHeading(line.number)
      && (isAmongRules(line.number) || Self.hasRuleWord(line.body)
        || Self.hasBoldLetter(line.body) || Self.hasBoldName(line.body))
      && !isExampleLine(line) && !isMention(line.number)
      && table(atLine: line.number) == nil
    {
      let isMarked = line.body.utf8.first.map { "*`".utf8.contains($0) } ?? false
      let opened = Self.withoutRuleWord(line.body.trimmingStart("*_`"))
      let end = opened.unicodeScalars.firstIndex { !($0.isWord || $0 == "_" || $0 == "-") }
      guard let end, end > opened.startIndex else { continue }
      let name = opened[..<end]
      let after = opened[end...].trimmingStart("*_`").trimmedStart()
      guard let next = after.unicodeScalars.first,
        ":.)：".unicodeScalars.contains(next) || next.isDash
          || name.utf8.count == 1 && isMarked && opened[end...].utf8.first == 0x2A,
        name.utf8.count <= 32, !DecisionWords.isLabel(name.lowercased()),
        Vocabulary.field(named: name) != .note || LabelMention.isCapitals(name)
      else { continue }
      let found = candidate(
        line: line, id: name,
        title: Substring(
          after.unicodeScalars.drop { !$0.isWord && !"(\"„“«".unicodeScalars.contains($0) }
        )
        .trimmed())
      if askedWords.contains(name.lowercased()), name.utf8.count > 2,
        line.mark != nil || isMarked, next != ".", next != ")"
      {
        names.append(found)
      } else if name.utf8.count == 1, name.utf8.first.map({ (0x41...0x5A).contains($0) }) ?? false {
        letters.append(found)
      } else if next != ".", next != ")",
        LabelMention.isCapitals(name)
          || isMarked && name.lowercased() == name
            && (name.utf8.contains(0x5F) || name.utf8.contains(0x2D)
              || line.body.utf8.first == 0x60)
      {
        names.append(found)
      }
    }
    // Letters count through from A.
    let isCounted = letters.enumerated().allSatisfy { index, letter in
      letter.id.utf8.first == UInt8(truncatingIfNeeded: 0x41 + index)
    }
    if letters.count > 1, letters.count < 27, isCounted { return letters }
    return names.count > 1 && Set(names.map(\.id)).count == names.count ? names : []
  }

  /// `**DOSE** - …`: a name in capitals and what it stands for.
  private static func hasBoldName(_ body: Substring) -> Bool {
    guard body.utf8.starts(with: "**".utf8) else { return false }
    let inner = body.dropFirst(2)
    let name = inner.unicodeScalars.prefix { $0.isWord || $0 == "_" || $0 == "-" }
    return name.count > 1 && LabelMention.isCapitals(Substring(name))
      && inner[name.endIndex...].hasPrefix("**")
  }

  /// `**A** …`
  private static func hasBoldLetter(_ body: Substring) -> Bool {
    let bytes = Array(body.utf8.prefix(6))
    return bytes.count == 6 && bytes.starts(with: [0x2A, 0x2A])
      && (0x41...0x5A).contains(bytes[2]) && bytes[3] == 0x2A && bytes[4] == 0x2A
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

  /// Gives the parts of a rule whose own words decide (`PS2 - VIOLATES, LOW`) what the rule decides.
  func decidedByParents(_ rules: [PolicyOutline.Rule]) -> [PolicyOutline.Rule] {
    var own: [String: Decision] = [:]
    for rule in rules where !rule.isDerived {
      if let decision = Self.openingDecision(Substring(rule.title)) { own[rule.id] = decision }
    }
    guard !own.isEmpty else { return rules }
    return rules.map { rule in
      guard !rule.isDerived, let parent = RuleCode.parent(of: rule.id), let decision = own[parent],
        ownDecision(Substring(rule.title)) == nil
      else { return rule }
      var rule = rule
      rule.decision = decision
      return rule
    }
  }

  /// `VIOLATES, LOW`: a title that opens with a decision in capitals.
  static func openingDecision(_ title: Substring) -> Decision? {
    guard let first = title.split(separator: " ").first?.trimming(",.:;()"),
      first.utf8.count > 3, LabelMention.isCapitals(first)
    else { return nil }
    // `INVALID + ESCALATE` is more than its first word.
    if DecisionWords.strongDecision(of: title) == .escalate { return .escalate }
    return DecisionWords.strongDecision(of: first)
  }

  /// What a rule's own words decide, whatever its section says.
  func ownDecision(_ title: Substring) -> Decision? {
    if let decision = Self.openingDecision(title) ?? Self.tailDecision(title)
      ?? Self.lastSentenceDecision(title)
    {
      return decision
    }
    if DecisionWords.strongDecision(of: title) == .escalate, title.words(limit: 1) != ["review"] {
      return .escalate
    }
    return DecisionWords.condition(opening: title)
  }

  /// `✓` and `✗` before a text, which may stand against their section.
  static func tick(_ body: Substring) -> Decision? {
    body.unicodeScalars.first.flatMap { ticks[$0] }
  }

  /// `Action: BLOCK` in the lines of a rule.
  func statedDecision(from first: Int, through last: Int, besideLines taken: Set<Int>)
    -> Decision?
  {
    for number in stride(from: first + 1, through: min(last, first + 24), by: 1) {
      let line = lines[number - 1]
      guard !line.isFenced, !taken.contains(number), !line.isBlank,
        !isAmongExamples(number) || isBehindExamples(line)
      else { continue }
      if line.mark == nil, let decision = Self.lastSentenceDecision(line.text) { return decision }
      guard let (name, value) = LineField.split(line.body),
        Vocabulary.field(named: name) == .label || name.lowercased() == "action",
        value.words(limit: 5).count <= 4
      else { continue }
      return DecisionWords.decision(of: value) ?? meaning[value]
    }
    return nil
  }

  /// A rule's own last words, where they are a sentence that does nothing but decide: `Allowed.`
  static func lastSentenceDecision(_ text: Substring) -> Decision? {
    let sentences = text.sentences
    guard sentences.count > 1, let last = sentences.last, last.words(limit: 5).count <= 4,
      !last.unicodeScalars.contains(where: \.isUnspaced) || last.unicodeScalars.count <= 6,
      isDecisionPhrase(last.trimmingEnd("."))
    else { return nil }
    return DecisionWords.strongDecision(of: last)
  }

  /// Whether a line stands below a list of examples and is none of its items: `Label: SAFE`.
  private func isBehindExamples(_ line: SourceLine) -> Bool {
    guard line.mark == nil, let above = lines[..<(line.number - 1)].last(where: { !$0.isBlank })
    else { return false }
    return above.mark != nil && above.indent >= line.indent && lines[line.number - 2].isBlank
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

  func decision(ofRuleAt line: Int, title: String) -> Decision? {
    let text = Substring(title)
    // A rule's own words outrank its section only where they ask for more than the section does,
    // or where they stand behind it as a label.
    return ownDecision(text) ?? sectionDecision(ofLine: line)
      ?? Self.imperative(text) ?? Self.closingDecision(text)
      ?? (listsBreaches(line) ? .violates : nil)
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
