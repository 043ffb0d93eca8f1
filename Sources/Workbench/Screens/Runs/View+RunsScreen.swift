import Policies
import Runs
import TerminalText
import TextEditing
import Wording

func addRunsFacts(_ screen: RunsScreen, _ state: State, to facts: inout Facts) {
  facts.add(screen.isLoading ? "loading…" : countWords(screen))
  if let search = screen.filter.search { facts.add("search “\(search)”", Theme.accent) }
  if !screen.isComplete, !screen.isLoading { facts.add("older ones below") }
  for facet in screen.filter.facets { facts.add(facet.words, Theme.accent) }
  if state.isMasked { facts.add("content masked", Theme.caution) }
  if screen.isLoadingMore { facts.add("loading older ones…", Theme.accent) }
}

/// `2 runs`, `1 run matches`, `newest 500 runs` of more.
private func countWords(_ screen: RunsScreen) -> String {
  let isFiltered = screen.filter != RunFilter()
  let count = screen.rows.count
  guard screen.isComplete else { return "newest \(count) " + (isFiltered ? "that match" : "runs") }
  return Measure.count(count, "run") + (isFiltered ? count == 1 ? " matches" : " match" : "")
}

func drawRuns(
  _ screen: RunsScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
  if screen.rows.isEmpty, !screen.isLoading {
    frame.put(emptyWords(screen.filter), row: 1, column: 2, in: layout.list, Theme.dim)
    return
  }
  var columns = [
    Column(name: "time (UTC)", width: 16, isOptional: true), Column(name: "policy", width: 21),
    Column(name: "verdict", width: 24),
    Column(name: "took", width: 8, isNumber: true, isOptional: true),
    Column(name: "engine", width: 20, isOptional: true), Column(name: "content", width: nil),
  ]
  let judged = 3
  // A narrow window has room for the run's own verdict only.
  let showsJudged = screen.isJudged && state.size.columns >= 60
  if showsJudged { columns.insert(Column(name: "person", width: 8), at: judged) }
  drawTable(columns, list: screen.list, layout, state.environment, on: &frame) { index in
    let run = screen.rows[index]
    let mark = run.id == screen.marked ? (state.ascii ? "* " : "◆ ") : ""
    let version = run.policyVersion.map { " v\($0)" } ?? ""
    let verdict =
      run.state.map { DecisionWords.text(decision: run.decision, state: $0, ascii: state.ascii) }
      ?? "running"
    var fields = [
      Field(text: String(Measure.moment(unixMilliseconds: run.startedAt).prefix(16))),
      Field(text: mark + run.policyName + version, style: Theme.strong),
      Field(text: verdict, style: DecisionWords.style(run.decision)),
      Field(text: run.totalMilliseconds.map { Measure.seconds(milliseconds: $0) } ?? ""),
      Field(text: run.model ?? run.engine, style: Theme.dim),
      run.isErased
        ? Field(text: "erased", style: Theme.caution)
        : preview(run.preview, screen.filter.search, state),
    ]
    if showsJudged { fields.insert(humanField(run), at: judged) }
    return fields
  }
}

/// What a person said; bright where it is not what the run came to.
private func humanField(_ run: RunSummary) -> Field {
  guard let decision = run.humanDecision else { return Field(text: "") }
  return Field(
    text: decision.rawValue.uppercased(),
    style: decision == run.decision ? Theme.dim : Theme.caution)
}

private func emptyWords(_ filter: RunFilter) -> String {
  if filter.facets.isEmpty, filter.search != nil {
    return "No run contains that. / searches again."
  }
  return filter == RunFilter()
    ? "Nothing was run yet. Ctrl-R on the bench makes the first run."
    : "No run matches. f changes the filters, / the search."
}

/// The beginning of the content; of one that contains what is searched, the place of the hit.
private func preview(_ text: String, _ search: String?, _ state: State) -> Field {
  let line = oneLine(text)
  guard let search, !state.isMasked else {
    return Field(text: state.shownContent(line), style: Theme.dim)
  }
  let finder = TextSearch(query: search, case: .ignored)
  var shown = line
  // A narrow window has room for the hit only.
  let before = state.size.columns < 80 ? 4 : 12
  if let hit = finder.matches(in: line).first, hit.lowerBound > 24 {
    let start = line.utf8.index(line.utf8.startIndex, offsetBy: hit.lowerBound)
    let from = line.index(start, offsetBy: -before, limitedBy: line.startIndex) ?? line.startIndex
    shown = (state.ascii ? "..." : "…") + line[from...]
  }
  return Field(text: shown, style: Theme.dim, hits: finder.matches(in: shown))
}
