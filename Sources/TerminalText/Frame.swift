/// What the mouse reports to the program.
public enum MouseMode: Hashable, Sendable {
  /// Nothing: the terminal's own selection works.
  case off
  /// Presses, releases, the wheel, and movement while a button is down.
  case buttonsAndDrag
}

/// A whole screen as a value: its cells, and the terminal modes that go with them.
///
/// A screen draws frames by applying the differences. Every operation clips: to the frame, and to
/// the rectangle that it is given. Positions outside are allowed and draw nothing.
public struct Frame: Hashable, Sendable {
  /// One place on the screen.
  public struct Cell: Hashable, Sendable {
    /// What the cell shows; empty in the second cell of a wide glyph.
    public internal(set) var text: String
    /// 1 or 2; 0 in the second cell of a wide glyph.
    public internal(set) var columns: UInt8
    public internal(set) var style: Style
    /// The lines that were drawn through the cell, for joining others to them.
    var arms: LineArms = []

    public var isContinuation: Bool { columns == 0 }

    static func blank(_ style: Style) -> Cell { Cell(text: " ", columns: 1, style: style) }
  }

  public let size: Size
  /// Row after row, `size.columns` cells each.
  public private(set) var cells: [Cell]
  /// Where the hardware cursor stands; nil hides it. It belongs at the focus, for screen readers.
  public var cursor: CellPosition?
  /// The terminal window's title; empty leaves it alone.
  public var title = ""
  public var mouse = MouseMode.off
  /// How strings become cells, such as whether only ASCII may be drawn.
  public var textOptions = DisplayText.Options()

  /// A blank frame. Negative sizes count as zero.
  public init(size: Size) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: .blank(.plain), count: self.size.columns * self.size.rows)
  }

  public var bounds: Rect { Rect(size) }

  /// The cells of one row. Precondition: `row` is in the frame.
  public func row(_ row: Int) -> ArraySlice<Cell> {
    cells[(row * size.columns)..<((row + 1) * size.columns)]
  }

  public subscript(position: CellPosition) -> Cell? {
    bounds.contains(position) ? cells[index(position)] : nil
  }

  /// Makes every cell blank, in one style.
  public mutating func fill(_ rect: Rect, style: Style) {
    forEachRow(of: rect) { frame, row, columns in
      frame.detach(columns, row: row)
      for column in columns { frame.cells[row * frame.size.columns + column] = .blank(style) }
    }
  }

  /// Changes how cells look, and nothing else. A wide glyph of which one half is in the rectangle
  /// changes in both.
  public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    forEachRow(of: rect) { frame, row, columns in
      let start = row * frame.size.columns
      var range = (start + columns.lowerBound)..<(start + columns.upperBound)
      if frame.cells[range.lowerBound].isContinuation {
        range = (range.lowerBound - 1)..<range.upperBound
      }
      if frame.cells[range.upperBound - 1].columns == 2 {
        range = range.lowerBound..<(range.upperBound + 1)
      }
      for index in range { frame.cells[index].style = change(frame.cells[index].style) }
    }
  }

  /// Draws one glyph whole. Precondition: all its columns are in the frame.
  mutating func set(_ text: String, columns: Int, at position: CellPosition, style: Style) {
    detach(position.column..<(position.column + columns), row: position.row)
    let index = index(position)
    cells[index] = Cell(text: text, columns: UInt8(columns), style: style)
    if columns == 2 { cells[index + 1] = Cell(text: "", columns: 0, style: style) }
  }

  /// Runs a line through the cell, in the given directions and those that it already has.
  /// Precondition: the position is in the frame.
  mutating func join(
    _ arms: LineArms, at position: CellPosition, borders: BorderSet, style: Style
  ) {
    let joined = cells[index(position)].arms.union(arms)
    set(borders.text(joined), columns: 1, at: position, style: style)
    cells[index(position)].arms = joined
  }

  private func index(_ position: CellPosition) -> Int {
    position.row * size.columns + position.column
  }

  private mutating func forEachRow(
    of rect: Rect, _ body: (inout Frame, Int, Range<Int>) -> Void
  ) {
    let rect = rect.intersection(bounds)
    guard !rect.isEmpty else { return }
    for row in rect.row..<rect.maxRow { body(&self, row, rect.column..<rect.maxColumn) }
  }

  /// Blanks the outer halves of wide glyphs that the columns cut in two.
  private mutating func detach(_ columns: Range<Int>, row: Int) {
    let first = row * size.columns + columns.lowerBound
    let last = row * size.columns + columns.upperBound - 1
    if cells[first].isContinuation { cells[first - 1] = .blank(cells[first - 1].style) }
    if cells[last].columns == 2 { cells[last + 1] = .blank(cells[last + 1].style) }
  }
}
