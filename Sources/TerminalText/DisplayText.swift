// CONTRACT DRAFT: the public surface below is relied upon by TextEditing and Workbench; the
// implementation is to be replaced.

/// One cell (or two, for wide characters) of text that is safe to send to a terminal.
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

/// Text turned into glyphs: the only way by which a string reaches a cell.
public struct DisplayText: Hashable, Sendable {
  public struct Options: Hashable, Sendable {
    /// Draw invisible characters as `‹U+200B›` (true) or as one `·` placeholder cell (false).
    public var revealsHidden: Bool
    /// Only ASCII reaches the terminal.
    public var ascii: Bool
    /// Columns between tab stops.
    public var tabWidth: Int

    public init(revealsHidden: Bool = true, ascii: Bool = false, tabWidth: Int = 4) {
      self.revealsHidden = revealsHidden
      self.ascii = ascii
      self.tabWidth = tabWidth
    }
  }

  public private(set) var glyphs: [Glyph]
  /// The sum of the glyphs' columns.
  public private(set) var columns: Int

  public init(_ text: String, options: Options = Options(), startColumn: Int = 0) {
    glyphs = []
    columns = 0
    var offset = 0
    for character in text {
      let length = character.utf8.count
      glyphs.append(Glyph(text: String(character), columns: 1, source: offset..<(offset + length)))
      columns += 1
      offset += length
    }
  }

  public init(glyphs: [Glyph]) {
    self.glyphs = glyphs
    columns = glyphs.reduce(0) { $0 + $1.columns }
  }
}
