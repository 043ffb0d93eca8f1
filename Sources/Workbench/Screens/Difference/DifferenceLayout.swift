import Differences
import Policies
import TerminalText
import TextEditing

/// Where the parts of a comparison stand in a rectangle.
struct DifferenceLayout: Sendable {
  /// From this width on there is room for two columns of text.
  static let sideBySideColumns = 100

  let list: Rect
  let isSideBySide: Bool
  let numberColumns: Int
  private let options: DisplayText.Options

  init(_ list: Rect, _ screen: DifferenceScreen, options: DisplayText.Options) {
    self.list = list
    self.options = options
    isSideBySide = screen.options.isSideBySide
    numberColumns = max(3, String(screen.lastNumber).utf8.count)
  }

  /// The columns before a text: numbers and sign.
  var gutter: Int { isSideBySide ? numberColumns + 4 : 2 * numberColumns + 5 }

  /// Where the old side's text stands, or the text of both.
  var old: Rect {
    let columns = isSideBySide ? (list.columns - 3) / 2 : list.columns - 1
    return Rect(
      column: list.column + 1 + gutter, row: list.row, columns: max(8, columns - gutter),
      rows: list.rows)
  }

  var new: Rect {
    guard isSideBySide else { return old }
    let column = divider + 1 + gutter
    return Rect(
      column: column, row: list.row, columns: max(8, list.maxColumn - column), rows: list.rows)
  }

  /// The column of the line between both sides.
  var divider: Int { list.column + 1 + (list.columns - 3) / 2 }

  func wrapped(_ text: String, in rect: Rect) -> [Wrapping.Row] {
    Wrapping(columns: rect.columns, options: options).rows(of: text)
  }

  /// How many rows of the screen a row takes.
  func height(of row: DifferenceScreen.Row, _ screen: DifferenceScreen) -> Int {
    func height(_ index: Int?, _ rect: Rect) -> Int {
      index.map { wrapped(screen.difference.lines[$0].text, in: rect).count } ?? 0
    }
    switch row {
    case .line(let index): return height(index, old)
    case .pair(let left, let right): return max(height(left, old), height(right, new), 1)
    case .gap, .note: return 1
    }
  }

  /// Whether the beginning of a row is in the window.
  func isVisible(_ row: Int, in screen: DifferenceScreen) -> Bool {
    guard row >= screen.top, row > screen.top || screen.skipped == 0 else { return false }
    var room = list.rows + screen.skipped
    for index in screen.top..<row {
      room -= height(of: screen.rows[index], screen)
      if room <= 0 { return false }
    }
    return true
  }
}
