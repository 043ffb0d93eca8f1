extension Frame {
  /// Draws a horizontal line that joins the lines already in its cells: where it meets a vertical
  /// one it turns, branches or crosses, by where each of them ends.
  public mutating func drawLine(
    horizontal row: Int, columns: Range<Int>, borders: BorderSet = .light, style: Style = .plain
  ) {
    guard (0..<size.rows).contains(row) else { return }
    for column in columns.clamped(to: 0..<size.columns) {
      var arms: LineArms = [.left, .right]
      if columns.count > 1 {
        if column == columns.lowerBound { arms.remove(.left) }
        if column == columns.upperBound - 1 { arms.remove(.right) }
      }
      join(arms, at: CellPosition(column: column, row: row), borders: borders, style: style)
    }
  }

  /// Draws a vertical line that joins the lines already in its cells.
  public mutating func drawLine(
    vertical column: Int, rows: Range<Int>, borders: BorderSet = .light, style: Style = .plain
  ) {
    guard (0..<size.columns).contains(column) else { return }
    for row in rows.clamped(to: 0..<size.rows) {
      var arms: LineArms = [.up, .down]
      if rows.count > 1 {
        if row == rows.lowerBound { arms.remove(.up) }
        if row == rows.upperBound - 1 { arms.remove(.down) }
      }
      join(arms, at: CellPosition(column: column, row: row), borders: borders, style: style)
    }
  }

  /// Draws the outermost cells of the rectangle as lines. Neighbours whose rectangles overlap by one
  /// cell share a border.
  public mutating func draw(
    border rect: Rect, borders: BorderSet = .light, style: Style = .plain
  ) {
    guard rect.columns > 1, rect.rows > 1 else { return }
    drawLine(
      horizontal: rect.row, columns: rect.column..<rect.maxColumn, borders: borders, style: style)
    drawLine(
      horizontal: rect.maxRow - 1, columns: rect.column..<rect.maxColumn, borders: borders,
      style: style)
    drawLine(
      vertical: rect.column, rows: rect.row..<rect.maxRow, borders: borders, style: style)
    drawLine(
      vertical: rect.maxColumn - 1, rows: rect.row..<rect.maxRow, borders: borders, style: style)
  }
}
