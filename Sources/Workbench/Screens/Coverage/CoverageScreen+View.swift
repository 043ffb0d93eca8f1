import Policies
public import TerminalText
import Wording

extension CoverageScreen {
  public func facts(in environment: Environment) -> Facts {
    var facts = Facts()
    facts.add(order.policy)
    facts.add(order.source.words, Theme.text)
    if isLoading { facts.add("loading…", Theme.accent) }
    guard let coverage else { return facts }
    let runs = Measure.count(coverage.runs, "run")
    facts.add(coverage.runs == 0 ? runs : "\(runs) of \(coverage.engines.rawValue)")
    let dead = coverage.rows.count(where: \.isDead)
    if dead > 0, coverage.runs > 0 { facts.add("\(dead) never named", Theme.caution) }
    let leaks = coverage.rows.count { $0.leak != nil }
    if leaks > 0 { facts.add(Measure.count(leaks, "leak"), Theme.caution) }
    if !coverage.idleCases.isEmpty {
      facts.add(Measure.count(coverage.idleCases.count, "idle case"), Theme.caution)
    }
    return facts
  }

  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    guard let coverage else {
      frame.put("Counting…", row: 1, column: 2, in: layout.list, Theme.dim)
      return
    }
    guard coverage.runs > 0 || !lines.isEmpty else {
      frame.put(
        "No recorded run to count. Ctrl-R on the bench makes one, Ctrl-T k runs the case set.",
        row: 1, column: 2, in: layout.list, Theme.dim)
      return
    }
    let columns = [
      Column(name: "line", width: 5, isNumber: true), Column(name: "rule", width: 22),
      Column(name: "considered", width: 10, isNumber: true),
      Column(name: "cited", width: 5, isNumber: true),
      Column(name: "decided", width: 7, isNumber: true),
      Column(name: "of runs", width: 10, isOptional: true),
      Column(name: "what it says", width: nil),
    ]
    drawTable(columns, list: list, layout, environment, least: 16, on: &frame) { index in
      fields(of: lines[index], coverage, ascii: environment.ascii)
    }
  }
}

private func fields(
  of line: CoverageScreen.Line, _ coverage: PolicyCoverage, ascii: Bool
) -> [Field] {
  switch line {
  case .row(let row):
    let isDead = row.isDead && coverage.runs > 0
    let name: String =
      switch row.subject {
      case .rule(let id): id
      case .example(let index): "example \(index + 1)"
      }
    let remark = row.leak.map { "is also \($0)" } ?? (isDead ? "never named" : nil)
    let words = [remark, oneLine(row.title)].compactMap { $0 }.joined(separator: " · ")
    return [
      Field(text: String(row.line), style: Theme.dim),
      Field(text: name, style: isDead ? Theme.caution : Theme.strong),
      count(row.considered), count(row.cited), count(row.decided),
      Field(
        text: bar(row.considered, of: coverage.runs, ascii: ascii),
        style: row.decided > 0 ? Theme.accent : Theme.dim),
      Field(text: words, style: remark == nil ? Theme.dim : Theme.caution),
    ]
  case .pair(let pair):
    return remark(
      "\(pair.first) + \(pair.second)",
      "always together, in \(Measure.count(pair.runs, "run"))")
  case .idle(let reference):
    return remark(reference, "idle case: its runs name no rule")
  }
}

private func count(_ number: Int) -> Field {
  Field(text: String(number), style: number == 0 ? Theme.dim : Theme.text)
}

private func remark(_ name: String, _ words: String) -> [Field] {
  let empty = Field(text: "")
  return [
    empty, Field(text: name, style: Theme.strong), empty, empty, empty, empty,
    Field(text: words, style: Theme.caution),
  ]
}

/// A share of ten cells, in eighths; anything above nothing is seen.
func bar(_ part: Int, of whole: Int, ascii: Bool) -> String {
  guard part > 0, whole > 0 else { return "" }
  let cells = 10
  if ascii {
    return String(repeating: "#", count: max(1, (part * cells + whole / 2) / whole))
  }
  let eighths = max(1, min(cells * 8, (part * cells * 8 + whole / 2) / whole))
  let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
  return String(repeating: "█", count: eighths / 8) + rest
}
