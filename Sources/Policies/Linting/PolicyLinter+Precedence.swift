extension PolicyLinter {
  /// Where several rules can fit one content, some sentence says which prevails.
  static func precedence(_ policy: LintedPolicy) -> [LintHint] {
    guard policy.isEnglish, let line = policy.firstCriterion, hasSides(policy),
      !isAnsweredByCategory(policy), policy.heading(.precedence) == nil,
      !policy.prose.contains(where: { line in prevailing.contains(where: line.hasStem) })
    else { return [] }
    return [
      LintHint(
        .noPrecedence, line: line, message: "No line says which rule prevails where two fit.")
    ]
  }

  private static let prevailing = [
    "precedence", "dominat", "overrid", "prevail", "outrank", "supersed", "wins over",
    "highest severity", "most severe", "severest", "or higher", "conflict", "first match",
    "first rule that", "priorit", "whichever", "strictest", "higher than",
  ]

  /// Rules that decide differently; within one side it matters little which of them fits.
  private static func hasSides(_ policy: LintedPolicy) -> Bool {
    let decisions =
      policy.outline.rules.compactMap(\.decision) + policy.reader.headings.compactMap(\.decision)
    return Set(decisions).count > 1
  }

  /// One answer for each category leaves nothing to prevail.
  private static func isAnsweredByCategory(_ policy: LintedPolicy) -> Bool {
    policy.format.shape == .axes && policy.format.axes.allSatisfy { $0.prefix.isEmpty }
  }

  /// What to do with content that the rules do not settle.
  static func escalation(_ policy: LintedPolicy) -> [LintHint] {
    guard policy.isEnglish, let line = policy.firstCriterion,
      policy.heading(.precedence) == nil,
      !policy.format.labels.contains(where: { $0.decision == .escalate }),
      !policy.outline.rules.contains(where: { $0.decision == .escalate }),
      !policy.prose.contains(where: { line in doubting.contains(where: line.hasStem) })
    else { return [] }
    return [
      LintHint(
        .noEscalation, line: policy.heading(.instructions)?.line ?? line,
        message: "No line says what to answer where the content is unclear.")
    ]
  }

  private static let doubting = [
    "unclear", "unsure", "uncertain", "doubt", "ambigu", "borderline", "escalat", "human review",
    "a person decides", "downgrade", "default to", "err on the side", "cannot tell", "can't tell",
    "cannot judge", "not sure", "enough context", "insufficient context", "edge case",
  ]
}
