import Cases
import Policies
public import TerminalText
import Wording

extension CasesScreen {
  public func facts(in environment: Environment) -> Facts {
    var facts = Facts()
    facts.add(environment.content.caseSet?.name)
    let total = environment.content.caseSet?.cases.count ?? 0
    facts.add(
      shown.count == total ? Measure.count(total, "case") : "\(shown.count) of \(total) cases")
    if environment.isMasked { facts.add("content masked", Theme.caution) }
    if !filter.isEmpty { facts.add("filter “\(filter)”", Theme.accent) }
    return facts
  }

  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    guard let set = environment.content.caseSet, !shown.isEmpty else {
      frame.put(
        filter.isEmpty
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
    drawTable(columns, list: list, layout, environment, on: &frame) { index in
      guard set.cases.indices.contains(shown[index]) else {
        return columns.map { _ in Field(text: "") }
      }
      let item = set.cases[shown[index]]
      return [
        Field(text: item.id, style: Theme.strong),
        lastVerdict(environment.caseResults["\(set.name)/\(item.id)"], ascii: environment.ascii),
        Field(text: item.expected?.text ?? "-"),
        Field(text: item.tags.joined(separator: " "), style: Theme.dim),
        Field(text: environment.shownContent(oneLine(item.renderedContent)), style: Theme.dim),
      ]
    }
  }

  private func lastVerdict(_ result: CaseResult?, ascii: Bool) -> Field {
    guard let result else { return Field(text: "", style: Theme.dim) }
    let mark =
      switch result.agreement {
      case .disagrees: ascii ? " !" : " ✖"
      case .exact, .accepted: ascii ? " =" : " ✔"
      case nil: ""
      }
    return Field(
      text: DecisionWords.text(decision: result.decision, state: result.state, ascii: ascii) + mark,
      style: DecisionWords.style(result.decision))
  }
}
