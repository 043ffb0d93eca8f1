import TerminalText
import TextEditing
import Traces

/// Two columns of sentences where there is room; else one above the other.
struct TraceComparisonLayout {
  let list: Rect
  let isSideBySide: Bool
  /// Of a rule's id, between mark and text.
  let ruleColumns: Int
  private static let markColumns = 2

  init(size: Size, _ screen: TraceComparisonScreen) {
    var list = ScreenLayout(size: size).list
    // A row for the names of the sides, and one for where they part.
    list.row += 1
    list.rows = max(1, list.rows - 1)
    self.list = list
    isSideBySide = size.columns >= 100
    let rules = [screen.leftTrace, screen.rightTrace].flatMap(\.segments).compactMap(\.rule)
    // Where the sides share a column, each row says whose it is: `1 SP3.b`.
    let sideColumns = isSideBySide ? 0 : 2
    ruleColumns = min(10, rules.map(\.utf8.count).max() ?? 0) + 2 + sideColumns
  }

  private var half: Int { isSideBySide ? (list.columns - Self.markColumns) / 2 : list.columns - 2 }

  var textColumns: Int { max(8, half - ruleColumns - 2) }

  /// Where a side begins, in columns of the list.
  func column(isLeft: Bool) -> Int { Self.markColumns + (isLeft || !isSideBySide ? 0 : half) }

  func wrapping(ascii: Bool) -> Wrapping {
    Wrapping(columns: textColumns, options: .init(ascii: ascii))
  }

  func height(of row: Int, _ screen: TraceComparisonScreen, _ wrapping: Wrapping) -> Int {
    let left = screen.leftText(row).map { wrapping.rows(of: $0).count } ?? 0
    let right = screen.rightText(row).map { wrapping.rows(of: $0).count } ?? 0
    return max(1, isSideBySide ? max(left, right) : left + right)
  }
}
