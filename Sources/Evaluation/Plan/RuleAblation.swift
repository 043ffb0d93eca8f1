public import Policies

/// A policy's text with one of its rules gone or turned round, to see which cases rest on it.
public struct RuleAblation: Hashable, Sendable {
  public enum Mode: String, Hashable, Sendable, CaseIterable {
    case drop, invert
  }

  /// Rules that have an id of the policy's own or a derived one, each once.
  public static func rules(of outline: PolicyOutline) -> [PolicyOutline.Rule] {
    var seen: Set<String> = []
    return outline.rules.filter { seen.insert($0.id).inserted }
  }

  /// The text with every line of the rule gone (its finer rules among them), or with a sentence after
  /// its first line that turns it round. All other bytes stay.
  ///
  /// - Returns: nil where the text has no rule of that id.
  /// - Complexity: O(*n*) in the length of the text.
  public static func text(
    _ text: String, outline: PolicyOutline, without id: String, mode: Mode
  ) -> String? {
    let spans = outline.rules.filter { $0.id == id }.map { $0.line...max($0.line, $0.lastLine) }
    guard !spans.isEmpty else { return nil }
    var lines: [Substring.UnicodeScalarView.SubSequence] = []
    for (index, line) in text.unicodeScalars.split(
      separator: "\n", omittingEmptySubsequences: false
    ).enumerated() {
      let number = index + 1
      switch mode {
      case .drop:
        if !spans.contains(where: { $0.contains(number) }) { lines.append(line) }
      case .invert:
        lines.append(line)
        if spans.contains(where: { $0.lowerBound == number }) {
          lines.append(inversion.unicodeScalars[...])
        }
      }
    }
    var result = String.UnicodeScalarView()
    for (index, line) in lines.enumerated() {
      if index > 0 { result.append("\n") }
      result.append(contentsOf: line)
    }
    return String(result)
  }

  private static let inversion = """
      (This rule holds the other way round: what it describes is to be decided as the opposite of what \
    it says.)
    """
}
