import Policies
import Runs

extension State {
  mutating func performOnRuns(_ command: Command) {
    guard var runs = screen as? RunsScreen else { return }
    switch command {
    case .searchRuns:
      runs.searchBefore = runs.filter.search
      screens[screens.count - 1] = runs
      dialog = .prompt(
        Prompt(
          .searchRuns, title: "Search runs", text: runs.filter.search ?? "",
          hint: "Content, reasoning and answer, as you type. Empty lists all."))
    case .filterRuns: askForFacet(runs)
    case .markRun:
      guard let id = runs.selected?.id else { return }
      runs.marked = runs.marked == id ? nil : id
      screens[screens.count - 1] = runs
    default: break
    }
  }

  mutating func searchRuns(_ text: String) -> [Effect] {
    timers.search = nil
    guard let runs = screen as? RunsScreen else { return [] }
    var filter = runs.filter
    filter.search = text.isEmpty ? nil : text
    return listRuns(filter)
  }

  /// Esc while a search is typed: the list is as it was before.
  mutating func leaveSearch() -> [Effect] {
    timers.search = nil
    guard let runs = screen as? RunsScreen else { return [] }
    return searchRuns(runs.searchBefore ?? "")
  }

  private mutating func listRuns(_ filter: RunFilter) -> [Effect] {
    guard var runs = screen as? RunsScreen, runs.filter != filter else { return [] }
    runs.filter = filter
    runs.isLoading = true
    screens[screens.count - 1] = runs
    return [.records(.list(filter))]
  }

  // MARK: Filters

  private mutating func askForFacet(_ runs: RunsScreen) {
    let periods = RunFacet.periods(now)
    let items = facets(runs).map { facet in
      let period = periods.first { $0.facet == facet }?.words
      return Picker.Item(
        value: facet.words, title: period ?? facet.words,
        detail: facet.isSet(in: runs.filter)
          ? "set; Enter lifts it" : period == nil ? "" : facet.words)
    }
    let all = Picker.Item(value: "", title: "all runs", detail: "lifts every filter")
    dialog = .pick(
      Picker(
        .runFilter, title: "Filter runs",
        items: runs.filter.facets.isEmpty ? items : [all] + items,
        hint: "Type to narrow. Filters of different kinds add up."))
  }

  /// What can be chosen: what was seen in the list, and what is always there. What is set can be
  /// lifted, whether it was seen or not.
  private func facets(_ runs: RunsScreen) -> [RunFacet] {
    var names = Set(runs.rows.map(\.policyName))
    if let name = policy.name { names.insert(name) }
    let versions = Set(runs.rows.compactMap(\.policyVersion))
    let engines = Set(runs.rows.map { $0.model ?? $0.engine })
    var facets = names.sorted().map(RunFacet.policy) + Decision.allCases.map(RunFacet.decision)
    facets += [.judged(true), .judged(false)]
    facets += RunFacet.periods(now).map(\.facet) + versions.sorted(by: >).map(RunFacet.version)
    facets += engines.sorted().map(RunFacet.engine) + RunState.allCases.map(RunFacet.state)
    return facets + runs.filter.facets.filter { !facets.contains($0) }
  }

  mutating func chooseFacet(_ words: String) -> [Effect] {
    guard let runs = screen as? RunsScreen else { return [] }
    var filter = runs.filter
    if let facet = facets(runs).first(where: { $0.words == words }) {
      facet.toggle(in: &filter)
    } else {
      filter = RunFilter(search: filter.search)
    }
    return listRuns(filter)
  }

  // MARK: Pages

  /// Asks for older runs once the last one is reached.
  mutating func loadMoreRuns() -> [Effect] {
    guard var runs = screen as? RunsScreen, !runs.isComplete, !runs.isLoading, !runs.isLoadingMore,
      runs.list.selected == runs.rows.count - 1, let last = runs.rows.last
    else { return [] }
    runs.isLoadingMore = true
    screens[screens.count - 1] = runs
    return [.records(.more(runs.filter, before: last.id))]
  }

  mutating func showRuns(_ rows: [RunSummary], _ filter: RunFilter) {
    changeRuns(filter) { $0.show(rows) }
  }

  mutating func addRuns(_ rows: [RunSummary], _ filter: RunFilter, before: Run.ID) {
    changeRuns(filter) { if $0.rows.last?.id == before { $0.add(rows) } }
  }

  /// An answer to an older filter is not taken for the new one.
  private mutating func changeRuns(_ filter: RunFilter, _ change: (inout RunsScreen) -> Void) {
    for index in screens.indices {
      guard var screen = screens[index] as? RunsScreen, screen.filter == filter else { continue }
      change(&screen)
      screens[index] = screen
    }
  }
}
