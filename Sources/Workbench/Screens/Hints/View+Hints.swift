import Policies
import TerminalText
import TextEditing
import Wording

func addHintsFacts(_ screen: HintsScreen, _ state: State, to facts: inout Facts) {
  facts.add(state.policy.name)
  facts.add(Measure.count(state.policy.hints.shown.count, "hint"))
  let ignored = state.policy.hints.ignored.count
  if ignored > 0 { facts.add("\(Measure.count(ignored, "kind")) ignored", Theme.caution) }
}

func drawHints(
  _ screen: HintsScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
  let hints = state.policy.hints.shown
  guard !hints.isEmpty else {
    frame.put(
      state.policy.hints.readRevision == nil
        ? "Reading the policy…" : "The guide has nothing to advise here.", row: 1, column: 2,
      in: layout.list, Theme.dim)
    return
  }
  let columns = [
    Column(name: "line", width: 5, isNumber: true), Column(name: "kind", width: 26),
    Column(name: "fix", width: 3, isOptional: true), Column(name: "hint", width: nil),
  ]
  drawTable(columns, list: screen.list, layout, state.environment, on: &frame) { index in
    let hint = hints[index]
    return [
      Field(text: String(hint.line), style: Theme.dim),
      Field(text: hint.rule.rawValue, style: Theme.caution),
      Field(text: hint.fix == nil ? "" : "fix", style: Theme.agreement),
      Field(text: hint.message, style: Theme.text),
    ]
  }
  if hints.indices.contains(screen.list.selected) {
    drawDetail(of: hints[screen.list.selected], state, in: layout.detail, on: &frame)
  }
}

/// The hint in full, why it matters, and what the fix does, as far as there are rows.
private func drawDetail(
  of hint: LintHint, _ state: State, in rect: Rect, on frame: inout Frame
) {
  guard rect.rows > 1 else { return }
  let rule = String(repeating: state.ascii ? "-" : "─", count: max(0, rect.columns))
  frame.put(rule, row: 0, in: rect, Theme.border)
  let inner = Rect(
    column: rect.column + 2, row: rect.row + 1, columns: rect.columns - 3, rows: rect.rows - 1)
  var texts = [(hint.message, Theme.strong), (hint.rule.reason, Theme.text)]
  if let fix = hint.fix { texts.append(("f: \(fix.title)", Theme.agreement)) }
  let wrapping = Wrapping(columns: max(8, inner.columns), options: frame.textOptions)
  var row = 0
  for (text, style) in texts {
    for piece in wrapping.rows(of: text) {
      guard row < inner.rows else { return }
      frame.put(text.part(piece.range), row: row, column: piece.indent, in: inner, style)
      row += 1
    }
  }
}
