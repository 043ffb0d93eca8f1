import Policies
import Runs
import TerminalText

func addRunsFacts(_ screen: RunsScreen, _ state: State, to facts: inout Facts) {
  facts.add(screen.isLoading ? "loading…" : Measure.count(screen.rows.count, "run"))
  if state.isMasked { facts.add("content masked", Theme.caution) }
  if let search = screen.filter.search { facts.add("search “\(search)”", Theme.accent) }
}

func drawRuns(
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
      Field(text: state.shownContent(oneLine(run.preview)), style: Theme.dim),
    ]
  }
}
