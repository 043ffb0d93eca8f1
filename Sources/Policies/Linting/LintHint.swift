/// Something in a policy that the guide, or what models are known to do, advises against. Advice, never
/// an error.
public struct LintHint: Hashable, Sendable {
  public var rule: LintRule
  /// Counted from 1; the line beside which it is shown.
  public var line: Int
  /// What is so, in one sentence, without the line.
  public var message: String
  /// Where the change is mechanical.
  public var fix: Fix?

  public init(_ rule: LintRule, line: Int, message: String, fix: Fix? = nil) {
    self.rule = rule
    self.line = line
    self.message = message
    self.fix = fix
  }

  /// A change of the text that removes the hint.
  public struct Fix: Hashable, Sendable {
    /// What it does, as a command: `Delete the line`.
    public var title: String
    /// In the order of their lines; they do not overlap.
    public var edits: [Edit]

    public init(title: String, edits: [Edit]) {
      self.title = title
      self.edits = edits
    }
  }

  public struct Edit: Hashable, Sendable {
    /// Lines counted from 1 that are replaced; an empty range inserts before its lower bound.
    public var lines: Range<Int>
    /// What stands there instead, a line each.
    public var text: [String]

    public init(lines: Range<Int>, text: [String]) {
      self.lines = lines
      self.text = text
    }
  }
}
