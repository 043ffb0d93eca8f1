import Evaluation
import Policies
import Runs
public import TerminalText
import Wording

extension EvaluationScreen {
  public func facts(in environment: Environment) -> Facts {
    var facts = Facts()
    guard let picture, let tally else {
      facts.add("loading…")
      return facts
    }
    facts.add("\(tally.reading.name) × \(picture.plan.set)", Theme.text)
    if let live = environment.evaluation, live.id == id {
      let progress = live.progress
      facts.add(bar(progress.done, of: progress.total, ascii: environment.ascii), Theme.accent)
      facts.add(progress.words, Theme.accent)
    } else {
      facts.add("\(picture.plan.cases.count) cases × \(picture.plan.repeats)")
    }
    facts.add(picture.plan.arms[tally.reading.arm].engine)
    if picture.tallies.count > 1 {
      facts.add("column \(reading + 1) of \(picture.tallies.count)")
    }
    return facts
  }

  /// The cases that need eyes, and under a line what is counted.
  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    guard let picture, let tally else { return }
    if cases.isEmpty {
      let counts = picture.figures(of: tally).cases
      frame.put(
        emptyList(counts, isLive: environment.evaluation?.id == id), row: 1, column: 2,
        in: layout.list,
        counts.counted > 0 && counts.leftOut.isEmpty ? Theme.agreement : Theme.caution)
    } else {
      drawCases(picture, tally, layout, environment, on: &frame)
    }
    guard layout.detail.rows > 1 else { return }
    let inner = frame.beginDetail(view.rawValue, in: layout, ascii: environment.ascii)
    let lines = EvaluationCharts(
      picture: picture, tally: tally, changed: changes, columns: inner.columns,
      rows: inner.rows, ascii: environment.ascii
    ).lines(view)
    for (row, line) in lines.prefix(inner.rows).enumerated() {
      frame.put(line.text, row: row, column: 0, in: inner, line.style)
    }
  }

  private func drawCases(
    _ picture: EvaluationPicture, _ tally: Tally, _ layout: ScreenLayout,
    _ environment: Environment, on frame: inout Frame
  ) {
    let columns = [
      Column(name: "case", width: 24), Column(name: "expected", width: 18),
      Column(name: "came to", width: 24),
      Column(name: "draws", width: 12, isOptional: true),
      Column(name: "took", width: 8, isNumber: true, isOptional: true),
      Column(name: "content", width: nil),
    ]
    let ascii = environment.ascii
    drawTable(columns, list: list, layout, environment, least: 16, on: &frame) { index in
      let place = cases[index]
      let item = picture.plan.cases[place]
      let expected = tally.expected[place]
      let words = expected.labels.isEmpty ? [expected.decision?.rawValue ?? "–"] : expected.labels
      let took = tally.results[place].compactMap(\.milliseconds).max()
      return [
        Field(text: item.id, style: tally.isRight(place) == false ? Theme.strong : Theme.text),
        Field(text: words.joined(separator: ", ")),
        cameTo(tally, place, ascii: ascii),
        Field(text: drawWords(tally, place, ascii: ascii)),
        Field(text: took.map { Measure.seconds(milliseconds: $0) } ?? "", style: Theme.dim),
        Field(text: environment.shownContent(oneLine(item.content)), style: Theme.dim),
      ]
    }
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
