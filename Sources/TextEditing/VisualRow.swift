public import TerminalText

/// One row of a view: a piece of a line, ready to be drawn.
public struct VisualRow: Hashable, Sendable {
  /// The line of the text, from 0.
  public var line: Int
  /// Whether this is the first row of its line, the one that carries the line number.
  public var isFirst: Bool
  /// Blank columns before the glyphs.
  public var indent: Int
  /// The UTF-8 offsets of the row in its line.
  public var range: Range<Int>
  /// What to draw. Their `source` is in UTF-8 offsets of the line, as `range` is, so that selections,
  /// matches and tokens are compared with it directly. With `indent` they fit in the view's columns,
  /// unless a single glyph is wider than those.
  public var glyphs: ArraySlice<Glyph>
}
