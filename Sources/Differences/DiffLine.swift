/// One line of a ``TextDifference``.
public struct DiffLine: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case same, removed, added
  }

  public var kind: Kind
  /// Counted from 1; nil for an added line.
  public var oldLine: Int?
  /// Counted from 1; nil for a removed line.
  public var newLine: Int?
  /// Without its line end.
  public var text: String
  /// What changed within the line, as UTF-8 offsets in `text` at word boundaries. Empty where the
  /// whole line is new or gone.
  public var changed: [Range<Int>]

  public init(
    kind: Kind, oldLine: Int?, newLine: Int?, text: String, changed: [Range<Int>] = []
  ) {
    self.kind = kind
    self.oldLine = oldLine
    self.newLine = newLine
    self.text = text
    self.changed = changed
  }
}
