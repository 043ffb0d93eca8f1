import Differences
import Policies
public import TerminalText
import TextEditing
import Wording

extension DifferenceScreen {
  public func facts(in environment: Environment) -> Facts {
    var facts = Facts()
    facts.add("\(oldName) \(environment.ascii ? "->" : "→") \(newName)", Theme.text)
    guard !isEmpty else { return facts }
    facts.add("+\(added) −\(removed)", Theme.text)
    facts.add("change \(change + 1)/\(changes.count)")
    facts.add(options.isSideBySide ? "side by side" : "unified")
    if environment.difference.isSideBySide, !options.isSideBySide {
      facts.add("side by side needs \(DifferenceLayout.sideBySideColumns) columns")
    }
    if options.isWhole { facts.add("whole text") }
    return facts
  }

  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    drawDifference(self, in: layout.list, on: &frame)
    guard options.isSideBySide, !isEmpty else { return }
    let parts = DifferenceLayout(layout.list, self, options: frame.textOptions)
    for (name, rect) in [(oldName, parts.old), (newName, parts.new)] {
      let head = Rect(column: rect.column, row: layout.columns.row, columns: rect.columns, rows: 1)
      frame.put(name, row: 0, in: head, Theme.dim)
    }
  }
}

/// The visible rows, and nothing else, are laid out.
func drawDifference(_ screen: DifferenceScreen, in rect: Rect, on frame: inout Frame) {
  guard !screen.isEmpty else {
    frame.put("The two are the same, byte for byte.", row: 0, column: 2, in: rect, Theme.dim)
    return
  }
  let layout = DifferenceLayout(rect, screen, options: frame.textOptions)
  let current = screen.changes[screen.change]
  let mark = frame.textOptions.ascii ? ">" : "▸"
  var row = -screen.skipped
  for index in screen.rows.indices.dropFirst(screen.top) {
    guard row < rect.rows else { break }
    let height = layout.height(of: screen.rows[index], screen)
    if current.contains(index), row >= 0 {
      frame.put(mark, row: row, in: rect, Theme.accent)
    }
    draw(screen.rows[index], of: screen, layout, row: row, on: &frame)
    row += height
  }
  if screen.options.isSideBySide {
    frame.drawLine(
      vertical: layout.divider, rows: rect.row..<min(rect.maxRow, rect.row + max(row, 1)),
      borders: frame.textOptions.ascii ? .ascii : .light, style: Theme.border)
  }
}

private func draw(
  _ row: DifferenceScreen.Row, of screen: DifferenceScreen, _ layout: DifferenceLayout,
  row place: Int, on frame: inout Frame
) {
  let lines = screen.difference.lines
  switch row {
  case .line(let index):
    let line = lines[index]
    let numbers = [line.oldLine, line.newLine].map { layout.number($0) }.joined(separator: " ")
    put(line, numbers: numbers, in: layout.old, layout, row: place, on: &frame)
  case .pair(let old, let new):
    if let old {
      put(
        lines[old], numbers: layout.number(lines[old].oldLine), in: layout.old, layout, row: place,
        on: &frame)
    }
    if let new {
      put(
        lines[new], numbers: layout.number(lines[new].newLine), in: layout.new, layout, row: place,
        on: &frame)
    }
  case .gap(let count, let heading):
    let words = "… \(Measure.count(count, "line")) the same" + (heading.map { " · \($0)" } ?? "")
    frame.put(words, row: place, column: 2, in: layout.list, Theme.dim)
  case .note(let text):
    frame.put(text, row: place, column: 2, in: layout.list, Theme.caution)
  }
}

extension DifferenceLayout {
  fileprivate func number(_ number: Int?) -> String {
    let digits = number.map(String.init) ?? ""
    return String(repeating: " ", count: max(0, numberColumns - digits.utf8.count)) + digits
  }
}

/// A line with its numbers and its sign; what changed within it stands out.
private func put(
  _ line: DiffLine, numbers: String, in rect: Rect, _ layout: DifferenceLayout, row: Int,
  on frame: inout Frame
) {
  let (sign, style) =
    switch line.kind {
    case .same: (" ", Theme.text)
    case .removed: ("-", Theme.removed)
    case .added: ("+", Theme.added)
    }
  let gutter = Rect(
    column: rect.column - layout.gutter, row: rect.row, columns: layout.gutter, rows: rect.rows)
  if row >= 0 {
    frame.put(numbers, row: row, column: 1, in: gutter, Theme.dim)
    frame.put(sign, row: row, column: layout.gutter - 2, in: gutter, style)
  }
  frame.put(line.text, wrapped: layout.wrapped(line.text, in: rect), row: row, in: rect) { offset in
    line.changed.contains { $0.contains(offset) } ? style.adding([.bold, .reverse]) : style
  }
}
