extension VerdictReader {
  /// `{"violation": 1, "policy_category": "H2.f", "rationale": "…"}`, or an array of such objects.
  func readObject(_ text: Substring) -> VerdictReading {
    // Copied from a prompt in which the braces were doubled.
    let text =
      text.utf8.hasBytes("{“".utf8)
      ? Substring(String(text.map { "“”".contains($0) ? "\"" : $0 }))
      : text.utf8.hasBytes("{{".utf8) && LooseJSON.objects(in: text)?.isEmpty ?? false
        ? SourceEscapes.removed(from: text) : text
    if case .array(let elements)? = LooseJSON(text) { return readArray(elements) }
    let field = format.decisionField
    let ruleFields = format.fields.filter(AnswerField.isRule).map(AnswerField.folded)
    guard
      let object = AnswerText.soleObject(
        in: text,
        where: { member in
          field.map { Self.areSame($0, member.key) }
            ?? ruleFields.contains(AnswerField.folded(member.key))
        })
    else {
      // A bare label where an object was asked for is not in the form; its fields in lines are.
      return text.utf8.contains(0x7B) ? .unparsed : readForm(text, mayLackField: false)
    }
    if field == nil, text.firstRange(of: "[]") != nil, text.utf8.first == 0x5B {
      return .contradictory("[]", object.first?.value.plainText ?? "an entry")
    }
    return read(object)
  }

  static func areSame(_ first: String, _ second: String) -> Bool {
    first.lowercased() == second.lowercased()
      || AnswerField.folded(first) == AnswerField.folded(second)
  }

  /// One object for each policy or rule: what the strongest says.
  func readArray(_ elements: [LooseJSON]) -> VerdictReading {
    if elements.isEmpty, format.decisionField == nil {
      return .verdict(Verdict(decision: .safe, labels: []))
    }
    var verdicts: [Verdict] = []
    var judged: [String: String] = [:]
    for element in elements.prefix(256) {
      guard case .object(let members) = element else { return .unparsed }
      if let (rule, label) = Self.judgment(members, field: format.decisionField) {
        if let before = judged.updateValue(label, forKey: rule), before != label {
          return .contradictory("\(rule): \(before)", "\(rule): \(label)")
        }
      }
      switch read(members, isOneOfMany: true) {
      case .verdict(let verdict): verdicts.append(verdict)
      case let other: return other
      }
    }
    guard let decision = Decision.strongest(verdicts.map(\.decision)) else { return .unparsed }
    var labels: [Verdict.Label] = []
    for verdict in verdicts where verdict.decision == decision {
      for label in verdict.labels where !labels.contains(label) { labels.append(label) }
    }
    return .verdict(
      Verdict(
        decision: decision, labels: labels, confidence: nil,
        rationale: verdicts.first { $0.decision == decision }?.rationale))
  }

  /// The rule that one object of an array is about, with its label.
  static func judgment(
    _ members: [LooseJSON.Member], field: String?
  ) -> (rule: String, label: String)? {
    guard let field,
      let rule = members.first(where: { AnswerField.isRule($0.key) })?.value.plainText,
      let label = members.first(where: { areSame($0.key, field) })?.value.spelling
    else { return nil }
    return (rule, label)
  }

  /// What the fields of an object or a form say together.
  func read(_ members: [LooseJSON.Member], isOneOfMany: Bool = false) -> VerdictReading {
    let field = format.decisionField
    var found: [LabelSet.Match] = []
    if let field {
      for member in members where Self.areSame(member.key, field) {
        guard let spelling = member.value.spelling else { return .unparsed }
        guard
          let match = labels[spelling] ?? labels[Self.otherSpelling(spelling)]
            ?? noted(Substring(spelling))
        else {
          return spelling.utf8.count <= 64 ? .offList(spelling) : .unparsed
        }
        if let first = found.first, first.name != match.name {
          return .contradictory(first.name, match.name)
        }
        if found.isEmpty { found.append(match) }
      }
      guard !found.isEmpty else { return .unparsed }
    }
    return readRest(members, decided: found, isOneOfMany: isOneOfMany)
  }

  /// The label that a field's value opens with, before a note: `2 (narrowing)`, `BLOCK – see R2`.
  func noted(_ value: Substring) -> LabelSet.Match? {
    guard let (match, rest) = opening(of: value), !rest.isEmpty, rest.first?.isNumber != true,
      contradiction(to: match, in: rest) == nil, takenBack(match, by: rest) == nil,
      !format.labels.contains(where: { $0.name != match.name && rest.hasWord($0.name) })
    else { return nil }
    return match
  }

