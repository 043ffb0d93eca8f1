public import Cases
public import TextEditing

/// Content that a person typed, pasted or changed.
public struct OwnContent: Hashable, Sendable {
  public var text: String
  public var caret: TextPosition
  /// The case that it grew from.
  public var origin: Origin?

  public struct Origin: Hashable, Sendable {
    /// `set/id`
    public var reference: String
    public var expected: Case.Expectation?

    public init(reference: String, expected: Case.Expectation?) {
      self.reference = reference
      self.expected = expected
    }

    var set: String { String(reference.prefix { $0 != "/" }) }
    var id: String { String(reference.drop { $0 != "/" }.dropFirst()) }
  }

  public init(
    text: String, caret: TextPosition = TextPosition(line: 0, offset: 0), origin: Origin? = nil
  ) {
    self.text = text
    self.caret = caret
    self.origin = origin
  }
}
