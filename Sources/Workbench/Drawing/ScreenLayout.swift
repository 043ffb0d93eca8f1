public import TerminalText

/// Where everything stands on a full screen with a list.
public struct ScreenLayout: Hashable, Sendable {
  public var title: Rect
  /// The names of the columns.
  public var columns: Rect
  public var list: Rect
  /// What is said of the selected row, under a line.
  public var detail: Rect
  public var message: Rect
  public var footer: Rect

  /// - Parameter below: the rows that the list leaves for ``detail``, the line above it included.
  public init(size: Size, below: Int = 0) {
    title = Rect(column: 0, row: 0, columns: size.columns, rows: 1)
    columns = Rect(column: 0, row: 1, columns: size.columns, rows: 1)
    list = Rect(column: 0, row: 2, columns: size.columns, rows: size.rows - 4 - below)
    detail = Rect(
      column: 0, row: list.row + list.rows, columns: size.columns, rows: below)
    message = Rect(column: 0, row: size.rows - 2, columns: size.columns, rows: 1)
    footer = Rect(column: 0, row: size.rows - 1, columns: size.columns, rows: 1)
  }
}

extension Frame {
  /// Draws the line over the detail of a screen, with its title.
  ///
  /// - Returns: the room under it.
  mutating func beginDetail(_ title: String, in layout: ScreenLayout, ascii: Bool) -> Rect {
    var inner = layout.detail
    let line = Rect(column: 0, row: inner.row, columns: inner.columns, rows: 1)
    put(
      String(repeating: ascii ? "-" : "─", count: line.columns), row: 0, column: 0, in: line,
      Theme.border)
    put(" \(title) ", row: 0, column: 2, in: line, Theme.title)
    inner.row += 1
    inner.rows -= 1
    inner.column += 2
    inner.columns -= 3
    return inner
  }
}