  func readRest(
    _ members: [LooseJSON.Member], decided: [LabelSet.Match], isOneOfMany: Bool
  ) -> VerdictReading {
    var all = decided.map { (name: $0.name, axis: String?.none, decision: $0.decision) }
    var confidence: String?
    var rationale: String?
    var hasRuleField = false
    let asksForPerson = members.first {
      $0.value.flag == true && AnswerField.sideOfTrue($0.key) == .escalate
    }
    let own = asksForPerson == nil ? decided.first?.decision : .escalate
    if own == .safe, let flag = Self.setFlag(members, beside: format) {
      return .contradictory(decided.first?.name ?? "", "\(flag): true")
    }
    for member in members where format.decisionField.map({ !Self.areSame(member.key, $0) }) ?? true
    {
      if AnswerField.isConfidence(member.key) {
        confidence = confidence ?? member.value.plainText
      } else if AnswerField.isRationale(member.key),
        member.value.spellings.allSatisfy({ rules[$0] == nil })
      {
        rationale = rationale ?? member.value.plainText
      } else if AnswerField.isRule(member.key) || AnswerField.isRationale(member.key) {
        hasRuleField = true
        if let outcome = cite(member, own: own, isOneOfMany: isOneOfMany, into: &all) {
          return outcome
        }
      } else if let other = contradiction(member, to: decided.first) {
        return .contradictory(decided.first?.name ?? "", other)
      }
    }
    if let asksForPerson, !all.isEmpty {
      all.append((asksForPerson.key, nil, .escalate))
      return verdict(
        all, confidence: confidence, rationale: rationale, axesMayDiffer: true)
    }
    if all.isEmpty, hasRuleField {
      return .verdict(
        Verdict(decision: .safe, labels: [], confidence: confidence, rationale: rationale))
    }
    return verdict(all, confidence: confidence, rationale: rationale)
  }

  /// A flag that is true, where the answer has several that by their names are nothing else: one for
  /// each category, which an overall safe contradicts.
  static func setFlag(
    _ members: [LooseJSON.Member], beside format: AnswerFormat
  ) -> String? {
    let flags = members.filter { member in
      member.value.isBool && format.fields.contains(member.key)
        && !(format.decisionField.map { areSame($0, member.key) } ?? false)
        && !AnswerField.isDecision(member.key) && !AnswerField.isRule(member.key)
        && AnswerField.sideOfTrue(member.key) != .safe
        && AnswerField.sideOfTrue(member.key) != .escalate
    }
    return flags.count > 1 ? flags.first { $0.value.flag == true }?.key : nil
  }

  /// Adds the rules that a field names; a reading where it names what the policy does not know, or
  /// violated rules beside a safe label.
  func cite(
    _ member: LooseJSON.Member, own: Decision?, isOneOfMany: Bool,
    into all: inout [(name: String, axis: String?, decision: Decision?)]
  ) -> VerdictReading? {
    let listsViolations = AnswerField.listsViolations(member.key)
    for spelling in member.value.spellings where !spelling.isEmpty && !Self.isNone(spelling) {
      if listsViolations, own == .safe, !isOneOfMany {
        return .contradictory(all.first?.name ?? "", spelling)
      }
      if let match = rules[spelling] ?? (format.decisionField == nil ? labels[spelling] : nil) {
        // In an array the rule says what was judged, not how.
        if isOneOfMany, own == .safe { continue }
        if own == .safe, match.decision != .safe {
          return .contradictory(all.first?.name ?? "", match.name)
        }
        let decision = match.decision ?? own ?? .violates
        if isOneOfMany, let own, (decision == .safe) != (own == .safe) { continue }
        if !all.contains(where: { $0.name == match.name }) {
          all.append((match.name, nil, decision))
        }
      } else if own == .safe, format.framing.listsViolations, format.decisionField != nil {
        // Where the field holds a violated rule or `none`, anything else takes safe back.
        return .contradictory(all.first?.name ?? "", spelling)
      } else if hasRuleCodes, labels[spelling] == nil,
        rules.isLabelShaped(spelling) || format.decisionField == nil
      {
        return .offList(spelling)
      } else if format.decisionField == nil {
        // Rules without ids are named by their words.
        all.append((spelling, nil, .violates))
      }
    }
    return nil
  }

