import Policies
public import TerminalText
import TextEditing
import Wording

extension HintsScreen {
  public static func rowsBelow(in size: Size) -> Int {
    size.rows >= 20 ? 6 : size.rows >= 11 ? 4 : 0
  }

  public func facts(in environment: Environment) -> Facts {
    var facts = Facts()
    facts.add(environment.policy.name)
    facts.add(Measure.count(environment.hints.count, "hint"))
    let ignored = environment.policy.hints.ignored.count
    if ignored > 0 { facts.add("\(Measure.count(ignored, "kind")) ignored", Theme.caution) }
    return facts
  }

  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    let hints = environment.hints
    guard !hints.isEmpty else {
      frame.put(
        environment.policy.hints.readRevision == nil
          ? "Reading the policy…" : "The guide has nothing to advise here.", row: 1, column: 2,
        in: layout.list, Theme.dim)
      return
    }
    let columns = [
      Column(name: "line", width: 5, isNumber: true), Column(name: "kind", width: 26),
      Column(name: "fix", width: 3, isOptional: true), Column(name: "hint", width: nil),
    ]
    var list = list
    list.setCount(hints.count)
    drawTable(columns, list: list, layout, environment, on: &frame) { index in
      let hint = hints[index]
      return [
        Field(text: String(hint.line), style: Theme.dim),
        Field(text: hint.rule.rawValue, style: Theme.caution),
        Field(text: hint.fix == nil ? "" : "fix", style: Theme.agreement),
        Field(text: hint.message, style: Theme.text),
      ]
    }
    if let hint = selected(in: environment) { drawDetail(of: hint, in: layout.detail, on: &frame) }
  }
}

/// The hint in full, why it matters, and what the fix does, as far as there are rows.
private func drawDetail(of hint: LintHint, in rect: Rect, on frame: inout Frame) {
  guard rect.rows > 1 else { return }
  let rule = String(repeating: frame.textOptions.ascii ? "-" : "─", count: max(0, rect.columns))
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
