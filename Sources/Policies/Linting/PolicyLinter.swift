/// The guide's advice on a policy's text, line by line.
public enum PolicyLinter {
  /// What could be better, in the order of the lines.
  ///
  /// - Parameter tokens: of the whole text, as counted or estimated.
  /// - Complexity: O(*n*) in the length of the text.
  public static func hints(
    in text: String, reading: PolicyReading, tokens: Int
  ) -> [LintHint] {
    []
  }
}
