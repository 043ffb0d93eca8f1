import Cases
import Policies
import Runs
import TerminalText
import TextEditing
import Wording

func drawReasoning(_ state: State, in rect: Rect, on frame: inout Frame) {
  if state.focus == .reasoning, state.dialog == nil {
    frame.cursor = CellPosition(column: rect.column, row: rect.row)
  }
  guard let draw = state.bench.current else {
    drawHint("Ctrl-R runs this policy on this content", in: rect, on: &frame)
    return
  }
  let rect = rect.withoutLeftColumn
  let chain = draw.chain
  let rows = state.bench.view.visibleRows(of: chain.buffer)
  let mask = state.isMasked ? state.bench.mask : nil
  // A line's rows follow one another: its quotations are looked for once.
  var quoted: (line: Int, ranges: [Range<Int>]) = (-1, [])
  for (index, row) in rows.enumerated() where index < rect.rows {
    if let mask, quoted.line != row.line {
      quoted = (row.line, mask.ranges(in: chain.buffer.line(row.line)))
    }
    let row =
      quoted.ranges.isEmpty
      ? row
      : row.masked(ascii: state.ascii) { source in
        quoted.ranges.contains { $0.overlaps(source) }
      }
    drawRow(
      row, style: chain.isNote(row.line) ? Theme.removed : Theme.text,
      marks: chain.marks(onLine: row.line), selected: state.bench.citation,
      matches: matches(state, on: chain.buffer.line(row.line), pane: .reasoning),
      at: index, in: rect, on: &frame)
  }
  if !state.bench.isFollowing {
    drawBelow(state, chain, in: rect, on: &frame)
  }
  if state.focus == .reasoning, state.dialog == nil {
    frame.cursor = CellPosition(
      column: rect.column, row: rect.row + max(0, min(rows.count, rect.rows) - 1))
  }
}

/// `▼ 12 new lines (End)` in the corner: what came since the tail was left, else what lies below.
private func drawBelow(_ state: State, _ chain: ChainText, in rect: Rect, on frame: inout Frame) {
  let limit = 1000
  let below = state.bench.view.rowsBelow(in: chain.buffer, limit: limit)
  guard below > 0 else { return }
  var unseen = state.bench.view
  unseen.top = state.bench.seenEnd ?? chain.buffer.end
  unseen.rows = 1
  let new = unseen.rowsBelow(in: chain.buffer, limit: limit)
  let count = new > 0 ? new : below
  let number = count >= limit ? "\(limit - 1)+" : String(count)
  let arrow = state.ascii ? "v" : "▼"
  let words = "\(new > 0 ? "new" : "more") \(count == 1 ? "line" : "lines")"
  frame.putRight(
    DisplayText("  \(arrow) \(number) \(words) (End) "), row: rect.rows - 1, after: -1, in: rect,
    Theme.accent)
}

/// A row of a chain, its citations marked.
func drawRow(
  _ row: VisualRow, style: Style, marks: [ChainText.Mark], selected: Int?, matches: [Range<Int>],
  at index: Int, in rect: Rect, on frame: inout Frame
) {
  var column = row.indent
  for glyph in row.glyphs {
    let offset = glyph.source.lowerBound
    var style = style
    if let mark = marks.last(where: { $0.range.contains(offset) }) {
      style = mark.known ? Theme.citation : Theme.unknownCitation
      if mark.number == selected { style = style.adding(.reverse) }
    }
    if matches.contains(where: { $0.contains(offset) }) { style = style.adding(.reverse) }
    column =
      frame.put(
        glyphs: [glyph],
        at: CellPosition(column: rect.column + column, row: rect.row + index), style: style,
        placeholderStyle: Theme.placeholder, clip: rect) - rect.column
  }
}

// MARK: Verdict

/// The verdict with its facts, the regression line, and the answer, as far as there are rows. What
/// stands first is dropped last.
func drawVerdict(_ state: State, in rect: Rect, on frame: inout Frame) {
  var row = 0
  if let draw = state.bench.current {
    var facts = state.bench.planned > 1 ? tallyFacts(state) : verdictFacts(draw, state)
    let lines = rect.rows - (state.regression == nil ? 0 : 1)
    if lines <= 1, state.bench.planned == 1, facts.columns >= rect.columns {
      facts = verdictFacts(draw, state, isShort: true)
    }
    // Good to know, but not worth a row.
    if state.bench.planned == 1, let prompt = draw.record.promptWords, draw.record.state != nil,
      facts.columns + 3 + prompt.utf8.count < rect.columns
    {
      facts.add(prompt)
    }
    row = facts.drawWrapped(on: &frame, in: rect, rows: max(1, lines), ascii: state.ascii)
  } else {
    drawHint("The verdict of the next run stands here", in: rect, on: &frame)
    row = 1
  }
  if row < rect.rows, let regression = state.regression {
    let rest = Rect(
      column: rect.column, row: rect.row + row, columns: rect.columns, rows: rect.rows - row)
    row += regressionFacts(regression, state).drawWrapped(
      on: &frame, in: rest, rows: rest.rows, ascii: state.ascii)
  }
  if row < rect.rows, let draw = state.bench.current {
    drawAnswer(draw, state, row: row, in: rect, on: &frame)
  }
  if state.focus == .verdict, state.dialog == nil {
    frame.cursor = CellPosition(column: rect.column, row: rect.row)
  }
}

