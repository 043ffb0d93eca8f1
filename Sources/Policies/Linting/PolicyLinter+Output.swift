extension PolicyLinter {
  /// The form of the answer near the top, and again behind the rules.
  static func outputInstructions(_ policy: LintedPolicy) -> [LintHint] {
    guard policy.isEnglish else { return [] }
    let asking = policy.answerInstructions
    let top = topPlace(policy)
    guard let first = asking.first, let last = asking.last else {
      return [
        LintHint(
          .noOutputInstruction, line: topLine(policy),
          message: "No line says in which form to answer.",
          fix: .inserting(
            [policy.answerInstruction, ""], before: top, title: "Insert an output instruction"))
      ]
    }
    // A policy that fits into one glance need not repeat itself.
    guard policy.tokens >= 200, let begin = policy.firstCriterion, let end = policy.lastCriterion
    else { return [] }
    if first > begin {
      return [
        LintHint(
          .outputInstructionOnce, line: topLine(policy),
          message: "The form of the answer is first asked for on line \(first), behind rules: "
            + "ask near the top too.",
          fix: .inserting(
            [policy.answerInstruction, ""], before: top, title: "Ask for it near the top"))
      ]
    }
    guard last <= end, let place = placeBeforeExamples(policy, behind: end) else { return [] }
    return [
      LintHint(
        .outputInstructionOnce, line: place.heading,
        message: "The form of the answer is not asked for again behind the rules.",
        fix: .inserting(
          [policy.answerInstruction, ""], before: place.line, title: "Repeat it before the examples"
        ))
    ]
  }

  /// The heading below which the form of the answer belongs.
  private static func topHeading(_ policy: LintedPolicy) -> OutlineReader.Heading? {
    let begin = policy.firstCriterion ?? .max
    let instructions = policy.heading(.instructions).flatMap { $0.line < begin ? $0 : nil }
    return instructions ?? policy.heading(.title)
  }

  private static func topLine(_ policy: LintedPolicy) -> Int { topHeading(policy)?.line ?? 1 }

  private static func topPlace(_ policy: LintedPolicy) -> Int {
    topHeading(policy).map { textPlace(below: $0.line, policy) } ?? 1
  }

  /// The line below a heading and the blank line that may follow it.
  private static func textPlace(below line: Int, _ policy: LintedPolicy) -> Int {
    let next = line + 1
    return next <= policy.texts.count && policy.reader.lines[next - 1].isBlank ? next + 1 : next
  }

  private static func placeBeforeExamples(
    _ policy: LintedPolicy, behind end: Int
  ) -> (heading: Int, line: Int)? {
    if let heading = policy.reader.headings.first(where: { $0.role == .examples && $0.line > end })
    {
      return (heading.line, textPlace(below: heading.line, policy))
    }
    guard let example = policy.outline.examples.first(where: { $0.line > end }) else { return nil }
    return (example.line, example.line)
  }
}
