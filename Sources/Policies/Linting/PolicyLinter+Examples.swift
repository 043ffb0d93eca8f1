extension PolicyLinter {
  /// Examples at all, and on both sides.
  static func exampleSides(_ policy: LintedPolicy) -> [LintHint] {
    let examples = policy.outline.examples
    guard !examples.isEmpty else { return noExamples(policy).map { [$0] } ?? [] }
    let decisions = examples.map(\.decision)
    guard !decisions.contains(nil) else { return [] }
    let isSafe = Set(decisions.map { $0 == .safe })
    guard isSafe.count == 1, let allSafe = isSafe.first else { return [] }
    let line = policy.heading(.examples)?.line ?? examples[0].line
    let count = examples.count == 1 ? "The one example" : "Each of the \(examples.count) examples"
    return [
      LintHint(
        .oneSidedExamples, line: line,
        message: allSafe
          ? "\(count) is safe: add some that just violate."
          : "\(count) violates: add some that are just safe.")
    ]
  }

  /// Phrases quoted in the rules are examples as well, if there are some.
  private static func noExamples(_ policy: LintedPolicy) -> LintHint? {
    guard policy.isEnglish, policy.outline.quotedPhrases.count < 4 else { return nil }
    if let heading = policy.heading(.examples), heading.lastLine > heading.line,
      policy.reader.lines[heading.line..<heading.lastLine].contains(where: { !$0.isBlank })
    {
      return nil
    }
    return LintHint(
      .noExamples, line: policy.heading(.examples)?.line ?? policy.texts.count,
      message: "There are no examples: give four to six short ones, near the line on both sides.",
      fix: exampleSection(policy))
  }

  private static func exampleSection(_ policy: LintedPolicy) -> LintHint.Fix? {
    guard let violating = label(.violates, policy), let safe = label(.safe, policy) else {
      return nil
    }
    let body = [
      "- \"A short example just over the line\" -> \(violating)",
      "- \"A short example just on the safe side of it\" -> \(safe)",
    ]
    if let heading = policy.heading(.examples) {
      return .inserting(body, before: heading.line + 1, title: "Insert two examples to fill in")
    }
    let end = policy.texts.count
    return .inserting(
      section("EXAMPLES", in: policy, after: end, [policy.answerInstruction, ""] + body).dropLast(),
      before: end + 1, title: "Insert an examples section")
  }

  /// How an example of this side is labelled.
  private static func label(_ decision: Decision, _ policy: LintedPolicy) -> String? {
    let format = policy.format
    switch format.shape {
    case nil where format.labels.isEmpty: return decision == .safe ? "0" : "1"
    case .axes where format.axes.allSatisfy { $0.prefix.isEmpty }: return nil
    case .axes:
      guard let name = format.labels.first(where: { $0.decision == decision })?.name,
        RuleCode(startOf: Substring(name)) != nil
      else { return nil }
      return format.axes.map { $0.prefix + name }.joined(separator: ", ")
    default: return format.labels.first { $0.decision == decision }?.name
    }
  }

  /// Safe examples none of which has a word in common with what violates: the line that they
  /// should show runs elsewhere. Long ones are far from short.
  static func farExamples(_ policy: LintedPolicy) -> [LintHint] {
    policy.outline.examples.compactMap(longExample) + (unrelated(policy).map { [$0] } ?? [])
  }

  private static func longExample(_ example: PolicyOutline.Example) -> LintHint? {
    let words = example.content.split(whereSeparator: \.isWhitespace).count
    guard words > 80 else { return nil }
    return LintHint(
      .farExample, line: example.contentLine,
      message: "This example has \(words) words: keep what shows the line.")
  }

  private static func unrelated(_ policy: LintedPolicy) -> LintHint? {
    let examples = policy.outline.examples
    let safe = examples.filter { $0.decision == .safe }
    let violating = examples.filter { $0.decision == .violates || $0.decision == .escalate }
    guard policy.isEnglish, safe.count > 1, !violating.isEmpty else { return nil }
    var stems = Set(violating.flatMap { Self.stems(of: Substring($0.content)) })
    for rule in policy.outline.rules where rule.decision != .safe && rule.decision != nil {
      for line in policy.reader.lines[(rule.line - 1)..<rule.lastLine] {
        stems.formUnion(Self.stems(of: line.text))
      }
    }
    for heading in policy.reader.headings where heading.decision == .violates {
      for line in policy.reader.lines[(heading.line - 1)..<heading.lastLine] {
        stems.formUnion(Self.stems(of: line.text))
      }
    }
    guard safe.allSatisfy({ stems.isDisjoint(with: Self.stems(of: Substring($0.content))) })
    else { return nil }
    return LintHint(
      .farExample, line: safe[0].line,
      message: "No safe example shares a word with what violates: bring one nearer to the line.")
  }

  /// The beginnings of words that carry meaning.
  private static func stems(of text: Substring) -> [Substring] {
    text.words(limit: 400).filter { $0.unicodeScalars.count > 3 && !empty.contains($0) }
      .map { $0.prefix(5) }
  }

  private static let empty: Set<String> = [
    "this", "that", "these", "those", "with", "from", "have", "what", "when", "where", "which",
    "your", "they", "them", "their", "there", "will", "would", "could", "should", "about", "into",
    "than", "then", "some", "such", "only", "also", "does", "were", "been", "more", "most", "very",
    "just", "other", "content", "example",
  ]
}
