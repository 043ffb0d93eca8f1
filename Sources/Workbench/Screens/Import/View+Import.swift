import Cases
import TerminalText
import Wording

func addImportFacts(_ screen: ImportScreen, _ state: State, to facts: inout Facts) {
  facts.add(screen.file.split(separator: "/").last.map(String.init))
  facts.add(Measure.count(screen.table.rows.count, "row"))
  switch screen.header {
  case .none: facts.add("no headings")
  case .row(let row): if row > 1 { facts.add("headings in row \(row)") }
  }
  if screen.dropsDuplicates { facts.add("duplicates left out", Theme.accent) }
  if state.isMasked { facts.add("content masked", Theme.caution) }
  if screen.isMapping { facts.add("counting…", Theme.accent) }
}

func drawImport(
  _ screen: ImportScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
  let columns = [
    Column(name: "#", width: 4, isNumber: true), Column(name: "column", width: 28),
    Column(name: "meaning", width: 12), Column(name: "first value", width: nil),
  ]
  drawTable(columns, list: screen.list, layout, state.environment, least: 8, on: &frame) { index in
    let name = screen.table.columns[index]
    return [
      Field(text: String(index + 1), style: Theme.dim),
      Field(text: name.isEmpty ? "-" : oneLine(name), style: name.isEmpty ? Theme.dim : .plain),
      Field(text: screen.roles[index]?.title ?? "", style: Theme.accent),
      Field(
        text: state.shownContent(screen.samples[index].map(oneLine) ?? "-"), style: Theme.dim),
    ]
  }
  drawPreview(screen, state, in: layout.detail, on: &frame)
}

/// What would come of it: the account of the rows, then the first cases.
private func drawPreview(
  _ screen: ImportScreen, _ state: State, in rect: Rect, on frame: inout Frame
) {
  guard rect.rows > 1 else { return }
  let rule = String(repeating: state.ascii ? "-" : "─", count: max(0, rect.columns))
  frame.put(rule, row: 0, in: rect, Theme.border)
  let inner = Rect(
    column: rect.column + 2, row: rect.row + 1, columns: rect.columns - 3, rows: rect.rows - 1)
  guard let result = screen.result else {
    let lines = [
      "No column is the content yet.", "c makes the selected column the content,",
      "e what is expected, l a label of 1 and 0.",
    ]
    for (row, line) in lines.enumerated() {
      frame.put(line, row: row, in: inner, row == 0 ? Theme.strong : Theme.dim)
    }
    return
  }
  let report = result.report
  frame.put(
    "\(report.imported) of \(Measure.count(report.read, "row")) become cases", row: 0, in: inner,
    Theme.strong)
  var row = 1
  for fact in report.facts where row < max(2, inner.rows * 2 / 3) {
    frame.put(fact.title, row: row, in: inner, Theme.dim)
    frame.put(fact.text, row: row, column: 12, in: inner, fact.isCaution ? Theme.caution : .plain)
    row += 1
  }
  row += 1
  let shown = result.cases.prefix(max(0, inner.rows - row))
  let widths = (
    id: min(16, shown.map { DisplayText($0.id).columns }.max() ?? 0),
    expected: min(14, shown.map { DisplayText(expectation(of: $0)).columns }.max() ?? 0)
  )
  for item in shown {
    let line = Rect(column: inner.column, row: inner.row + row, columns: inner.columns, rows: 1)
    var cell = line
    cell.columns = min(line.columns, widths.id)
    frame.put(item.id, row: 0, in: cell, Theme.strong)
    cell.columns = min(line.columns, widths.id + 2 + widths.expected)
    frame.put(expectation(of: item), row: 0, column: widths.id + 2, in: cell)
    frame.put(
      state.shownContent(oneLine(item.renderedContent)), row: 0,
      column: widths.id + widths.expected + 4, in: line, Theme.dim)
    row += 1
  }
}

/// What is expected, else the labels that are known: those that hold, then how many do not.
private func expectation(of item: Case) -> String {
  if let expected = item.expected { return expected.text }
  let holding = item.labels.filter(\.value).keys.sorted().joined(separator: ",")
  if item.labels.isEmpty { return "-" }
  return holding.isEmpty ? "none of \(item.labels.count)" : holding
}
