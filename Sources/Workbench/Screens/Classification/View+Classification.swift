import Cases
import Evaluation
import Policies
import Runs
import TerminalText
import TextEditing
import Wording

func addClassificationFacts(_ screen: ClassificationScreen, _ state: State, to facts: inout Facts) {
  guard let picture = screen.picture else {
    facts.add("loading…")
    return
  }
  let arm = picture.plan.arms[0]
  facts.add("\(arm.name) × \(picture.plan.set)", Theme.text)
  if let live = state.evaluation, live.id == screen.id {
    facts.add(
      bar(live.progress.done, of: live.progress.total, ascii: state.ascii), Theme.accent)
    facts.add(live.progress.words, Theme.accent)
  } else {
    let done = screen.cases.count
    let all = picture.plan.cases.count
    facts.add(
      done < all ? "\(done) of \(Measure.count(all, "case"))" : Measure.count(all, "case"),
      done < all ? Theme.caution : Theme.dim)
  }
  facts.add("\(screen.uncertain) uncertain", screen.uncertain > 0 ? Theme.caution : Theme.dim)
  facts.add("\(screen.labeled) labeled", Theme.text)
  // The verdicts are of that text, whatever is on the bench now.
  if state.policy.name == arm.policy.name, arm.policy.version != nil,
    state.policy.savedVersion != arm.policy.version
  {
    let now = state.policy.savedVersion.map { "v\($0)" } ?? "a changed text"
    facts.add("the bench has \(now)", Theme.caution)
  }
  if picture.plan.repeats > 1 { facts.add(Measure.count(picture.plan.repeats, "draw")) }
  facts.add(arm.engine)
  if state.isMasked { facts.add("content masked", Theme.caution) }
}

/// The cases, the uncertain ones first, and the content of the selected one below.
func drawClassification(
  _ screen: ClassificationScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
  guard let picture = screen.picture, let tally = screen.tally else { return }
  guard !screen.cases.isEmpty else {
    let isLive = state.evaluation?.id == screen.id
    frame.put(
      isLive ? "No answer has come yet. Esc stops." : "No case has run. r runs them.", row: 1,
      column: 2, in: layout.list, Theme.dim)
    return
  }
  let hasDraws = picture.plan.repeats > 1
  let columns = [
    Column(name: "case", width: 20), Column(name: "label", width: 16),
    Column(name: "read as", width: 28), Column(name: "why", width: 16, isOptional: true),
    Column(name: hasDraws ? "draws" : "", width: hasDraws ? 12 : 0, isOptional: true),
    Column(name: "content", width: nil),
  ]
  drawTable(columns, list: screen.list, layout, state.environment, least: 16, on: &frame) { index in
    let item = screen.cases[index]
    let planned = picture.plan.cases[item]
    let label = screen.expectation(of: item)?.text
    let why = screen.uncertainty(of: item) ?? .none
    return [
      Field(text: planned.id, style: label == nil ? Theme.strong : Theme.dim),
      Field(
        text: screen.isChanged(item) ? "content changed" : label ?? "",
        style: screen.isChanged(item) ? Theme.caution : Theme.agreement),
      cameTo(tally, item, state),
      Field(text: why.words, style: why.isUncertain ? Theme.caution : Theme.dim),
      Field(text: drawWords(tally, item, ascii: state.ascii)),
      Field(text: state.shownContent(oneLine(planned.content)), style: Theme.dim),
    ]
  }
  drawSelected(screen, picture, tally, state, layout, on: &frame)
}

/// What the answer said, then the content.
private func drawSelected(
  _ screen: ClassificationScreen, _ picture: EvaluationPicture, _ tally: Tally, _ state: State,
  _ layout: ScreenLayout, on frame: inout Frame
) {
  guard layout.detail.rows > 1, let item = screen.selected else { return }
  let planned = picture.plan.cases[item]
  let inner = frame.beginDetail(planned.id, in: layout, ascii: state.ascii)
  let result = tally.exemplar(of: item)
  var lines: [(text: String, style: Style)] = []
  if let reason = result?.verdict?.rationale ?? result?.failure, inner.rows > 2 {
    lines.append((state.shownContent(oneLine(reason)), Theme.dim))
  }
  // No more than can be seen.
  let text = state.shownContent(String(planned.content.prefix(inner.columns * inner.rows)))
  lines += text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { (text: String($0), style: Theme.text) }
  let wrapping = Wrapping(columns: max(8, inner.columns), options: frame.textOptions)
  var row = 0
  for line in lines {
    guard row < inner.rows else { return }
    let pieces = wrapping.rows(of: line.text)
    frame.put(line.text, wrapped: pieces, row: row, in: inner) { _ in line.style }
    row += pieces.count
  }
}
