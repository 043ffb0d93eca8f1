import Policies
import Runs
public import TerminalText
import TextEditing
import Wording

extension RunsScreen {
  public func facts(in environment: Environment) -> Facts {
    var facts = Facts()
    facts.add(loading == .newest ? "loading…" : countWords)
    if let search = filter.search { facts.add("search “\(search)”", Theme.accent) }
    if !isComplete, loading != .newest { facts.add("older ones below") }
    for facet in filter.facets { facts.add(facet.words, Theme.accent) }
    if environment.isMasked { facts.add("content masked", Theme.caution) }
    if loading == .older { facts.add("loading older ones…", Theme.accent) }
    return facts
  }

  /// `2 runs`, `1 run matches`, `newest 500 runs` of more.
  private var countWords: String {
    let isFiltered = filter != RunFilter()
    let count = rows.count
    guard isComplete else { return "newest \(count) " + (isFiltered ? "that match" : "runs") }
    return Measure.count(count, "run") + (isFiltered ? count == 1 ? " matches" : " match" : "")
  }

  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    if rows.isEmpty, loading != .newest {
      frame.put(emptyWords(filter), row: 1, column: 2, in: layout.list, Theme.dim)
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
    let showsJudged = isJudged && environment.size.columns >= 60
    if showsJudged { columns.insert(Column(name: "person", width: 8), at: judged) }
    drawTable(columns, list: list, layout, environment, on: &frame) { index in
      var fields = fields(of: rows[index], environment)
      if showsJudged { fields.insert(humanField(rows[index]), at: judged) }
      return fields
    }
  }

  private func fields(of run: RunSummary, _ environment: Environment) -> [Field] {
    let ascii = environment.ascii
    let mark = run.id == marked ? (ascii ? "* " : "◆ ") : ""
    let version = run.policyVersion.map { " v\($0)" } ?? ""
    let verdict =
      run.state.map { DecisionWords.text(decision: run.decision, state: $0, ascii: ascii) }
      ?? "running"
    return [
      Field(text: String(Measure.moment(unixMilliseconds: run.startedAt).prefix(16))),
      Field(text: mark + run.policyName + version, style: Theme.strong),
      Field(text: verdict, style: DecisionWords.style(run.decision)),
      Field(text: run.totalMilliseconds.map { Measure.seconds(milliseconds: $0) } ?? ""),
      Field(text: run.model ?? run.engine, style: Theme.dim),
      run.isErased
        ? Field(text: "erased", style: Theme.caution)
        : preview(run.preview, filter.search, environment),
    ]
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
private func preview(
  _ text: String, _ search: String?, _ environment: Environment
) -> Field {
  let line = oneLine(text)
  guard let search, !environment.isMasked else {
    return Field(text: environment.shownContent(line), style: Theme.dim)
  }
  let finder = TextSearch(query: search, case: .ignored)
  var shown = line
  // A narrow window has room for the hit only.
  let before = environment.size.columns < 80 ? 4 : 12
  if let hit = finder.matches(in: line).first, hit.lowerBound > 24 {
    let start = line.utf8.index(line.utf8.startIndex, offsetBy: hit.lowerBound)
    let from = line.index(start, offsetBy: -before, limitedBy: line.startIndex) ?? line.startIndex
    shown = (environment.ascii ? "..." : "…") + line[from...]
  }
  return Field(text: shown, style: Theme.dim, hits: finder.matches(in: shown))
}
