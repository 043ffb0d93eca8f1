import Cases
import Policies
import Runs
import TerminalText
import TextEditing

func drawScreen(_ screen: Screen, of state: State, on frame: inout Frame) {
  let layout = ScreenLayout(size: state.size, below: screen.kind.rowsBelow(in: state.size))
  var title = Facts()
  title.add(screenTitle(screen), Theme.focusedTitle)
  addFacts(of: screen, state, to: &title)
  var room = layout.title
  if let destination = destination(state, columns: room.columns / 2) {
    room.columns -= destination.columns + 1
    drawRight(destination, state, in: layout.title, on: &frame)
  }
  title.draw(on: &frame, row: 0, column: 1, in: room, ascii: state.ascii)
  switch screen {
  case .versions(let versions): drawVersions(versions, state, layout, on: &frame)
  case .cases(let cases): drawCases(cases, state, layout, on: &frame)
  case .importing(let screen): drawImport(screen, state, layout, on: &frame)
  case .runs(let runs): drawRuns(runs, state, layout, on: &frame)
  case .difference(let screen): drawDifference(screen, state, layout, on: &frame)
  case .hints(let screen): drawHints(screen, state, layout, on: &frame)
  case .coverage(let screen): drawCoverage(screen, state, layout, on: &frame)
  case .policies(let screen): drawPolicies(screen, state, layout, on: &frame)
  case .trace(let screen): drawTrace(screen, state, layout, on: &frame)
  case .comparison(let screen): drawComparison(screen, state, layout, on: &frame)
  case .draws(let screen): drawDraws(screen, state, layout, on: &frame)
  case .evaluations(let screen): drawEvaluations(screen, state, layout, on: &frame)
  case .classification(let screen): drawClassification(screen, state, layout, on: &frame)
  case .edge(let screen): drawEdge(screen, state, layout, on: &frame)
  case .evaluation(let screen): drawEvaluation(screen, state, layout, on: &frame)
  case .engines(let engines): drawEngines(engines, state, on: &frame)
  case .pager(let pager): drawPager(pager, in: layout.list, on: &frame)
  case .later(let command):
    frame.put(
      "\(command.info.title) comes with a later release. Esc goes back to the bench.", row: 1,
      column: 2, in: layout.list, Theme.text)
  }
  drawNotice(state, in: layout.message, on: &frame)
  drawFooter(screenFooter(screen, state), state, in: layout.footer, on: &frame)
}

private func screenTitle(_ screen: Screen) -> String {
  switch screen {
  case .versions: "Versions"
  case .cases: "Cases"
  case .importing: "Import"
  case .runs: "Runs"
  case .difference: "Difference"
  case .hints: "Hints"
  case .coverage: "Coverage"
  case .policies: "Several policies"
  case .trace: "Trace"
  case .comparison: "Two traces"
  case .draws: "Draws"
  case .evaluations: "Evaluate"
  case .evaluation: "Evaluation"
  case .classification: "Classification"
  case .edge: "Edge lab"
  case .engines: "Engines"
  case .pager(let pager): pager.title
  case .later(let command): command.info.title
  }
}

private func addFacts(of screen: Screen, _ state: State, to facts: inout Facts) {
  switch screen {
  case .versions(let screen): addVersionsFacts(screen, state, to: &facts)
  case .cases(let screen): addCasesFacts(screen, state, to: &facts)
  case .importing(let screen): addImportFacts(screen, state, to: &facts)
  case .runs(let screen): addRunsFacts(screen, state, to: &facts)
  case .difference(let screen): addDifferenceFacts(screen, state, to: &facts)
  case .hints(let screen): addHintsFacts(screen, state, to: &facts)
  case .coverage(let screen): addCoverageFacts(screen, state, to: &facts)
  case .policies(let screen): addPoliciesFacts(screen, state, to: &facts)
  case .trace(let screen): addTraceFacts(screen, state, to: &facts)
  case .comparison(let screen): addComparisonFacts(screen, state, to: &facts)
  case .draws(let screen): addDrawsFacts(screen, state, to: &facts)
  case .evaluations(let screen): addEvaluationsFacts(screen, state, to: &facts)
  case .classification(let screen): addClassificationFacts(screen, state, to: &facts)
  case .edge: addEdgeFacts(state, to: &facts)
  case .evaluation(let screen): addEvaluationFacts(screen, state, to: &facts)
  case .engines:
    let count = state.listedEngines.count { $0.identity.isModel }
    facts.add(count == 0 ? "no model here" : Measure.count(count, "engine"))
    facts.add("runs go to \(state.engine.identity.name)", Theme.text)
    if state.isLookingForEngines { facts.add("looking…", Theme.accent) }
  case .pager(let pager):
    for fact in pager.facts { facts.add(fact) }
  case .later: break
  }
}

func oneLine(_ text: String) -> String {
  String(text.prefix(300).map { $0.isNewline ? " " : $0 })
}

// MARK: Pager

/// Lines wrap at words; what goes on in the next row hangs under its text.
func drawPager(_ pager: Pager, in rect: Rect, inset: Int = 2, on frame: inout Frame) {
  let inner = Rect(
    column: rect.column + inset, row: rect.row, columns: rect.columns - inset - 1,
    rows: rect.rows)
  let wrapping = Wrapping(columns: max(8, inner.columns), options: frame.textOptions)
  var row = 0
  for line in pager.lines[min(pager.top, pager.lines.count)...] {
    guard row < inner.rows else { return }
    let style = pagerStyle(line.role)
    let pieces = wrapping.rows(of: line.text)
    frame.put(line.text, wrapped: pieces, row: row, in: inner) { offset in
      line.controls.contains { $0.contains(offset) } ? Theme.control : style
    }
    row += pieces.count
  }
}

extension Frame {
  /// A line in the rows that it was wrapped into, from a row of the rectangle on; rows outside are
  /// not drawn.
  ///
  /// - Parameters:
  ///   - masks: UTF-8 offsets of what is shown as blocks.
  ///   - style: of the glyph that stands for the byte at an offset of the line.
  mutating func put(
    _ line: String, wrapped pieces: [Wrapping.Row], masking masks: [Range<Int>] = [], row: Int,
    in rect: Rect, style: (Int) -> Style
  ) {
    var rest = DisplayText(line, options: textOptions).glyphs[...]
    if !masks.isEmpty {
      rest = Blocks.masking(rest, ascii: textOptions.ascii) { source in
        masks.contains { $0.overlaps(source) }
      }
    }
    for (offset, piece) in pieces.enumerated() {
      let row = row + offset
      guard row < rect.rows else { return }
      rest = rest.drop { $0.source.lowerBound < piece.range.lowerBound }
      guard row >= 0 else { continue }
      var column = piece.indent
      while let glyph = rest.first, glyph.source.lowerBound < piece.range.upperBound {
        rest.removeFirst()
        column =
          put(
            glyphs: [glyph], at: CellPosition(column: rect.column + column, row: rect.row + row),
            style: style(glyph.source.lowerBound), placeholderStyle: Theme.placeholder, clip: rect)
          - rect.column
      }
    }
  }
}

func pagerStyle(_ role: Pager.Line.Role) -> Style {
  switch role {
  case .heading: Theme.accent
  case .text: Theme.text
  case .dim: Theme.dim
  case .added: Theme.added
  case .removed: Theme.removed
  case .changed: Theme.caution
  case .control: Theme.control
  }
}
