public import TerminalText

/// Where everything stands on a full screen with a list.
public struct ScreenLayout: Hashable, Sendable {
  public var title: Rect
  /// The names of the columns.
  public var columns: Rect
  public var list: Rect
  public var message: Rect
  public var footer: Rect

  public init(size: Size) {
    title = Rect(column: 0, row: 0, columns: size.columns, rows: 1)
    columns = Rect(column: 0, row: 1, columns: size.columns, rows: 1)
    list = Rect(column: 0, row: 2, columns: size.columns, rows: size.rows - 4)
    message = Rect(column: 0, row: size.rows - 2, columns: size.columns, rows: 1)
    footer = Rect(column: 0, row: size.rows - 1, columns: size.columns, rows: 1)
  }
}
