import TerminalText

/// The borders of the bench; neighbours share theirs.
func drawBorders(_ layout: BenchLayout, _ state: State, on frame: inout Frame) {
  guard layout.form == .wide || layout.form == .stacked else { return }
  for rect in layout.panes.values {
    let outside = Rect(
      column: rect.column - 1, row: rect.row - 1, columns: rect.columns + 2, rows: rect.rows + 2)
    frame.draw(border: outside, borders: state.ascii ? .ascii : .light, style: Theme.border)
  }
}
