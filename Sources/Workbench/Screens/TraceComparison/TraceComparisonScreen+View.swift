import Policies
import Runs
public import TerminalText
import TextEditing
import Traces
import Wording

extension TraceComparisonScreen {
  public func facts(in environment: Environment) -> Facts {
    var facts = Facts()
    switch alignment.divergence {
    case .step(let index):
      let step = alignment.steps[index]
      let left = step.left?.rule ?? "nothing"
      let right = step.right?.rule ?? "nothing"
      facts.add("they part first at \(left) | \(right)", Theme.caution)
    case .conclusion: facts.add("the same rules, another conclusion", Theme.caution)
    case nil: facts.add("the same rules, the same conclusion", Theme.agreement)
    }
    let count = alignment.differences.count
    if count > 0 { facts.add(Measure.count(count, "difference")) }
    return facts
  }

  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    let places = TraceComparisonLayout(size: environment.size, self)
    if places.isSideBySide {
      drawHead(of: left, "", column: 2, in: layout.columns, on: &frame)
      drawHead(of: right, "", column: places.column(isLeft: false), in: layout.columns, on: &frame)
    } else {
      drawHead(of: left, "1 ", column: 2, in: layout.columns, on: &frame)
      let second = Rect(
        column: 0, row: layout.columns.row + 1, columns: layout.columns.columns, rows: 1)
      drawHead(of: right, "2 ", column: 2, in: second, on: &frame)
    }
    if list.count == 0 {
      frame.put("Neither run has a reasoning.", row: 0, column: 2, in: places.list, Theme.dim)
    }
    drawAlignment(places, environment, on: &frame)
  }

  /// What one side came to, under which text.
  private func drawHead(
    of record: RunRecord, _ mark: String, column: Int, in rect: Rect, on frame: inout Frame
  ) {
    let ascii = frame.textOptions.ascii
    var facts = Facts()
    facts.add(
      mark + record.decisionWords(ascii: ascii), DecisionWords.style(record.verdict?.decision))
    facts.add("\(record.policy.name) \(record.policy.versionWords)")
    facts.add(record.parameters?.sentSeed.map { "seed \($0)" })
    facts.draw(on: &frame, row: 0, column: column, in: rect, ascii: ascii)
  }

  private func drawAlignment(
    _ places: TraceComparisonLayout, _ environment: Environment, on frame: inout Frame
  ) {
    let ascii = environment.ascii
    let wrapping = places.wrapping(ascii: ascii)
    var row = 0
    var index = list.top
    while index < list.count, row < places.list.rows {
      let height = places.height(of: index, self, wrapping)
      if index == list.selected {
        frame.put(ascii ? ">" : "▸", row: row, in: places.list, Theme.accent)
        if !environment.isCovered {
          frame.cursor = CellPosition(column: 0, row: places.list.row + row)
        }
      }
      if isDifferent(index) {
        // In every row, so that one sees how far the difference goes.
        for offset in 0..<min(height, places.list.rows - row) {
          frame.put(ascii ? "!" : "≠", row: row + offset, column: 1, in: places.list, Theme.caution)
        }
      }
      drawPair(index, places, isMasked: environment.isMasked, row: row, on: &frame)
      row += height
      index += 1
    }
  }

  /// The sentences of a row of the alignment.
  private func drawPair(
    _ index: Int, _ places: TraceComparisonLayout, isMasked: Bool, row: Int,
    on frame: inout Frame
  ) {
    let item = alignment.rows[index]
    var used = 0
    for (isLeft, sentence) in [(true, item.left), (false, item.right)] {
      guard let sentence else { continue }
      used += drawSentence(
        sentence, isLeft: isLeft, isSelected: index == list.selected, places, isMasked: isMasked,
        row: row + (places.isSideBySide ? 0 : used), on: &frame)
    }
  }

  /// - Returns: the rows it took.
  private func drawSentence(
    _ index: Int, isLeft: Bool, isSelected: Bool, _ places: TraceComparisonLayout, isMasked: Bool,
    row: Int, on frame: inout Frame
  ) -> Int {
    guard row < places.list.rows else { return 0 }
    let ascii = frame.textOptions.ascii
    let trace = isLeft ? leftTrace : rightTrace
    let sentence = trace.sentences[index]
    let column = places.list.column + places.column(isLeft: isLeft) + 1
    let isNew = index == 0 || trace.sentences[index - 1].rule != sentence.rule
    let name = isNew ? sentence.rule ?? "" : (sentence.rule == nil ? "" : (ascii ? "|" : "│"))
    let side = places.isSideBySide ? "" : (isLeft ? "1 " : "2 ")
    let gutter = Rect(
      column: column, row: places.list.row + row, columns: places.ruleColumns - 1, rows: 1)
    frame.put(side + name, row: 0, in: gutter, isNew ? Theme.accent : Theme.dim)
    let rect = Rect(
      column: column + places.ruleColumns, row: places.list.row + row,
      columns: places.textColumns, rows: places.list.rows - row)
    let masks = isMasked ? (isLeft ? leftMask : rightMask).ranges(in: sentence) : []
    return drawWrapped(
      sentence.text, places.wrapping(ascii: ascii), masking: masks, in: rect, on: &frame
    ) { offset in
      let place = offset + sentence.range.lowerBound
      if let mark = sentence.citations.last(where: { $0.range.contains(place) }) {
        return mark.known ? Theme.citation : Theme.unknownCitation
      }
      return isSelected ? Theme.strong : Theme.text
    }
  }
}
