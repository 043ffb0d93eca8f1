import Policies
import Runs
import Wording

extension RunsScreen {
  public static let enter: ScreenEnter<Self>? = ScreenEnter("Trace") { screen, _ in
    screen.selected.map { [.effect(.records(.load($0.id)))] } ?? []
  }

  public static let commands: [ScreenCommand<Self>] = [
    ScreenCommand("/", "runs.search", "Search the runs", short: "Search") { screen, _ in
      screen.askForSearch()
    },
    ScreenCommand(
      "f", "runs.filter", "Filter the runs: policy, decision, state", short: "Filter"
    ) { $0.askForFacet(in: $1) },
    ScreenCommand(" ", "run.mark", "Mark the run for comparison", short: "Mark") { screen, _ in
      screen.toggleMark()
      return []
    },
    ScreenCommand("c", .compareTraces) { screen, _ in screen.compare() },
  ]

  private mutating func toggleMark() {
    guard let id = selected?.id else { return }
    marked = marked == id ? nil : id
  }

  /// Asks for the records of the marked run and the selected one. The first of the two is marked.
  private mutating func compare() -> [Update] {
    guard let selected = selected?.id else { return [] }
    if let marked, marked != selected { return [.effect(.records(.loadPair(marked, selected)))] }
    toggleMark()
    return marked == nil ? [] : [.say("Marked. c on another run compares the two.")]
  }
}

// MARK: Search and filters

extension RunsScreen {
  public enum Question: Hashable, Sendable {
    /// Esc goes back to what was searched before.
    case search(before: String?)
    case filter
  }

  public mutating func answer(
    _ question: Question, with answer: Answer, in environment: Environment
  ) -> [Update] {
    switch (question, answer) {
    case (.search, .typing(let text)), (.search, .typed(let text)):
      return search(text.trimmingSpaces)
    case (.search(let before), .left): return search(before ?? "")
    case (.filter, .chosen(let words)): return toggleFacet(words, in: environment)
    default: return []
    }
  }

  private func askForSearch() -> [Update] {
    [
      .ask(
        .prompt(
          Prompt(
            .screen(Self.asking(.search(before: filter.search))), title: "Search runs",
            text: filter.search ?? "",
            hint: "Content, reasoning and answer, as you type. Empty lists all.")))
    ]
  }

  private mutating func search(_ text: String) -> [Update] {
    var filter = filter
    filter.search = text.isEmpty ? nil : text
    return show(filter)
  }

  private mutating func show(_ filter: RunFilter) -> [Update] {
    guard self.filter != filter else { return [] }
    self.filter = filter
    loading = .newest
    return [.effect(.records(.list(filter)))]
  }

  private func askForFacet(in environment: Environment) -> [Update] {
    let periods = RunFacet.periods(environment.now)
    let items = facets(in: environment).map { facet in
      let period = periods.first { $0.facet == facet }?.words
      return Picker.Item(
        value: facet.words, title: period ?? facet.words,
        detail: facet.isSet(in: filter)
          ? "set; Enter lifts it" : period == nil ? "" : facet.words)
    }
    let all = Picker.Item(value: "", title: "all runs", detail: "lifts every filter")
    return [
      .ask(
        .pick(
          Picker(
            .screen(Self.asking(.filter)), title: "Filter runs",
            items: filter.facets.isEmpty ? items : [all] + items,
            hint: "Type to narrow. Filters of different kinds add up.")))
    ]
  }

  /// What can be chosen: what was seen in the list, and what is always there. What is set can be
  /// lifted, whether it was seen or not.
  private func facets(in environment: Environment) -> [RunFacet] {
    var names = Set(rows.map(\.policyName))
    if let name = environment.policy.name { names.insert(name) }
    let versions = Set(rows.compactMap(\.policyVersion))
    let engines = Set(rows.map { $0.model ?? $0.engine })
    let periods = RunFacet.periods(environment.now).map(\.facet)
    var facets = names.sorted().map(RunFacet.policy) + Decision.allCases.map(RunFacet.decision)
    facets += [.judged(true), .judged(false)]
    facets += periods + versions.sorted(by: >).map(RunFacet.version)
    facets += engines.sorted().map(RunFacet.engine) + RunState.allCases.map(RunFacet.state)
    return facets + filter.facets.filter { !facets.contains($0) }
  }

  private mutating func toggleFacet(_ words: String, in environment: Environment) -> [Update] {
    guard let facet = facets(in: environment).first(where: { $0.words == words }) else {
      return show(RunFilter(search: filter.search))
    }
    var filter = filter
    facet.toggle(in: &filter)
    return show(filter)
  }
}
