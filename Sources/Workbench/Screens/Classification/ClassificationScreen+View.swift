import Cases
import Evaluation
import Policies
import Runs
public import TerminalText
import TextEditing
import Wording

extension ClassificationScreen {
  public func facts(in environment: Environment) -> Facts {
    var facts = Facts()
    guard let picture else {
      facts.add("loading…")
      return facts
    }
    let arm = picture.plan.arms[0]
    facts.add("\(arm.name) × \(picture.plan.set)", Theme.text)
    if let live = environment.evaluation, live.id == id {
      let progress = live.progress
      facts.add(bar(progress.done, of: progress.total, ascii: environment.ascii), Theme.accent)
      facts.add(progress.words, Theme.accent)
    } else {
      let all = picture.plan.cases.count
      facts.add(
        cases.count < all
          ? "\(cases.count) of \(Measure.count(all, "case"))" : Measure.count(all, "case"),
        cases.count < all ? Theme.caution : Theme.dim)
    }
    facts.add("\(uncertain) uncertain", uncertain > 0 ? Theme.caution : Theme.dim)
    facts.add("\(labeled) labeled", Theme.text)
    // The verdicts are of that text, whatever is on the bench now.
    let policy = environment.policy
    if policy.name == arm.policy.name, arm.policy.version != nil,
      policy.savedVersion != arm.policy.version
    {
      let now = policy.savedVersion.map { "v\($0)" } ?? "a changed text"
      facts.add("the bench has \(now)", Theme.caution)
    }
    if picture.plan.repeats > 1 { facts.add(Measure.count(picture.plan.repeats, "draw")) }
    facts.add(arm.engine)
    if environment.isMasked { facts.add("content masked", Theme.caution) }
    return facts
  }

  /// The cases, the uncertain ones first, and the content of the selected one below.
  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    guard let picture, let tally else { return }
    guard !cases.isEmpty else {
      let isLive = environment.evaluation?.id == id
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
    drawTable(columns, list: list, layout, environment, least: 16, on: &frame) { index in
      fields(of: cases[index], picture, tally, environment)
    }
    drawSelected(picture, tally, layout, environment, on: &frame)
  }

  private func fields(
    of item: Int, _ picture: EvaluationPicture, _ tally: Tally, _ environment: Environment
  ) -> [Field] {
    let planned = picture.plan.cases[item]
    let label = expectation(of: item)?.text
    let why = uncertainty(of: item) ?? .none
    return [
      Field(text: planned.id, style: label == nil ? Theme.strong : Theme.dim),
      Field(
        text: isChanged(item) ? "content changed" : label ?? "",
        style: isChanged(item) ? Theme.caution : Theme.agreement),
      cameTo(tally, item, ascii: environment.ascii),
      Field(text: why.words, style: why.isUncertain ? Theme.caution : Theme.dim),
      Field(text: drawWords(tally, item, ascii: environment.ascii)),
      Field(text: environment.shownContent(oneLine(planned.content)), style: Theme.dim),
    ]
  }

  /// What the answer said, then the content.
  private func drawSelected(
    _ picture: EvaluationPicture, _ tally: Tally, _ layout: ScreenLayout,
    _ environment: Environment, on frame: inout Frame
  ) {
    guard layout.detail.rows > 1, let item = selected else { return }
    let planned = picture.plan.cases[item]
    let inner = frame.beginDetail(planned.id, in: layout, ascii: environment.ascii)
    let result = tally.exemplar(of: item)
    var lines: [(text: String, style: Style)] = []
    if let reason = result?.verdict?.rationale ?? result?.failure, inner.rows > 2 {
      lines.append((environment.shownContent(oneLine(reason)), Theme.dim))
    }
    // No more than can be seen.
    let text = environment.shownContent(String(planned.content.prefix(inner.columns * inner.rows)))
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
}
