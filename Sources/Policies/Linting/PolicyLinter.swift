/// The guide's advice on a policy's text, line by line.
public enum PolicyLinter {
  /// What could be better, in the order of the lines. An empty text has no hints: there is nothing
  /// to better yet.
  ///
  /// Rules about wording know English only and say nothing of a policy in another language.
  ///
  /// - Parameters:
  ///   - text: The text of which `reading` is the reading.
  ///   - tokens: Of the whole text, as counted or estimated.
  /// - Complexity: O(*n*) in the length of the text.
  public static func hints(
    in text: String, reading: PolicyReading, tokens: Int
  ) -> [LintHint] {
    let policy = LintedPolicy(text, reading: reading, tokens: tokens)
    guard policy.reader.lines.contains(where: { !$0.isBlank }) else { return [] }
    let found = rules.flatMap { $0(policy) }
    // Hints of one line stay in the order of the rules.
    return found.enumerated()
      .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
      .map(\.element)
  }

  private static let rules: [@Sendable (LintedPolicy) -> [LintHint]] = [
    controlTokens, effortInText, missingSections, outputInstructions, hedges,
    unseenFacts, precedence, escalation, exampleSides, farExamples, undefinedLabels,
    unusedLabels, duplicateIDs, length,
  ]
}
