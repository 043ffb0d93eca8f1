import TerminalText
import TextEditing

/// Where everything stands on a trace: the view's rows, and beside or below them what the selected
/// sentence refers to.
struct TraceLayout {
  var list: Rect
  /// The policy around the cited line.
  var policy: Rect?
  /// Answer and facts.
  var facts: Rect?
  /// Columns left of the text: mark, time, rule.
  var timeColumns = 0
  var ruleColumns = 0

  private static let markColumns = 2

  init(size: Size, _ screen: TraceScreen) {
    list = ScreenLayout(size: size).list
    guard screen.view == .reasoning else { return }
    timeColumns = size.columns >= 36 ? 8 : 0
    ruleColumns = size.columns >= 60 && screen.ruleColumns > 0 ? screen.ruleColumns + 2 : 0
    if size.columns >= 160 {
      let side = size.columns / 4
      facts = Self.cut(&list, columns: side)
      policy = Self.cut(&list, columns: side)
    } else if size.columns >= 100 {
      policy = Self.cut(&list, columns: size.columns * 2 / 5)
    } else if list.rows >= 14 {
      policy = Rect(column: 0, row: list.row + list.rows - 4, columns: list.columns, rows: 4)
      list.rows -= 5
    }
  }

  /// Takes columns from the right, with one left blank between.
  private static func cut(_ rect: inout Rect, columns: Int) -> Rect {
    rect.columns -= columns + 1
    return Rect(
      column: rect.column + rect.columns + 1, row: rect.row, columns: columns, rows: rect.rows)
  }

  var textColumn: Int { Self.markColumns + timeColumns + ruleColumns }
  var textColumns: Int { max(8, list.columns - textColumn - 1) }

  func wrapping(ascii: Bool) -> Wrapping {
    Wrapping(columns: textColumns, options: .init(ascii: ascii))
  }

  /// The rows that a row of the view takes.
  func height(_ text: String, ascii: Bool) -> Int { wrapping(ascii: ascii).rows(of: text).count }
}
