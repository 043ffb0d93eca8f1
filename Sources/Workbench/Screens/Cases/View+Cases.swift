import Cases
import Policies
import TerminalText
import Wording

func addCasesFacts(_ screen: CasesScreen, _ state: State, to facts: inout Facts) {
  facts.add(state.content.caseSet?.name)
  let total = state.content.caseSet?.cases.count ?? 0
  facts.add(
    screen.shown.count == total
      ? Measure.count(total, "case") : "\(screen.shown.count) of \(total) cases")
  if state.isMasked { facts.add("content masked", Theme.caution) }
  if !screen.filter.isEmpty { facts.add("filter “\(screen.filter)”", Theme.accent) }
}

func drawCases(
  _ screen: CasesScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
  guard let set = state.content.caseSet, !screen.shown.isEmpty else {
    frame.put(
      screen.filter.isEmpty
        ? "This set has no cases yet; a adds the content of the bench."
        : "No case matches. / changes the filter.",
      row: 1, column: 2, in: layout.list, Theme.dim)
    return
  }
  let columns = [
    Column(name: "id", width: 16), Column(name: "last verdict", width: 28),
    Column(name: "expected", width: 14, isOptional: true),
    Column(name: "tags", width: 22, isOptional: true), Column(name: "content", width: nil),
  ]
  drawTable(columns, list: screen.list, layout, state.environment, on: &frame) { index in
    let item = set.cases[screen.shown[index]]
    let result = state.caseResults["\(set.name)/\(item.id)"]
    var last = Field(text: "", style: Theme.dim)
    if let result {
      last.text = DecisionWords.text(
        decision: result.decision, state: result.state, ascii: state.ascii)
      last.style = DecisionWords.style(result.decision)
      if result.agreement == .disagrees { last.text += state.ascii ? " !" : " ✖" }
      if result.agreement == .exact || result.agreement == .accepted {
        last.text += state.ascii ? " =" : " ✔"
      }
    }
    return [
      Field(text: item.id, style: Theme.strong), last, Field(text: item.expected?.text ?? "-"),
      Field(text: item.tags.joined(separator: " "), style: Theme.dim),
      Field(text: state.shownContent(oneLine(item.renderedContent)), style: Theme.dim),
    ]
  }
}