  /// Another field that says the opposite by its own name: `safe: true` beside `violation: 1`.
  func contradiction(_ member: LooseJSON.Member, to match: LabelSet.Match?) -> String? {
    if match?.decision == .safe, member.value.flag == true, let rule = rules[member.key],
      rule.decision != .safe
    {
      return "\(rule.name): true"
    }
    guard let decision = match?.decision, decision != .escalate,
      AnswerField.isDecision(member.key) || member.value.isBool, let value = member.value.flag,
      let side = AnswerField.sideOfTrue(member.key), side != .escalate
    else { return nil }
    let other: Decision = value == (side == .violates) ? .violates : .safe
    return other == decision ? nil : "\(member.key): \(value)"
  }

  /// `true` for 1 and the other way round.
  static func otherSpelling(_ text: String) -> String {
    switch text.lowercased() {
    case "true", "yes": "1"
    case "false", "no": "0"
    case "1": "true"
    case "0": "false"
    default: text
    }
  }

  /// `{"S": 1, "H": 0, …}`: the categories that are set, none of them meaning safe.
  func readFlags(_ text: Substring) -> VerdictReading {
    let names = format.axes.map(\.name)
    guard
      let object = AnswerText.soleObject(in: text, where: { member in names.contains(member.key) })
    else { return .unparsed }
    return readFlags(object, names: names)
  }

  /// Every category must be there once, with a 0 or a 1; a missing one decides nothing.
  func readFlags(_ object: [LooseJSON.Member], names: [String]) -> VerdictReading {
    var values: [String: Bool] = [:]
    var confidence: String?
    var rationale: String?
    for member in object {
      if AnswerField.isConfidence(member.key) {
        confidence = member.value.plainText
        continue
      }
      if AnswerField.isRationale(member.key) {
        rationale = member.value.plainText
        continue
      }
      guard let flag = member.value.flag else {
        guard names.contains(member.key) else { continue }
        return member.value.plainText.map { .offList($0) } ?? .unparsed
      }
      guard names.contains(member.key) else { return .offList(member.key) }
      if let before = values.updateValue(flag, forKey: member.key), before != flag {
        return .contradictory("\(member.key): \(before)", "\(member.key): \(flag)")
      }
    }
    guard values.count == Set(names).count else { return .unparsed }
    let set = names.filter { values[$0] == true }
    let meaning = labels["1"]?.decision
    let found = set.map {
      (name: $0, axis: String?.none, decision: meaning ?? labels[$0]?.decision)
    }
    if found.isEmpty {
      if format.shape == .axes, labels["0"]?.decision != .safe {
        return .undecided([StatedLabel(label: "0", decision: nil)])
      }
      return .verdict(
        Verdict(decision: .safe, labels: [], confidence: confidence, rationale: rationale))
    }
    return verdict(found, confidence: confidence, rationale: rationale, axesMayDiffer: true)
  }
}

extension LooseJSON {
  /// A label's spelling; numbers and Booleans as an answer to a 0/1 question.
  fileprivate var spelling: String? {
    switch self {
    case .string(let text): String(AnswerText.bare(Substring(text)))
    case .number(let text): Double(text) == 1 ? "1" : Double(text) == 0 ? "0" : text
    case .bool(let value): value ? "true" : "false"
    default: nil
    }
  }

  var spellings: [String] {
    switch self {
    case .string(let text): text.split(separator: ",").map { String(AnswerText.bare($0)) }
    case .number(let text): [text]
    case .array(let elements): elements.flatMap(\.spellings)
    case .object(let members):
      members.first {
        ["id", "rule", "code", "rule_id", "policy", "category"].contains($0.key.lowercased())
      }?.value.spellings ?? []
    default: []
    }
  }

  var plainText: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .bool(let value): String(value)
    case .array(let elements): elements.compactMap(\.plainText).joined(separator: "\n")
    default: nil
    }
  }

  fileprivate var isBool: Bool {
    if case .bool = self { true } else { false }
  }

  fileprivate var flag: Bool? {
    switch self {
    case .bool(let value): value
    case .number(let text): Double(text) == 1 ? true : Double(text) == 0 ? false : nil
    case .string(let text):
      text == "1" || text.lowercased() == "true"
        ? true : text == "0" || text.lowercased() == "false" ? false : nil
    default: nil
    }
  }
}
