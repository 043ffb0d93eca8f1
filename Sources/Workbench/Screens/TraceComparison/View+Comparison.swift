import Policies
import Runs
import TerminalText
import TextEditing
import Traces
import Wording

func addComparisonFacts(_ screen: ComparisonScreen, _ state: State, to facts: inout Facts) {
  switch screen.alignment.divergence {
  case .step(let index):
    let step = screen.alignment.steps[index]
    let left = step.left?.rule ?? "nothing"
    let right = step.right?.rule ?? "nothing"
    facts.add("they part first at \(left) | \(right)", Theme.caution)
  case .conclusion: facts.add("the same rules, another conclusion", Theme.caution)
  case nil: facts.add("the same rules, the same conclusion", Theme.agreement)
  }
  let count = screen.alignment.differences.count
  if count > 0 { facts.add(Measure.count(count, "difference")) }
}

func drawComparison(
  _ screen: ComparisonScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
  let places = ComparisonLayout(size: state.size, screen)
  if places.isSideBySide {
    drawSide(screen.left, "", state, row: 0, column: 2, in: layout.columns, on: &frame)
    drawSide(
      screen.right, "", state, row: 0, column: places.column(isLeft: false), in: layout.columns,
      on: &frame)
  } else {
    drawSide(screen.left, "1 ", state, row: 0, column: 2, in: layout.columns, on: &frame)
    let second = Rect(
      column: 0, row: layout.columns.row + 1, columns: layout.columns.columns, rows: 1)
    drawSide(screen.right, "2 ", state, row: 0, column: 2, in: second, on: &frame)
  }
  if screen.list.count == 0 {
    frame.put("Neither run has a reasoning.", row: 0, column: 2, in: places.list, Theme.dim)
  }
  drawAlignment(screen, state, places, on: &frame)
}

/// What one side came to, under which text.
private func drawSide(
  _ record: RunRecord, _ mark: String, _ state: State, row: Int, column: Int, in rect: Rect,
  on frame: inout Frame
) {
  var facts = Facts()
  facts.add(
    mark + record.decisionWords(ascii: state.ascii), DecisionWords.style(record.verdict?.decision))
  facts.add("\(record.policy.name) \(record.policy.versionWords)")
  facts.add(record.parameters?.sentSeed.map { "seed \($0)" })
  facts.draw(on: &frame, row: row, column: column, in: rect, ascii: state.ascii)
}

private func drawAlignment(
  _ screen: ComparisonScreen, _ state: State, _ places: ComparisonLayout, on frame: inout Frame
) {
  let wrapping = places.wrapping(ascii: state.ascii)
  var row = 0
  var index = screen.list.top
  while index < screen.list.count, row < places.list.rows {
    let height = places.height(of: index, screen, wrapping)
    let isSelected = index == screen.list.selected
    if isSelected {
      frame.put(state.ascii ? ">" : "▸", row: row, in: places.list, Theme.accent)
      if state.dialog == nil {
        frame.cursor = CellPosition(column: 0, row: places.list.row + row)
      }
    }
    if screen.isDifferent(index) {
      // In every row, so that one sees how far the difference goes.
      for offset in 0..<min(height, places.list.rows - row) {
        frame.put(
          state.ascii ? "!" : "≠", row: row + offset, column: 1, in: places.list, Theme.caution)
      }
    }
    let item = screen.alignment.rows[index]
    var used = 0
    for (isLeft, sentence) in [(true, item.left), (false, item.right)] {
      guard let sentence else { continue }
      let offset = row + (places.isSideBySide ? 0 : used)
      used += drawSentence(
        screen, sentence, isLeft: isLeft, isSelected: isSelected, state, places, row: offset,
        on: &frame)
    }
    row += height
    index += 1
  }
}

/// - Returns: the rows it took.
private func drawSentence(
  _ screen: ComparisonScreen, _ index: Int, isLeft: Bool, isSelected: Bool, _ state: State,
  _ places: ComparisonLayout, row: Int, on frame: inout Frame
) -> Int {
  guard row < places.list.rows else { return 0 }
  let trace = isLeft ? screen.leftTrace : screen.rightTrace
  let sentence = trace.sentences[index]
  let mask = isLeft ? screen.leftMask : screen.rightMask
  let column = places.list.column + places.column(isLeft: isLeft) + 1
  let isNew = index == 0 || trace.sentences[index - 1].rule != sentence.rule
  let name = isNew ? sentence.rule ?? "" : (sentence.rule == nil ? "" : (state.ascii ? "|" : "│"))
  let side = places.isSideBySide ? "" : (isLeft ? "1 " : "2 ")
  let gutter = Rect(
    column: column, row: places.list.row + row, columns: places.ruleColumns - 1, rows: 1)
  frame.put(side + name, row: 0, in: gutter, isNew ? Theme.accent : Theme.dim)
  let rect = Rect(
    column: column + places.ruleColumns, row: places.list.row + row, columns: places.textColumns,
    rows: places.list.rows - row)
  return drawWrapped(
    sentence.text, places.wrapping(ascii: state.ascii),
    masking: state.isMasked ? mask.ranges(in: sentence) : [], in: rect, on: &frame
  ) { offset in
    let place = offset + sentence.range.lowerBound
    if let mark = sentence.citations.last(where: { $0.range.contains(place) }) {
      return mark.known ? Theme.citation : Theme.unknownCitation
    }
    return isSelected ? Theme.strong : Theme.text
  }
}
