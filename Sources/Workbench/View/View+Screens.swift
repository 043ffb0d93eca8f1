import Cases
import Policies
import Runs
import TerminalText
import TextEditing

func drawScreen(_ screen: Screen, of state: State, on frame: inout Frame) {
  let layout = ScreenLayout(size: state.size)
  var title = Facts()
  title.add(screenTitle(screen), Theme.focusedTitle)
  addFacts(of: screen, state, to: &title)
  title.draw(on: &frame, row: 0, column: 1, in: layout.title, ascii: state.ascii)
  switch screen {
  case .versions(let versions): drawVersions(versions, state, layout, on: &frame)
  case .cases(let cases): drawCases(cases, state, layout, on: &frame)
  case .runs(let runs): drawRuns(runs, state, layout, on: &frame)
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
  case .runs: "Runs"
  case .engines: "Engines"
  case .pager(let pager): pager.title
  case .later(let command): command.info.title
  }
}

private func addFacts(of screen: Screen, _ state: State, to facts: inout Facts) {
  switch screen {
  case .versions:
    facts.add(state.policy.name)
    facts.add(Measure.count(state.listedVersions.count, "version"))
  case .cases(let cases):
    facts.add(state.content.caseSet?.name)
    let total = state.content.caseSet?.cases.count ?? 0
    facts.add(
      cases.shown.count == total
        ? Measure.count(total, "case") : "\(cases.shown.count) of \(total) cases")
    if !cases.filter.isEmpty { facts.add("filter “\(cases.filter)”", Theme.accent) }
  case .runs(let runs):
    facts.add(runs.isLoading ? "loading…" : Measure.count(runs.rows.count, "run"))
    if let search = runs.filter.search { facts.add("search “\(search)”", Theme.accent) }
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

private func drawVersions(
  _ screen: VersionsScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
  let versions = state.listedVersions
  if versions.isEmpty {
    frame.put(
      "No version is saved yet. Ctrl-S on the bench saves the first.", row: 1, column: 2,
      in: layout.list, Theme.dim)
    return
  }
  let columns = [
    Column(name: "v", width: 4, isNumber: true), Column(name: "saved (UTC)", width: 16),
    Column(name: "author", width: 12, isOptional: true), Column(name: "labels", width: 20),
    Column(name: "note", width: nil),
  ]
  drawTable(columns, list: screen.list, layout, state, on: &frame) { index in
    let version = versions[index]
    let mark = screen.marked == index ? (state.ascii ? "*" : "●") : ""
    let isCurrent = version.number == state.policy.savedVersion
    let time = String(version.time.prefix(16).map { $0 == "T" ? " " : $0 })
    return [
      Field(text: mark + String(version.number), style: isCurrent ? Theme.accent : Theme.strong),
      Field(text: time), Field(text: version.author, style: Theme.dim),
      Field(text: version.labels.joined(separator: " "), style: Theme.agreement),
      Field(text: version.note.isEmpty ? "" : version.note),
    ]
  }
}

private func drawCases(
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
  drawTable(columns, list: screen.list, layout, state, on: &frame) { index in
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
      Field(text: oneLine(item.renderedContent), style: Theme.dim),
    ]
  }
}

private func drawRuns(
  _ screen: RunsScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
  if screen.rows.isEmpty, !screen.isLoading {
    frame.put(
      screen.filter.search == nil
        ? "Nothing was run yet. Ctrl-R on the bench makes the first run."
        : "No run contains that. / searches again.",
      row: 1, column: 2, in: layout.list, Theme.dim)
    return
  }
  let columns = [
    Column(name: "time (UTC)", width: 16, isOptional: true), Column(name: "policy", width: 19),
    Column(name: "verdict", width: 24),
    Column(name: "took", width: 8, isNumber: true, isOptional: true),
    Column(name: "engine", width: 20, isOptional: true), Column(name: "content", width: nil),
  ]
  drawTable(columns, list: screen.list, layout, state, on: &frame) { index in
    let run = screen.rows[index]
    let version = run.policyVersion.map { " v\($0)" } ?? ""
    let verdict =
      run.state.map { DecisionWords.text(decision: run.decision, state: $0, ascii: state.ascii) }
      ?? "running"
    return [
      Field(text: String(Measure.moment(unixMilliseconds: run.startedAt).prefix(16))),
      Field(text: run.policyName + version, style: Theme.strong),
      Field(text: verdict, style: DecisionWords.style(run.decision)),
      Field(text: run.totalMilliseconds.map { Measure.seconds(milliseconds: $0) } ?? ""),
      Field(text: run.model ?? run.engine, style: Theme.dim),
      Field(text: oneLine(run.preview), style: Theme.dim),
    ]
  }
}

private func oneLine(_ text: String) -> String {
  String(text.prefix(300).map { $0.isNewline ? " " : $0 })
}

// MARK: Pager

/// Lines wrap at words; what goes on in the next row hangs under its text.
func drawPager(_ pager: Pager, in rect: Rect, on frame: inout Frame) {
  let inner = Rect(
    column: rect.column + 2, row: rect.row, columns: rect.columns - 3, rows: rect.rows)
  let wrapping = Wrapping(columns: max(8, inner.columns), options: frame.textOptions)
  var row = 0
  for line in pager.lines[min(pager.top, pager.lines.count)...] {
    let style = pagerStyle(line.role)
    var rest = DisplayText(line.text, options: frame.textOptions).glyphs[...]
    for piece in wrapping.rows(of: line.text) {
      guard row < inner.rows else { return }
      var column = piece.indent
      rest = rest.drop { $0.source.lowerBound < piece.range.lowerBound }
      while let glyph = rest.first, glyph.source.lowerBound < piece.range.upperBound {
        rest.removeFirst()
        let offset = glyph.source.lowerBound
        let isChanged = line.changed.contains { $0.contains(offset) }
        let style = line.controls.contains { $0.contains(offset) } ? Theme.control : style
        column =
          frame.put(
            glyphs: [glyph], at: CellPosition(column: inner.column + column, row: inner.row + row),
            style: isChanged ? style.adding([.bold, .reverse]) : style,
            placeholderStyle: Theme.placeholder, clip: inner) - inner.column
      }
      row += 1
    }
  }
}

private func pagerStyle(_ role: Pager.Line.Role) -> Style {
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
