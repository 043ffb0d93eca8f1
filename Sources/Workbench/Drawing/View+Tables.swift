import TerminalText

/// A column of a table: its name, its width (nil: the rest), and whether it is right-aligned.
struct Column {
  var name: String
  var width: Int?
  var isNumber = false
  /// Left out, the last first, where the column that takes the rest would become too narrow.
  var isOptional = false
}

/// One cell of a table.
struct Field {
  var text: String
  var style: Style = .plain
  /// UTF-8 offsets of what was searched for.
  var hits: [Range<Int>] = []
}

/// Rows of a list under the names of their columns; the selected one is marked and reversed.
///
/// - Parameters:
///   - isActive: whether keys that move go to it; else the selected row is only marked.
///   - least: how narrow the column that takes the rest may become before others are left out.
func drawTable(
  _ columns: [Column], list: ListState, _ layout: ScreenLayout, _ environment: Environment,
  isActive: Bool = true, least: Int = 24, on frame: inout Frame, row: (Int) -> [Field]
) {
  var list = list
  list.follow(rows: layout.list.rows)
  let visible = list.top..<min(list.top + layout.list.rows, max(list.count, list.top))
  let rows = visible.map { ($0, row($0)) }
  // No wider than what stands in them.
  var columns = columns
  for index in columns.indices {
    guard let width = columns[index].width else { continue }
    let widest = rows.map { DisplayText($0.1[index].text).columns }.max() ?? 0
    columns[index].width = min(width, max(widest, columns[index].name.utf8.count))
  }
  var isShown = columns.map { _ in true }
  func rest() -> Int {
    let shown = zip(columns, isShown).filter(\.1).map(\.0)
    return layout.list.columns - shown.compactMap(\.width).reduce(0, +) - 2 * shown.count - 2
  }
  for index in columns.indices.reversed() where columns[index].isOptional && rest() < least {
    isShown[index] = false
  }
  var starts: [(column: Int, width: Int)] = []
  var column = 2
  for (index, item) in columns.enumerated() {
    let width = isShown[index] ? item.width ?? max(8, rest()) : 0
    starts.append((column, width))
    column += isShown[index] ? width + 2 : 0
  }
  func put(
    _ text: String, _ index: Int, in rect: Rect, row: Int, _ style: Style,
    hits: [Range<Int>] = [], on frame: inout Frame
  ) {
    let (start, width) = starts[index]
    guard width > 0 else { return }
    let cell = Rect(
      column: rect.column + start, row: rect.row + row,
      columns: min(width, rect.columns - start), rows: 1)
    let display = DisplayText(text, options: .init(ascii: environment.ascii))
    let offset = columns[index].isNumber ? max(0, width - display.columns) : 0
    frame.put(
      display, at: CellPosition(column: cell.column + offset, row: cell.row), style: style,
      placeholderStyle: Theme.placeholder, clip: cell)
    guard !hits.isEmpty else { return }
    var column = cell.column + offset
    for glyph in display.glyphs {
      if hits.contains(where: { $0.overlaps(glyph.source) }) {
        frame.put(
          glyphs: [glyph], at: CellPosition(column: column, row: cell.row), style: Theme.hit,
          placeholderStyle: Theme.placeholder, clip: cell)
      }
      column += glyph.columns
    }
  }
  for (index, item) in columns.enumerated() {
    put(item.name, index, in: layout.columns, row: 0, Theme.dim, on: &frame)
  }
  for (index, cells) in rows {
    let offset = index - list.top
    let isSelected = index == list.selected
    for (field, cell) in cells.enumerated() {
      put(cell.text, field, in: layout.list, row: offset, cell.style, hits: cell.hits, on: &frame)
    }
    if isSelected {
      let line = Rect(
        column: 0, row: layout.list.row + offset, columns: layout.list.columns, rows: 1)
      frame.put(environment.ascii ? ">" : "▸", row: 0, column: 0, in: line, Theme.accent)
      guard isActive else { continue }
      frame.restyle(line) { $0.adding(.reverse) }
      if !environment.isCovered { frame.cursor = CellPosition(column: 0, row: line.row) }
    }
  }
}
