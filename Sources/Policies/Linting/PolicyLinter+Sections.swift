extension PolicyLinter {
  /// The parts that the guide names. A part counts as there if the text does its work under any
  /// heading or none; examples have a rule of their own.
  static func missingSections(_ policy: LintedPolicy) -> [LintHint] {
    guard policy.isEnglish else { return [] }
    return [instructions(policy), definitions(policy), criteria(policy)].compactMap(\.self)
  }

  private static func instructions(_ policy: LintedPolicy) -> LintHint? {
    guard policy.heading(.instructions) == nil, policy.heading(.output) == nil,
      !policy.prose.contains(where: isInstruction)
    else { return nil }
    let line = policy.heading(.title)?.line ?? 0
    return LintHint(
      .missingSection, line: max(line, 1),
      message: "Nothing says what the model is to do: begin with instructions.",
      fix: .inserting(
        section(
          "INSTRUCTIONS", in: policy, after: line,
          [
            "Decide whether the content below breaks this policy. Judge only what the content says."
          ]), before: line + 1, title: "Insert an instructions section"))
  }

  /// A sentence that sets the task: it opens with a verb, or names a goal.
  private static func isInstruction(_ line: ProseLine) -> Bool {
    let words = line.words.prefix(3)
    return words.contains { taskVerbs.contains($0) } || line.hasAny(["your task", "you are"])
  }

  private static let taskVerbs: Set<Substring> = [
    "classify", "decide", "determine", "detect", "identify", "judge", "evaluate", "assess", "label",
    "score", "review", "answer", "respond", "return", "reply", "goal", "task", "output",
  ]

  private static func definitions(_ policy: LintedPolicy) -> LintHint? {
    guard policy.heading(.definitions) == nil, policy.outline.rules.count > 2,
      !policy.prose.contains(where: { $0.hasAny(definingWords) })
    else { return nil }
    let line = policy.firstCriterion.map { startOfSection(at: $0, in: policy) } ?? 1
    return LintHint(
      .missingSection, line: line, message: "No term is defined before the rules use it.",
      fix: .inserting(
        section(
          "DEFINITIONS", in: policy, after: line - 1,
          [
            "- **Term**: what it covers here, and what it does not."
          ]) + (line - 1 == 0 ? [""] : []), before: line, title: "Insert a definitions section"))
  }

  private static let definingWords = [
    "means", "mean", "refers to", "refer to", "defined as", "is defined", "definition",
    "definitions", "we call", "counts as", "count as",
  ]

  private static func criteria(_ policy: LintedPolicy) -> LintHint? {
    let sides = Set(
      policy.reader.headings.compactMap(\.decision) + policy.outline.rules.compactMap(\.decision))
    if policy.outline.rules.isEmpty, sides.isEmpty {
      let hasText = policy.reader.headings.contains {
        $0.role == .criteria && $0.lastLine > $0.line
      }
      guard !hasText else { return nil }
      return LintHint(
        .missingSection, line: policy.texts.count,
        message: "Nothing says what violates and what is safe: list the criteria of both sides.",
        fix: .inserting(
          section(
            "VIOLATES", in: policy, after: policy.texts.count,
            [
              "- Violates if the content …"
            ])
            + section(
              "SAFE", in: policy, after: policy.texts.count + 1,
              [
                "- Safe if the content …"
              ]), before: policy.texts.count + 1, title: "Insert sections for both sides"))
    }
    guard sides == [.violates] || sides == [.violates, .escalate] || sides == [.safe],
      !policy.prose.contains(where: { $0.hasAny(contrasting) })
    else { return nil }
    let isSafe = sides == [.safe]
    return LintHint(
      .missingSection, line: policy.firstCriterion ?? 1,
      message: isSafe
        ? "Only what is safe is described: say also what violates."
        : "Only what violates is described: say also what is safe.")
  }

  /// Words by which a policy draws the other side of the line without a section for it.
  private static let contrasting = [
    "does not violate", "do not violate", "doesn't violate", "not a violation", "not violations",
    "is allowed", "are allowed", "allowed if", "is safe", "are safe", "is permitted",
    "are permitted", "exception", "exceptions", "except",
  ]

  /// Far from the best length on either side; the margin covers the estimate.
  static func length(_ policy: LintedPolicy) -> [LintHint] {
    let advice: String? =
      switch policy.tokens {
      case ..<200: "a policy this short leaves much to the model's own idea of it"
      case ...700: nil
      case ...10_000: "the guide found 400 to 600 best"
      default: "the guide calls up to about 10,000 reasonable"
      }
    return advice.map {
      [LintHint(.length, line: 1, message: "About \(policy.tokens) tokens: \($0).")]
    } ?? []
  }

  // MARK: Skeletons

  /// A section's lines, set off from what stands before it by a blank line.
  static func section(
    _ title: String, in policy: LintedPolicy, after line: Int, _ body: [String]
  ) -> [String] {
    let isSetOff =
      line == 0 || (line <= policy.texts.count && policy.reader.lines[line - 1].isBlank)
    return (isSetOff ? [] : [""]) + [policy.headingMark + title, ""] + body + [""]
  }

  /// The line on which the section begins that holds this line, below the title.
  static func startOfSection(at line: Int, in policy: LintedPolicy) -> Int {
    guard var index = policy.reader.headingOfLine[line - 1] else { return line }
    let headings = policy.reader.headings
    while let parent = headings[index].parent, headings[parent].role != .title { index = parent }
    return headings[index].role == .title ? line : headings[index].line
  }
}
