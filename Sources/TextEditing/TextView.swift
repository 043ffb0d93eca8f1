public import TerminalText

/// A window on a text: which part of a buffer is on the screen, and where.
///
/// It is anchored to a place in the text, so that a resize or another wrapping shows the same words.
/// It is a value without a cache: everything costs by the rows of the view (and at most 4 kB of text
/// for each), never by the length of the text or of a line.
public struct TextView: Hashable, Sendable {
  public var columns: Int
  public var rows: Int
  public var options: DisplayText.Options
  /// A place in the first row that is visible. It may lie anywhere in that row.
  public var top: TextPosition
  /// Whether text stays out of the last column, so that a caret behind the end of a full row has a
  /// cell. For text that is only read it can be false.
  public var reservesCaretColumn: Bool

  public init(
    columns: Int, rows: Int, options: DisplayText.Options = DisplayText.Options(),
    top: TextPosition = .start, reservesCaretColumn: Bool = true
  ) {
    self.columns = columns
    self.rows = rows
    self.options = options
    self.top = top
    self.reservesCaretColumn = reservesCaretColumn
  }

  var wrapping: Wrapping {
    Wrapping(columns: reservesCaretColumn ? columns - 1 : columns, options: options)
  }

  /// How far page up and page down go: two rows stay in sight.
  var rowsInPage: Int { max(1, rows - 2) }

  private func walker(at position: TextPosition, in buffer: TextBuffer) -> RowWalker {
    RowWalker(buffer: buffer, wrapping: wrapping, at: position)
  }

  // MARK: Scrolling

  /// Scrolls just enough for a position to be visible.
  public mutating func follow(_ position: TextPosition, in buffer: TextBuffer) {
    var target = walker(at: position, in: buffer)
    var row = walker(at: top, in: buffer)
    top = row.start
    if target.isBefore(row) {
      top = target.start
      return
    }
    for _ in 0..<max(1, rows) {
      if row.isSameRow(as: target) { return }
      guard row.advance() else { break }
    }
    target.step(by: 1 - rows)
    top = target.start
  }

  /// Scrolls down, or up if `rows` is negative, no further than to where the last row of the text is
  /// the last of the view.
  public mutating func scroll(by rows: Int, in buffer: TextBuffer) {
    var row = walker(at: top, in: buffer)
    row.step(by: rows)
    let last = lastTop(in: buffer)
    top = last.isBefore(row) ? last.start : row.start
  }

  /// Shows the end of the text in the last row.
  public mutating func scrollToEnd(in buffer: TextBuffer) { top = lastTop(in: buffer).start }

  private func lastTop(in buffer: TextBuffer) -> RowWalker {
    var row = walker(at: buffer.end, in: buffer)
    row.step(by: 1 - max(1, rows))
    return row
  }

  /// Whether the last row of the text is visible.
  public func isAtEnd(in buffer: TextBuffer) -> Bool { rowsBelow(in: buffer, limit: 1) == 0 }

  /// How many rows of text there are below the view, counting no further than `limit`. What is
  /// counted is laid out: ask for no more than you show.
  public func rowsBelow(in buffer: TextBuffer, limit: Int) -> Int {
    var row = walker(at: top, in: buffer)
    let visible = max(1, rows) - 1
    guard row.step(by: visible) == visible else { return 0 }
    return row.step(by: max(0, limit))
  }

  // MARK: Drawing

  /// The rows to draw, from the top: as many as the view has, or fewer at the end of the text.
  public func visibleRows(of buffer: TextBuffer) -> [VisualRow] {
    guard rows > 0 else { return [] }
    var result: [VisualRow] = []
    result.reserveCapacity(rows)
    var row = walker(at: top, in: buffer)
    repeat {
      var glyphs = row.glyphs()
      if !reservesCaretColumn { dropOverhang(of: &glyphs, indent: row.indent) }
      result.append(
        VisualRow(
          line: row.line, isFirst: row.isFirstOfLine, indent: row.indent, range: row.range,
          glyphs: glyphs))
    } while result.count < rows && row.advance()
    return result
  }

  /// Without a column to spare, the space over the edge is not drawn.
  private func dropOverhang(of glyphs: inout ArraySlice<Glyph>, indent: Int) {
    guard glyphs.count > 1, glyphs.last?.text == " " else { return }
    if glyphs.reduce(indent, { $0 + $1.columns }) > columns { glyphs.removeLast() }
  }

  // MARK: Cells

  /// The cell of a position, from the top left corner of the view; nil when it is not visible.
  public func cell(of position: TextPosition, in buffer: TextBuffer) -> CellPosition? {
    let position = buffer.clamped(position)
    var row = walker(at: top, in: buffer)
    guard position.line >= row.line, position.line - row.line < rows else { return nil }
    let target = walker(at: position, in: buffer)
    for index in 0..<rows {
      if row.isSameRow(as: target) {
        let column = row.column(of: position)
        return CellPosition(column: min(column, max(0, columns - 1)), row: index)
      }
      guard row.advance() else { return nil }
    }
    return nil
  }

  /// The position drawn at a cell, always at the start of a cluster. Cells beside the text mean the
  /// end of their row, cells below it the end of the text, and cells outside the view its nearest row.
  public func position(at cell: CellPosition, in buffer: TextBuffer) -> TextPosition {
    var row = walker(at: top, in: buffer)
    let wanted = min(max(0, cell.row), max(0, rows - 1))
    guard row.step(by: wanted) == wanted else { return buffer.end }
    return row.position(atColumn: cell.column)
  }
}
