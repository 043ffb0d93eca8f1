import Policies
import Runs
public import TerminalText
import Traces
import Wording

extension DrawsScreen {
  public func facts(in environment: Environment) -> Facts {
    var facts = Facts()
    for share in comparison.outcomes {
      let decision = share.draws.first.flatMap { records[$0].verdict?.decision }
      facts.add(
        "\(share.name ?? "") \(share.draws.count)/\(records.count)",
        DecisionWords.style(decision))
    }
    return facts
  }

  /// The draws, where they part, and which rules the draws of each outcome weighed.
  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    var layout = layout
    let all = layout.list
    layout.list.rows = min(records.count, max(3, all.rows / 2))
    let columns = [
      Column(name: "draw", width: 4, isNumber: true), Column(name: "verdict", width: 24),
      Column(name: "seed", width: 10, isNumber: true, isOptional: true),
      Column(name: "took", width: 10, isNumber: true, isOptional: true),
      Column(name: "rules weighed, in order", width: nil),
    ]
    drawTable(columns, list: list, layout, environment, on: &frame) {
      fields(ofDraw: $0, ascii: environment.ascii)
    }
    let below = Rect(
      column: 0, row: layout.list.row + layout.list.rows + 1, columns: all.columns,
      rows: all.rows - layout.list.rows - 1)
    guard below.rows > 0 else { return }
    frame.put(partingWords, row: 0, column: 2, in: below, Theme.caution)
    drawRuleUse(in: below, on: &frame)
  }

  private func fields(ofDraw index: Int, ascii: Bool) -> [Field] {
    let record = records[index]
    let rules = traces[index].segments.compactMap(\.rule)
    return [
      Field(text: "\(index + 1)" + (marked == index ? "*" : "")),
      Field(
        text: record.decisionWords(ascii: ascii),
        style: DecisionWords.style(record.verdict?.decision)),
      Field(text: record.parameters?.sentSeed.map { String($0) } ?? "", style: Theme.dim),
      Field(
        text: record.timing.total.map { Measure.seconds(milliseconds: $0) } ?? "",
        style: Theme.dim),
      Field(
        text: rules.isEmpty ? "none named" : rules.joined(separator: ascii ? " > " : " → ")),
    ]
  }

  private func drawRuleUse(in rect: Rect, on frame: inout Frame) {
    let outcomes = comparison.outcomes
    guard rect.rows > 3, !comparison.rules.isEmpty else { return }
    let nameColumns = min(12, comparison.rules.map(\.rule.utf8.count).max() ?? 0)
    var starts: [Int] = []
    var column = 2 + nameColumns + 3
    frame.put("rule", row: 2, column: 2, in: rect, Theme.dim)
    for share in outcomes {
      starts.append(column)
      column = frame.put("of \(share.name ?? "")", row: 2, column: column, in: rect, Theme.dim) + 3
    }
    for (offset, use) in comparison.rules.prefix(rect.rows - 3).enumerated() {
      let cell = Rect(column: 2, row: rect.row, columns: nameColumns, rows: rect.rows)
      frame.put(use.rule, row: 3 + offset, in: cell, Theme.strong)
      for (place, count) in use.counts.enumerated() {
        let total = outcomes[place].draws.count
        let style = count == total ? Theme.text : Theme.dim
        frame.put("\(count) of \(total)", row: 3 + offset, column: starts[place], in: rect, style)
      }
    }
  }
}
