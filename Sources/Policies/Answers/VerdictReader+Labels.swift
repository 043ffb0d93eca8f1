/// Labels and rules, once an answer is taken into pieces.
extension VerdictReader {
  /// A verdict if every piece is a label or a rule beside one, and no two contradict one another.
  func verdict(from pieces: [Substring]) -> VerdictReading {
    var found: [LabelSet.Match] = []
    var cited: [LabelSet.Match] = []
    for piece in pieces {
      guard let match = labels[piece] else {
        if !found.isEmpty || !cited.isEmpty, Self.isNone(piece) {
          // `0` and `None` below it agree; a rule and `NONE` do not.
          guard
            !cited.isEmpty
              || found.contains(where: { $0.decision != .safe && rules[$0.name] != nil })
          else { continue }
          return .contradictory((cited.first ?? found[0]).name, String(piece))
        }
        if let rule = rule(in: piece), !found.isEmpty || pieces.count > 1 {
          cited.append(rule)
          continue
        }
        if let last = cited.last ?? found.last, isTitle(piece, of: last.name) { continue }
        if let label = labelAndRule(piece) {
          found.append(label.label)
          cited.append(label.rule)
          continue
        }
        return unknown(piece, isAlone: pieces.count == 1)
      }
      // Several digits are a list of something else: one digit is the whole answer.
      if pieces.count > 1, isDigit(match.name), format.shape == .token {
        guard found.isEmpty, pieces[0] == piece, rules[piece] == nil || !rules.hasDigits else {
          return .unparsed
        }
      }
      if !found.contains(match) { found.append(match) }
    }
    return verdict(found: found, cited: cited)
  }

  func isDigit(_ name: String) -> Bool {
    name.utf8.count == 1 && name.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  func rule(in piece: Substring) -> LabelSet.Match? {
    if let match = rules[piece] { return match }
    if piece.unicodeScalars.first == "§" { return rule(in: piece.dropFirst().trimmedStart()) }
    // `Basis: AB3`.
    if let split = AnswerClosing.split(piece), AnswerField.isRule(split.lead),
      let match = rules[AnswerText.bare(split.rest)]
    {
      return match
    }
    let words = piece.split(separator: " ")
    if let last = words.last, words.count > 1,
      words.dropLast().allSatisfy({ Self.ruleWords.contains($0.lowercased()) })
    {
      return rules[last]
    }
    // `AB3: Doxxing`, `AB3 – Doxxing`.
    guard let code = RuleCode(startOf: piece), !code.isBareWord, let match = rules[code.text] else {
      return nil
    }
    let rest = piece.dropFirst(code.text.count).trimmedStart()
    guard let first = rest.unicodeScalars.first, first.isDash || first == ":" else { return nil }
    return match
  }

  static let ruleWords: Set<String> = [
    "rule", "rules", "policy", "category", "section", "regel", "règle", "regla", "regra", "правило",
    "no.", "nr.", "#", "number", "id", "nummer", "numéro", "número", "номер", "violated",
    "violates",
    "policies", "categories", "code",
  ]

  /// `INVALID – AB3`, `UNSAFE: 2`.
  func labelAndRule(_ piece: Substring) -> (label: LabelSet.Match, rule: LabelSet.Match)? {
    for index in piece.unicodeScalars.indices {
      let scalar = piece.unicodeScalars[index]
      guard scalar.isDash || scalar == ":" || scalar == " " else { continue }
      guard let label = labels[AnswerText.bare(piece[..<index])] else { continue }
      let rest = Substring(piece[index...].unicodeScalars.drop { !$0.joinsWords })
      guard let rule = rule(in: rest) ?? rules[rest] else { continue }
      return (label, rule)
    }
    return nil
  }

  func isTitle(_ piece: Substring, of rule: String) -> Bool {
    guard let title = titles[rule], !title.isEmpty else { return false }
    let words = piece.words(limit: 12).joined(separator: " ")
    return words.utf8.count > 2 && title.hasPrefix(words)
  }

  func verdict(found: [LabelSet.Match], cited: [LabelSet.Match]) -> VerdictReading {
    let own = Set(found.compactMap(\.decision))
    var all = found.map { (name: $0.name, axis: String?.none, decision: $0.decision) }
    for rule in cited where !found.contains(where: { $0.name == rule.name }) {
      if own == [.safe], rule.decision != .safe {
        return .contradictory(found.first?.name ?? "", rule.name)
      }
      // A rule whose decision the text does not say goes with the answer's own label.
      guard let decision = Self.decision(of: rule, beside: own, in: format) else {
        if found.isEmpty { all.append((rule.name, nil, nil)) }
        continue
      }
      all.append((rule.name, nil, decision))
    }
    return verdict(all)
  }

  /// What a cited rule adds: where a label of the policy means a person, only that label sends to one.
  static func decision(
    of rule: LabelSet.Match, beside own: Set<Decision>, in format: AnswerFormat
  ) -> Decision? {
    guard let stated = Decision.strongest(own) else { return rule.decision }
    if rule.decision == .escalate, format.sides.contains(.escalate) { return stated }
    return rule.decision ?? stated
  }

  /// Among other labels only a rule's code can be told from words that are no labels.
  func unknown(_ piece: Substring, isAlone: Bool) -> VerdictReading {
    let code = RuleCode(startOf: piece)
    let isCode = code.map { !$0.isBareWord && $0.text.utf8.count == piece.utf8.count } ?? false
    return labels.isLabelShaped(piece) && (isAlone || isCode) ? .offList(String(piece)) : .unparsed
  }

  func verdict(
    _ found: [(name: String, axis: String?, decision: Decision?)], confidence: String? = nil,
    rationale: String? = nil, axesMayDiffer: Bool = false
  ) -> VerdictReading {
    guard !found.isEmpty else { return .unparsed }
    var result: [Verdict.Label] = []
    for label in found {
      guard let decision = label.decision else { continue }
      result.append(.init(label: label.name, axis: label.axis, decision: decision))
    }
    if let first = result.first(where: { $0.decision == .safe }),
      let second = result.first(where: { $0.decision != .safe }), !axesMayDiffer
    {
      return .contradictory(first.label, second.label)
    }
    guard result.count == found.count, let strongest = Decision.strongest(result.map(\.decision))
    else {
      // Two labels without a side may exclude each other.
      let own = found.filter { rules[$0.name] == nil }
      if format.shape == .token, own.count > 1, own[0].name != own[1].name {
        return .contradictory(own[0].name, own[1].name)
      }
      return .undecided(
        found.map { StatedLabel(label: $0.name, axis: $0.axis, decision: $0.decision) })
    }
    return .verdict(
      Verdict(
        decision: strongest, labels: result, confidence: confidence, rationale: rationale))
  }
}
