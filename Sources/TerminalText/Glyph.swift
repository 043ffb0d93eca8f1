/// One cell (or two, for wide characters) of text that is safe to send to a terminal.
///
/// A glyph's text is one spacing scalar and at most four marks, since that is what an ncurses cell
/// holds; it never contains a control, format, private-use or noncharacter scalar.
public struct Glyph: Hashable, Sendable {
  public enum Role: Hashable, Sendable {
    /// A character as written.
    case text
    /// A picture of something that may not be shown raw: a control code, a bidirectional override,
    /// a zero-width or tag character, an unknown scalar.
    case placeholder
  }

  /// One base scalar and at most four combining marks.
  public let text: String
  /// 1 or 2.
  public let columns: Int
  public let role: Role
  /// The UTF-8 offsets in the source string that this glyph stands for. The glyphs of one source
  /// cluster share one range.
  public let source: Range<Int>

  public init(text: String, columns: Int, role: Role = .text, source: Range<Int>) {
    self.text = text
    self.columns = columns
    self.role = role
    self.source = source
  }
}
