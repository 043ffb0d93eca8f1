import Cases
import Evaluation
import Policies
import Runs
public import TerminalText
import TextEditing
import Wording

extension EdgeLabScreen {
  public func facts(in environment: Environment) -> Facts {
    var facts = Facts()
    guard let lab = environment.edgeLab else { return facts }
    if let live = environment.evaluation, live.id == lab.id {
      facts.add(live.progress.words, Theme.accent)
    }
    if !lab.flips.isEmpty { facts.add("\(lab.flips.count) do not hold", Theme.caution) }
    facts.add("\(lab.chosen.count) chosen", Theme.text)
    facts.add("rate \(lab.rate == 1 ? "1" : "\(lab.rate)")")
    facts.add(Measure.count(lab.draws, "draw"))
    facts.add("seed \(lab.seed)")
    facts.add(lab.picture?.plan.engines.joined(separator: ", ") ?? environment.engine.identity.name)
    return facts
  }

  /// The content as it was, each mutation with what came of it, and below what the selected one makes.
  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    guard let lab = environment.edgeLab else { return }
    guard !lab.content.isEmpty else {
      frame.put(
        "There is no content to try. Esc goes to the bench: write some, or F3 opens a case.",
        row: 1,
        column: 2, in: layout.list, Theme.dim)
      return
    }
    let columns = [
      Column(name: "mutation", width: 20), Column(name: "verdict", width: 10, isOptional: true),
      Column(name: "", width: 9), Column(name: "came to", width: nil),
      Column(name: "draws", width: 12, isOptional: true),
    ]
    drawTable(columns, list: list, layout, environment, least: 18, on: &frame) { row in
      fields(of: row, lab, environment)
    }
    drawPreview(lab, layout, environment, on: &frame)
  }

  private func fields(of row: Int, _ lab: EdgeLab, _ environment: Environment) -> [Field] {
    let place = lab.place(at: row)
    let result = place.flatMap { place in
      lab.tally.map { cameTo($0, place, ascii: environment.ascii) }
    }
    let draws = place.flatMap { place in
      lab.tally.map { drawWords($0, place, ascii: environment.ascii) }
    }
    guard let kind = lab.kind(at: row) else {
      return [
        Field(text: "  as it was", style: Theme.strong), Field(text: ""),
        Field(text: "baseline", style: Theme.dim),
        result ?? Field(text: "r runs", style: Theme.dim),
        Field(text: draws ?? ""),
      ]
    }
    let isChosen = lab.chosen.contains(kind)
    let mark = isChosen ? (environment.ascii ? "x " : "✓ ") : "  "
    let isRun = place.map { lab.tally?.aggregates[$0] != nil } ?? false
    let isFlip = place.map(lab.flips.contains) ?? false
    let relation = PlannedMutation.Relation(kind.definition.relation)
    let isKept = place.map(lab.kept.contains) ?? false
    // Where the content as it was has no verdict, nothing holds and nothing flips.
    let standing =
      isFlip ? (relation == .open ? "changed" : "not held") : isKept ? "held" : isRun ? "–" : ""
    return [
      Field(
        text: mark + kind.rawValue,
        style: isFlip ? Theme.strong : isChosen ? Theme.text : Theme.dim),
      Field(text: relation.words, style: Theme.dim),
      Field(text: standing, style: isFlip ? Theme.caution : isKept ? Theme.agreement : Theme.dim),
      isRun ? result ?? Field(text: "") : Field(text: ""),
      Field(text: draws ?? ""),
    ]
  }

  private func drawPreview(
    _ lab: EdgeLab, _ layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    guard layout.detail.rows > 1 else { return }
    let kind = lab.kind(at: list.selected)
    let inner = frame.beginDetail(
      kind.map(\.definition.title) ?? "The content as it was", in: layout, ascii: environment.ascii)
    let wrapping = Wrapping(columns: max(8, inner.columns), options: frame.textOptions)
    let text = environment.shownContent(lab.preview(at: list.selected))
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { (text: String($0), style: Theme.text) }
    if inner.rows > 3, let kind { lines.insert((kind.definition.summary, Theme.dim), at: 0) }
    var row = 0
    for line in lines {
      guard row < inner.rows else { return }
      let pieces = wrapping.rows(of: line.text)
      frame.put(line.text, wrapped: pieces, row: row, in: inner) { _ in line.style }
      row += pieces.count
    }
  }
}
