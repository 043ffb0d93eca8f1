extension VerdictReader {
  /// `{"violation": 1, "policy_category": "H2.f", "rationale": "…"}`.
  func readObject(_ text: Substring) -> VerdictReading {
    guard let field = AnswerField.decision(among: format.fields) else { return .unparsed }
    guard
      let object = AnswerText.soleObject(
        in: text, where: { $0.key.lowercased() == field.lowercased() })
    else {
      // A bare label where an object was asked for is not in the form.
      return .unparsed
    }
    var found: [(name: String, axis: String?, decision: Decision?)] = []
    var confidence: String?
    var rationale: String?
    for member in object {
      if member.key.lowercased() == field.lowercased() {
        guard let spelling = member.value.spelling else { return .unparsed }
        guard let match = labels[spelling] ?? labels[Self.otherSpelling(spelling)] else {
          return spelling.utf8.count <= 64 ? .offList(spelling) : .unparsed
        }
        if found.contains(where: { $0.name != match.name }) { return .unparsed }
        if found.isEmpty { found.append((match.name, nil, match.decision)) }
      }
    }
    for member in object where member.key.lowercased() != field.lowercased() {
      if AnswerField.isConfidence(member.key) {
        confidence = member.value.plainText
      } else if AnswerField.isRationale(member.key) {
        rationale = member.value.plainText
      } else if AnswerField.isRule(member.key) {
        for spelling in member.value.spellings {
          if let match = rules[spelling] {
            // A rule whose decision the text does not say goes with the answer's own.
            let decision = match.decision ?? found.first?.decision
            if !found.contains(where: { $0.name == match.name }) {
              found.append((match.name, nil, decision))
            }
          } else if hasRuleCodes, rules.isLabelShaped(spelling) {
            return .offList(spelling)
          }
        }
      }
    }
    return verdict(found, confidence: confidence, rationale: rationale)
  }

  /// `true` for 1 and the other way round.
  private static func otherSpelling(_ text: String) -> String {
    switch text.lowercased() {
    case "true": "1"
    case "false": "0"
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
        return .unparsed
      }
    }
    guard values.count == Set(names).count else { return .unparsed }
    let set = names.filter { values[$0] == true }
    let meaning = labels["1"]?.decision
    var found: [Verdict.Label] = []
    for name in set {
      guard let decision = meaning ?? labels[name]?.decision else { return .unparsed }
      found.append(.init(label: name, decision: decision))
    }
    if found.isEmpty, format.shape == .axes, labels["0"]?.decision != .safe { return .unparsed }
    let decision = Decision.strongest(found.map(\.decision)) ?? .safe
    return .verdict(
      Verdict(
        decision: decision, labels: found, confidence: confidence, rationale: rationale))
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

  fileprivate var spellings: [String] {
    switch self {
    case .string(let text): text.split(separator: ",").map { String(AnswerText.bare($0)) }
    case .number(let text): [text]
    case .array(let elements): elements.flatMap(\.spellings)
    default: []
    }
  }

  fileprivate var plainText: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .bool(let value): String(value)
    case .array(let elements): elements.compactMap(\.plainText).joined(separator: "\n")
    default: nil
    }
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