/// The verdict's facts on one row, where the pane itself is not in sight.
func drawVerdictLine(_ state: State, in rect: Rect, on frame: inout Frame) {
  guard let draw = state.bench.current, draw.record.state != nil else { return }
  let facts = state.bench.planned > 1 ? tallyFacts(state) : verdictFacts(draw, state)
  facts.draw(on: &frame, row: 0, column: 1, in: rect, ascii: state.ascii)
}

/// - Parameter isShort: an expectation that was met is not spelled out, so that what follows it has
///   room.
private func verdictFacts(
  _ draw: BenchRuns.Draw, _ state: State, isShort: Bool = false
) -> Facts {
  let record = draw.record
  var facts = Facts()
  guard record.state != nil else {
    facts.add("…", Theme.dim)
    return facts
  }
  let labels = record.spelledLabels
  let decision = record.verdict?.decision
  let words = record.decisionWords(ascii: state.ascii)
  let stated =
    labels.joined(separator: ", ")
    + (record.state == .undecided ? " \(DecisionWords.undecided)" : "")
  facts.add(
    ([words] + (stated.isEmpty ? [] : [stated])).joined(separator: "  "),
    DecisionWords.style(decision))
  if let expected = draw.expected {
    let (mark, style) = agreementMark(draw.agreement, ascii: state.ascii)
    let isMet = draw.agreement == .exact || draw.agreement == .accepted
    facts.add(isShort && isMet ? "expected\(mark)" : "expected \(expected.text)\(mark)", style)
  }
  if !record.altered.isEmpty {
    facts.add(Measure.count(record.altered.count, "spelling") + " altered", Theme.caution)
  }
  if !record.warnings.isEmpty {
    facts.add(Measure.count(record.warnings.count, "warning"), Theme.caution)
  }
  if let confidence = record.verdict?.confidence { facts.add("confidence \(confidence)") }
  if record.engine?.isModel ?? false {
    facts.add(record.measureWords)
  } else if record.engine != nil {
    facts.add("rule matcher, not a model")
  }
  return facts
}

private func agreementMark(_ agreement: Agreement?, ascii: Bool) -> (String, Style) {
  switch agreement {
  case .exact, .accepted: (ascii ? " agrees" : " ✔", Theme.agreement)
  case .disagrees: (ascii ? " disagrees" : " ✖", Theme.error)
  case nil: ("", Theme.dim)
  }
}

/// `VIOLATES 4/5 · SAFE 1/5`.
private func tallyFacts(_ state: State) -> Facts {
  var facts = Facts()
  let bench = state.bench
  for (outcome, count) in bench.tally {
    let decision = Decision(rawValue: outcome.lowercased())
    facts.add("\(outcome) \(count)/\(bench.planned)", DecisionWords.style(decision))
  }
  let done = bench.draws.filter { $0.record.state != nil }.count
  if done < bench.planned, bench.isRunning { facts.add("\(done) of \(bench.planned) done") }
  if let draw = bench.current, draw.record.state != nil {
    facts.add("draw \(bench.shown + 1): \(draw.record.decisionWords(ascii: state.ascii))")
  }
  if !(bench.current?.record.engine?.isModel ?? true) { facts.add("rule matcher, not a model") }
  return facts
}

/// `20 cases: 17 agree · 2 disagree · 1 no verdict · 1 flipped since v7`.
private func regressionFacts(_ regression: Regression, _ state: State) -> Facts {
  let counts = regression.counts
  var facts = Facts()
  let total = regression.cases.count
  let head =
    regression.isFinished && !regression.isStopped
    ? Measure.count(total, "case") : "\(regression.results.count)/\(total) cases"
  facts.add("\(head): \(counts.agree) agree", Theme.text)
  facts.add("\(counts.disagree) disagree", counts.disagree > 0 ? Theme.removed : Theme.dim)
  facts.add("\(counts.noVerdict) no verdict", counts.noVerdict > 0 ? Theme.caution : Theme.dim)
  if counts.failed > 0 { facts.add("\(counts.failed) failed", Theme.removed) }
  if counts.open > 0 { facts.add("\(counts.open) without expectation") }
  if let flipped = counts.flipped, let version = regression.baseline?.version {
    facts.add("\(flipped) flipped since v\(version)", flipped > 0 ? Theme.caution : Theme.dim)
  }
  if regression.isStopped { facts.add("stopped") }
  if regression.isFinished, !regression.concerned.isEmpty, state.focus == .verdict {
    facts.add("Enter lists them", Theme.accent)
  }
  return facts
}

/// The answer as the model gave it, on one line.
private func drawAnswer(
  _ draw: BenchRuns.Draw, _ state: State, row: Int, in rect: Rect, on frame: inout Frame
) {
  let answer = draw.record.answer
  let labels = draw.record.spelledLabels
  // A bare label stands in the first row already.
  guard !answer.isEmpty, answer != labels.joined(separator: ", ") else { return }
  let line = state.shownOfModel(
    String(
      answer.head(ofColumns: rect.columns).prefix(rect.columns * 2)
        .map { $0.isNewline ? " " : $0 }))
  let column = frame.put("answer ", row: row, column: 1, in: rect, Theme.dim)
  frame.put(line, row: row, column: column, in: rect, Theme.dim)
}
