// What a rule decides by its own words, its lines, or the rule of which it is a part.
extension OutlineReader {
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

  func decision(ofRuleAt line: Int, title: String) -> Decision? {
    let text = Substring(title)
    // A rule's own words outrank its section only where they ask for more than the section does,
    // or where they stand behind it as a label.
    return ownDecision(text) ?? sectionDecision(ofLine: line)
      ?? Self.imperative(text) ?? Self.closingDecision(text)
      ?? (listsBreaches(line) ? .violates : nil)
  }
}
