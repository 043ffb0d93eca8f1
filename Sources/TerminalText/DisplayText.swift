/// Text turned into glyphs: the only way by which a string reaches a cell.
///
/// A grapheme cluster is not a terminal cell. Terminals disagree about the width of emoji sequences,
/// cells hold five scalars, and some scalars are commands or lies rather than text. So each cluster
/// becomes one glyph or more, on whose width terminals old and new agree:
///
/// - Each spacing scalar gets a glyph of its own, with at most four marks; further marks ride on `◌`.
/// - An emoji sequence shows its first emoji, without skin tone and presentation selector; a keycap
///   shows its digit; a flag shows its two letters, as placeholders.
/// - Control codes become control pictures (`␛`).
/// - Everything else that is invisible, reorders text or has no agreed meaning becomes
///   `‹U+202E›`: format, tag and private-use characters, separators, noncharacters, and variation
///   selectors other than an emoji's.
/// - Scalars that the pinned Unicode version does not know become `U+FFFD`.
/// - A tab becomes spaces up to the next tab stop.
///
/// Right-to-left text is shown in logical order.
public struct DisplayText: Hashable, Sendable {
  public struct Options: Hashable, Sendable {
    /// Draw invisible characters as `‹U+200B›` (true) or as one `·` placeholder cell (false).
    public var revealsHidden: Bool
    /// Only ASCII reaches the terminal: typographic punctuation becomes its typewriter form, other
    /// characters become `\u{4E2D}` (or `?` a column if ``revealsHidden`` is false), hidden ones
    /// `<U+202E>`, control codes `^[`.
    public var ascii: Bool
    /// Columns between tab stops. At least 1.
    public var tabWidth: Int

    public init(revealsHidden: Bool = true, ascii: Bool = false, tabWidth: Int = 4) {
      self.revealsHidden = revealsHidden
      self.ascii = ascii
      self.tabWidth = max(1, tabWidth)
    }
  }

  public private(set) var glyphs: [Glyph]
  /// The sum of the glyphs' columns.
  public private(set) var columns: Int

  /// - Parameter startColumn: the column at which the text will stand, for its tab stops.
  ///
  /// Complexity: O(n) in the length of `text`; printable ASCII takes a fast path.
  public init(_ text: String, options: Options = Options(), startColumn: Int = 0) {
    var text = text
    text.makeContiguousUTF8()
    var builder = GlyphBuilder(
      options: options, startColumn: startColumn, capacity: text.utf8.count)
    var offset = 0
    while offset < text.utf8.count {
      offset = text.utf8.withContiguousStorageIfAvailable {
        builder.addPrintableASCII(in: $0, from: offset)
      }!
      // A slice begins with a boundary; finding the boundary before an index would walk backwards.
      let rest = text[text.utf8.index(text.startIndex, offsetBy: offset)...]
      let fastPathEnd = offset
      for cluster in rest {
        let length = cluster.utf8.count
        if length == 1, offset > fastPathEnd { break }
        builder.add(cluster, source: offset..<(offset + length))
        offset += length
      }
    }
    glyphs = builder.glyphs
    columns = builder.column - startColumn
  }

  public init(glyphs: [Glyph]) {
    self.glyphs = glyphs
    columns = glyphs.reduce(0) { $0 + $1.columns }
  }
}
