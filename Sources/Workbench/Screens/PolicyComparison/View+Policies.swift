import Policies
import Runs
import TerminalText
import TextEditing
import Wording

func addPoliciesFacts(_ screen: PoliciesScreen, _ state: State, to facts: inout Facts) {
  guard let several = state.several else { return }
  let done = several.columns.count(where: \.isFinished)
  facts.add("\(several.columns.count - 1) policies and their combined prompt")
  if several.isRunning {
    facts.add("\(done) of \(several.columns.count) done", Theme.accent)
  } else if several.isStopped {
    facts.add("stopped", Theme.caution)
  }
  facts.add(several.agreementWords, Theme.text)
}

/// Columns side by side where each has room, else one above the other.
func drawPolicies(
  _ screen: PoliciesScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
  guard let several = state.several else {
    frame.put(
      "p picks two to four policies to judge the content by.", row: 1, column: 2,
      in: layout.list, Theme.dim)
    return
  }
  let count = several.columns.count
  let body = Rect(
    column: 0, row: layout.columns.row, columns: layout.list.columns,
    rows: layout.list.rows + layout.columns.rows)
  let width = (body.columns - (count - 1)) / count
  for index in several.columns.indices {
    let isSelected = index == screen.list.selected
    if width >= 28 {
      let start = index * (width + 1)
      let rect = Rect(
        column: start, row: body.row,
        columns: index == count - 1 ? body.columns - start : width, rows: body.rows)
      drawColumn(index, of: several, state, isSelected, in: rect, on: &frame)
      if index > 0 { drawDivider(at: start - 1, in: body, state, on: &frame) }
    } else {
      let rows = max(1, body.rows / count)
      let row = body.row + index * rows
      guard row < body.row + body.rows else { break }
      let rect = Rect(
        column: 0, row: row, columns: body.columns,
        rows: min(rows, body.row + body.rows - row))
      drawBlock(index, of: several, state, isSelected, in: rect, on: &frame)
    }
  }
}

private func drawDivider(
  at column: Int, in rect: Rect, _ state: State, on frame: inout Frame
) {
  for row in 0..<rect.rows {
    frame.put(state.ascii ? "|" : "│", row: row, column: column, in: rect, Theme.border)
  }
}

/// Name, verdict, measures and comparison, a row each; below them the tail of the chain.
private func drawColumn(
  _ index: Int, of several: SeveralPolicies, _ state: State, _ isSelected: Bool, in rect: Rect,
  on frame: inout Frame
) {
  let column = several.columns[index]
  drawName(of: column, state, isSelected, in: rect, on: &frame)
  let rows = [
    verdictFacts(column, state), measureFacts(column, state),
    comparisonFacts(index, several, state),
  ]
  for (offset, facts) in rows.enumerated() {
    facts.draw(on: &frame, row: offset + 1, column: 1, in: rect, ascii: state.ascii)
  }
  let chain = Rect(
    column: rect.column + 1, row: rect.row + 5, columns: rect.columns - 2, rows: rect.rows - 5)
  drawTail(of: column, state, in: chain, on: &frame)
}

/// The same in one row, where columns have no room; the chain's tail below it.
private func drawBlock(
  _ index: Int, of several: SeveralPolicies, _ state: State, _ isSelected: Bool, in rect: Rect,
  on frame: inout Frame
) {
  let column = several.columns[index]
  let after = drawName(of: column, state, isSelected, in: rect, on: &frame)
  var facts = verdictFacts(column, state)
  facts.facts += comparisonFacts(index, several, state).facts
  facts.facts += measureFacts(column, state).facts
  facts.draw(on: &frame, row: 0, column: after + 1, in: rect, ascii: state.ascii)
  guard rect.rows > 1 else { return }
  let chain = Rect(
    column: rect.column + 3, row: rect.row + 1, columns: rect.columns - 4, rows: rect.rows - 1)
  drawTail(of: column, state, in: chain, on: &frame)
}

@discardableResult
private func drawName(
  of column: SeveralPolicies.Column, _ state: State, _ isSelected: Bool, in rect: Rect,
  on frame: inout Frame
) -> Int {
  if isSelected, state.dialog == nil {
    frame.cursor = CellPosition(column: rect.column, row: rect.row)
  }
  let mark = isSelected ? (state.ascii ? ">" : "▌") : " "
  return frame.put(
    "\(mark)\(column.name) ", row: 0, in: rect, isSelected ? Theme.focusedTitle : Theme.strong)
}

private func verdictFacts(_ column: SeveralPolicies.Column, _ state: State) -> Facts {
  var facts = Facts()
  guard let machine = column.machine else {
    facts.add(state.several?.isStopped ?? false ? "not run" : "waits for its turn")
    return facts
  }
  let record = machine.record
  guard record.state != nil else {
    facts.add(machine.phase.rawValue, Theme.accent)
    return facts
  }
  let labels = record.spelledLabels
  facts.add(
    record.decisionWords(ascii: state.ascii), DecisionWords.style(record.verdict?.decision))
  if !column.isCombined { facts.add(labels.joined(separator: ", "), Theme.text) }
  return facts
}

private func measureFacts(_ column: SeveralPolicies.Column, _ state: State) -> Facts {
  var facts = Facts()
  guard let record = column.record else { return facts }
  if record.engine?.isModel == false {
    facts.add("rule matcher, not a model")
  } else if record.state != nil {
    facts.add(record.measureWords)
  } else if let started = column.started {
    facts.add(Measure.seconds(milliseconds: started.duration(to: state.now.instant).milliseconds))
  }
  return facts
}

/// Of a policy, what the combined prompt says of it; of the combined prompt, all that it says.
private func comparisonFacts(
  _ index: Int, _ several: SeveralPolicies, _ state: State
) -> Facts {
  var facts = Facts()
  guard let combined = several.combinedDecisions else { return facts }
  if several.columns[index].isCombined {
    for (column, decision) in zip(several.columns, combined) {
      facts.add("\(column.name) \(decision?.rawValue ?? "?")", DecisionWords.style(decision))
    }
    return facts
  }
  let decision = combined[index]
  let words = decision?.rawValue ?? "nothing"
  switch several.agreement(ofColumn: index) {
  case true?:
    facts.add("combined \(words)\(state.ascii ? " =" : " ✔")", Theme.agreement)
  case false?:
    facts.add("combined \(words)\(state.ascii ? " !" : " ✖")", Theme.caution)
  case nil: facts.add("combined \(words)")
  }
  return facts
}

private func drawTail(
  of column: SeveralPolicies.Column, _ state: State, in rect: Rect, on frame: inout Frame
) {
  guard rect.rows > 0, rect.columns > 4, !column.chain.isEmpty else { return }
  let buffer = column.chain.buffer
  var view = TextView(columns: rect.columns, rows: rect.rows, options: frame.textOptions)
  view.scrollToEnd(in: buffer)
  for (index, row) in view.visibleRows(of: buffer).enumerated() where index < rect.rows {
    drawRow(
      row, style: column.chain.isNote(row.line) ? Theme.removed : Theme.dim,
      marks: column.chain.marks(onLine: row.line), selected: nil, matches: [], at: index, in: rect,
      on: &frame)
  }
}
