import Evaluation
import Policies
import Runs
import TerminalText
import Wording

func addEvaluationFacts(_ screen: EvaluationScreen, _ state: State, to facts: inout Facts) {
  guard let picture = screen.picture, let tally = screen.tally else {
    facts.add("loading…")
    return
  }
  facts.add("\(tally.reading.name) × \(picture.plan.set)", Theme.text)
  if let live = state.evaluation, live.id == screen.id {
    facts.add(bar(live.progress.done, of: live.progress.total, ascii: state.ascii), Theme.accent)
    facts.add(live.progress.words, Theme.accent)
  } else {
    facts.add("\(picture.plan.cases.count) cases × \(picture.plan.repeats)")
  }
  facts.add(picture.plan.arms[tally.reading.arm].engine)
  if picture.tallies.count > 1 {
    facts.add("column \(screen.reading + 1) of \(picture.tallies.count)")
  }
}

/// The cases that need eyes, and under a line what is counted.
func drawEvaluation(
  _ screen: EvaluationScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
  guard let picture = screen.picture, let tally = screen.tally else { return }
  if screen.cases.isEmpty {
    let counts = picture.figures(of: tally).cases
    frame.put(
      emptyList(counts, isLive: state.evaluation?.id == screen.id), row: 1, column: 2,
      in: layout.list,
      counts.counted > 0 && counts.leftOut.isEmpty ? Theme.agreement : Theme.caution)
  } else {
    drawCases(screen, picture, tally, state, layout, on: &frame)
  }
  guard layout.detail.rows > 1 else { return }
  let inner = frame.beginDetail(screen.view.rawValue, in: layout, ascii: state.ascii)
  let lines = EvaluationCharts(
    picture: picture, tally: tally, changed: screen.changes, columns: inner.columns,
    rows: inner.rows, ascii: state.ascii
  ).lines(screen.view)
  for (row, line) in lines.prefix(inner.rows).enumerated() {
    frame.put(line.text, row: row, column: 0, in: inner, line.style)
  }
}

/// What stands where no case needs eyes. That says nothing of the cases that were not counted.
private func emptyList(_ counts: CaseCounts, isLive: Bool) -> String {
  let leftOut = counts.leftOut.joined(separator: ", ")
  guard counts.counted > 0 else {
    return isLive ? "No case was counted yet." : "No case was counted: \(leftOut)."
  }
  if isLive { return "Every case so far is as expected." }
  return leftOut.isEmpty
    ? "Every case is as expected."
    : "All \(counts.counted) counted cases of \(counts.planned) are as expected: \(leftOut)."
}

private func drawCases(
  _ screen: EvaluationScreen, _ picture: EvaluationPicture, _ tally: Tally, _ state: State,
  _ layout: ScreenLayout, on frame: inout Frame
) {
  let columns = [
    Column(name: "case", width: 24), Column(name: "expected", width: 18),
    Column(name: "came to", width: 24),
    Column(name: "draws", width: 12, isOptional: true),
    Column(name: "took", width: 8, isNumber: true, isOptional: true),
    Column(name: "content", width: nil),
  ]
  drawTable(columns, list: screen.list, layout, state.environment, least: 16, on: &frame) { index in
    let place = screen.cases[index]
    let item = picture.plan.cases[place]
    let results = tally.results[place]
    let expected = tally.expected[place]
    let words = (expected.labels.isEmpty ? [expected.decision?.rawValue ?? "–"] : expected.labels)
    return [
      Field(text: item.id, style: tally.isRight(place) == false ? Theme.strong : Theme.text),
      Field(text: words.joined(separator: ", ")),
      cameTo(tally, place, state),
      Field(text: drawWords(tally, place, ascii: state.ascii)),
      Field(
        text: results.compactMap(\.milliseconds).max().map { Measure.seconds(milliseconds: $0) }
          ?? "", style: Theme.dim),
      Field(text: state.shownContent(oneLine(item.content)), style: Theme.dim),
    ]
  }
}

func cameTo(_ tally: Tally, _ place: Int, _ state: State) -> Field {
  guard let aggregate = tally.aggregates[place] else { return Field(text: "") }
  switch aggregate {
  case .decided(let decision):
    let labels = tally.results[place].first { $0.verdict?.decision == decision }?.verdict?.labels
      .map(\.label).joined(separator: ", ")
    let words = DecisionWords.text(decision: decision, state: .ok, ascii: state.ascii)
    return Field(
      text: labels.map { "\(words) \($0)" } ?? words, style: DecisionWords.style(decision))
  case .none(let outcome):
    return Field(
      text: (state.ascii ? "" : "? ") + "NO VERDICT (\(outcome.name))", style: Theme.strong)
  case .split: return Field(text: "draws are split", style: Theme.caution)
  }
}

/// Each draw as a mark, or counts where there are many.
func drawWords(_ tally: Tally, _ place: Int, ascii: Bool) -> String {
  let outcomes = tally.results[place].map(tally.reading.outcome)
  guard outcomes.count > 1 else { return "" }
  func mark(_ outcome: Outcome) -> String {
    guard let decision = outcome.decision else { return "?" }
    return ascii ? String(decision.rawValue.prefix(1)) : DecisionWords.symbol(decision)
  }
  if outcomes.count <= 10 { return outcomes.map(mark).joined() }
  let counts = Dictionary(grouping: outcomes, by: mark).mapValues(\.count)
  return counts.sorted { $0.value > $1.value }.map { "\($0.value)\($0.key)" }
    .joined(separator: " ")
}
