import Policies
import Runs
import TerminalText
import TextEditing
import Traces
import Wording

func addTraceFacts(_ screen: TraceScreen, _ state: State, to facts: inout Facts) {
  let record = screen.record
  if let replay = screen.replay { addReplayFacts(replay, state, to: &facts) }
  // Nobody knows the verdict before its time.
  if screen.replay?.isAtEnd ?? true { addVerdictFacts(screen, state, to: &facts) }
  if state.isMasked { facts.add("content masked", Theme.caution) }
  facts.add("\(record.policy.name) \(record.policy.versionWords)")
  facts.add(record.caseReference)
  facts.add(Measure.moment(unixMilliseconds: record.startedAt))
  facts.add(record.engine?.shortModel ?? record.engine?.name)
}

private func addVerdictFacts(_ screen: TraceScreen, _ state: State, to facts: inout Facts) {
  let record = screen.record
  let labels = record.spelledLabels
  let words = [record.decisionWords(ascii: state.ascii)] + (labels.isEmpty ? [] : labels.prefix(3))
  facts.add(words.joined(separator: "  "), DecisionWords.style(record.verdict?.decision))
  if let judged = screen.judgements.last(where: { $0.decision != nil }) {
    facts.add("judged \(judged.decision?.rawValue.uppercased() ?? "")", Theme.caution)
  }
}

func drawTrace(
  _ screen: TraceScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
  drawViews(screen, state, in: layout.columns, on: &frame)
  let places = TraceLayout(size: state.size, screen)
  if screen.list.count == 0 {
    frame.put(emptyWords(screen), row: 0, column: 2, in: places.list, Theme.dim)
  }
  drawTraceRows(screen, state, places, on: &frame)
  if let rect = places.policy { drawCitedPolicy(screen, state, in: rect, on: &frame) }
  if let rect = places.facts { drawSideFacts(screen, state, in: rect, on: &frame) }
}

/// The names of the views, the one on show marked by word and style.
private func drawViews(
  _ screen: TraceScreen, _ state: State, in rect: Rect, on frame: inout Frame
) {
  let isNarrow = rect.columns < 60
  var column = 2
  for view in TraceScreen.View.allCases {
    let isShown = view == screen.view
    let name = isNarrow && !isShown ? String(view.rawValue.prefix(4)) : view.rawValue
    let text = isShown ? "[\(name)]" : name
    column =
      frame.put(text, row: 0, column: column, in: rect, isShown ? Theme.accent : Theme.dim)
      + (isNarrow ? 1 : 2)
  }
  if let search = screen.search {
    frame.putRight(
      DisplayText("find “\(search)” ", options: frame.textOptions), row: 0, after: column, in: rect,
      Theme.dim)
  }
}

private func drawTraceRows(
  _ screen: TraceScreen, _ state: State, _ places: TraceLayout, on frame: inout Frame
) {
  let wrapping = places.wrapping(ascii: state.ascii)
  let search = screen.search.map { TextSearch(query: $0) }
  var row = 0
  var index = screen.list.top
  while index < screen.list.count, row < places.list.rows {
    let isSelected = index == screen.list.selected
    if isSelected {
      frame.put(state.ascii ? ">" : "▸", row: row, in: places.list, Theme.accent)
      if state.dialog == nil {
        frame.cursor = CellPosition(column: places.list.column, row: places.list.row + row)
      }
    }
    let text = screen.text(ofRow: index)
    var style: (Int) -> Style
    if screen.view == .reasoning {
      let sentence = screen.trace.sentences[index]
      let citations = screen.arrivedCitations(of: index)
      drawMargin(of: index, screen, state, places, row: row, on: &frame)
      style = { offset in
        let mark = citations.last {
          $0.range.contains(offset + sentence.range.lowerBound)
        }
        if let mark { return mark.known ? Theme.citation : Theme.unknownCitation }
        return isSelected ? Theme.strong : Theme.text
      }
    } else {
      let line = screen.lines[index]
      let plain = pagerStyle(line.role)
      style = { offset in
        line.controls.contains { $0.contains(offset) } ? Theme.control : plain
      }
    }
    if let search {
      let matches = search.matches(in: text)
      let plain = style
      style = { offset in
        matches.contains { $0.contains(offset) } ? plain(offset).adding(.reverse) : plain(offset)
      }
    }
    let rect = Rect(
      column: places.list.column + places.textColumn, row: places.list.row + row,
      columns: places.textColumns, rows: places.list.rows - row)
    let masks = state.isMasked ? screen.masks(ofRow: index) : []
    row += drawWrapped(text, wrapping, masking: masks, in: rect, on: &frame, style: style)
    index += 1
  }
}

/// When a sentence began to arrive, and the rule that it names or goes on weighing.
private func drawMargin(
  of index: Int, _ screen: TraceScreen, _ state: State, _ places: TraceLayout, row: Int,
  on frame: inout Frame
) {
  let sentence = screen.trace.sentences[index]
  if places.timeColumns > 0, let began = sentence.began {
    let time = DisplayText(Measure.seconds(milliseconds: began))
    let cell = Rect(
      column: places.list.column + 2, row: places.list.row, columns: places.timeColumns - 2,
      rows: places.list.rows)
    frame.putRight(time, row: row, after: -1, in: cell, Theme.dim)
  }
  guard places.ruleColumns > 0, let rule = screen.rule(ofSentence: index) else { return }
  let isNew = index == 0 || screen.trace.sentences[index - 1].rule != rule
  let cell = Rect(
    column: places.list.column + 2 + places.timeColumns, row: places.list.row,
    columns: places.ruleColumns - 2, rows: places.list.rows)
  let line = state.ascii ? "|" : "│"
  frame.put(isNew ? rule : line, row: row, in: cell, isNew ? Theme.accent : Theme.dim)
}

/// Text in the rows of a rectangle.
///
/// - Parameter masks: UTF-8 offsets of what is shown as blocks.
/// - Returns: the rows it took.
@discardableResult
func drawWrapped(
  _ text: String, _ wrapping: Wrapping, masking masks: [Range<Int>] = [], in rect: Rect,
  on frame: inout Frame, style: (Int) -> Style
) -> Int {
  let pieces = wrapping.rows(of: text)
  frame.put(text, wrapped: pieces, masking: masks, row: 0, in: rect, style: style)
  return min(pieces.count, max(0, rect.rows))
}
