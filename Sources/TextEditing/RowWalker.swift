import TerminalText

/// A visual row of a buffer, and the way to the next and the previous one. Each step lays out at most
/// one segment of a line, so that nothing depends on the length of the text.
struct RowWalker {
  let buffer: TextBuffer
  let wrapping: Wrapping
  private(set) var line: Int
  private(set) var segment: Segment
  private(set) var row: Int
  /// The glyphs of the segment, once somebody asked.
  private var glyphCache: [Glyph]?

  /// The row that a position is in. Where two rows meet, the later.
  init(buffer: TextBuffer, wrapping: Wrapping, at position: TextPosition) {
    let position = buffer.clamped(position)
    self.buffer = buffer
    self.wrapping = wrapping
    line = position.line
    segment = wrapping.segment(of: buffer.line(line), containing: position.offset)
    row = segment.row(containing: position.offset)
  }

  /// UTF-8 offsets of the row in its line.
  var range: Range<Int> { segment.rows[row].range }
  var indent: Int { segment.rows[row].indent }
  var start: TextPosition { TextPosition(line: line, offset: range.lowerBound) }
  var isFirstOfLine: Bool { row == 0 && segment.range.lowerBound == 0 }
  var isLastOfLine: Bool {
    row == segment.rows.count - 1 && segment.range.upperBound == segment.line.utf8.count
  }

  func isSameRow(as other: RowWalker) -> Bool {
    line == other.line && segment.range.lowerBound == other.segment.range.lowerBound
      && row == other.row
  }

  func isBefore(_ other: RowWalker) -> Bool {
    (line, segment.range.lowerBound, row)
      < (other.line, other.segment.range.lowerBound, other.row)
  }

  /// Goes to the next row; false in the last one.
  mutating func advance() -> Bool {
    if row + 1 < segment.rows.count {
      row += 1
      return true
    }
    if segment.range.upperBound < segment.line.utf8.count {
      enter(line, at: segment.range.upperBound)
    } else if line + 1 < buffer.lineCount {
      enter(line + 1, at: 0)
    } else {
      return false
    }
    row = 0
    return true
  }

  /// Goes to the previous row; false in the first one.
  mutating func retreat() -> Bool {
    if row > 0 {
      row -= 1
      return true
    }
    if segment.range.lowerBound > 0 {
      enter(line, at: segment.range.lowerBound - 1)
    } else if line > 0 {
      enter(line - 1, at: buffer.line(line - 1).utf8.count)
    } else {
      return false
    }
    row = segment.rows.count - 1
    return true
  }

  /// Goes up to `rows` rows on (negative: back) and returns how many it were.
  @discardableResult
  mutating func step(by rows: Int) -> Int {
    var steps = 0
    while steps < abs(rows), rows < 0 ? retreat() : advance() { steps += 1 }
    return steps
  }

  private mutating func enter(_ line: Int, at offset: Int) {
    self.line = line
    segment = wrapping.segment(of: buffer.line(line), containing: offset)
    glyphCache = nil
  }

  // MARK: Columns

  /// The glyphs of the row; their sources are offsets in the line.
  mutating func glyphs() -> ArraySlice<Glyph> {
    let glyphs = glyphCache ?? segment.glyphs()
    glyphCache = glyphs
    return glyphs[segment.rows[row].glyphs]
  }

  /// The column at which a position of this row is.
  mutating func column(of position: TextPosition) -> Int {
    var column = indent
    for glyph in glyphs() {
      guard glyph.source.upperBound <= position.offset else { break }
      column += glyph.columns
    }
    return column
  }

  /// The start of the cluster drawn at a column. Behind the text that is the end of the line or, in
  /// a row that goes on in the next, the start of its last cluster.
  mutating func position(atColumn wanted: Int) -> TextPosition {
    var column = indent
    var last = range.lowerBound
    for glyph in glyphs() {
      last = max(range.lowerBound, glyph.source.lowerBound)
      column += glyph.columns
      if wanted < column { return TextPosition(line: line, offset: last) }
    }
    return TextPosition(line: line, offset: isLastOfLine ? range.upperBound : last)
  }
}
