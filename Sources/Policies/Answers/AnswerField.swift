/// What the fields of a JSON answer are for, by the names that policies give them.
enum AnswerField {
  private static let decisionNames = [
    "violation", "violates", "is_violation", "violating", "class", "label", "decision", "verdict",
    "answer", "classification", "flagged", "flag", "result", "output", "safe", "is_safe", "allowed",
  ]
  private static let ruleNames: Set<String> = [
    "policy_category", "category", "categories", "policy_categories", "rule", "rules", "rule_id",
    "rule_ids", "policy_reference", "policy_references", "labels", "violated_rules", "codes",
    "code",
  ]
  private static let rationaleNames: Set<String> = [
    "rationale", "reason", "reasoning", "explanation", "justification",
  ]

  static func isDecision(_ name: String) -> Bool { decisionNames.contains(name.lowercased()) }
  static func isRule(_ name: String) -> Bool { ruleNames.contains(name.lowercased()) }
  static func isRationale(_ name: String) -> Bool { rationaleNames.contains(name.lowercased()) }
  static func isConfidence(_ name: String) -> Bool { name.lowercased() == "confidence" }

  /// Whether a true or 1 in this field means a violation by the field's own name.
  static func saysViolation(_ name: String) -> Bool {
    ["violation", "violates", "is_violation", "violating", "flagged", "flag"]
      .contains(name.lowercased())
  }

  /// The field that carries the decision: the first by the list above, else the first field.
  static func decision(among names: [String]) -> String? {
    for candidate in decisionNames {
      if let name = names.first(where: { $0.lowercased() == candidate }) { return name }
    }
    return names.first { !isRule($0) && !isRationale($0) && !isConfidence($0) }
  }
}
