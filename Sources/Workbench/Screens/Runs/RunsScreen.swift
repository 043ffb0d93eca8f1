import Policies
public import Runs

/// The recorded runs that a filter lets through, newest first, a page at a time.
public struct RunsScreen: ListScreen {
  public static let about = ScreenDescription(
    id: .runs, title: "Runs", whereabouts: "on Runs, which F4 opens", opening: .runs)

  /// How many are listed at once; more come when the last is reached.
  public static let page = 500

  /// What is on its way.
  public enum Loading: Hashable, Sendable {
    /// The newest page of a list that is not shown yet.
    case newest
    /// The page below the last one.
    case older
  }

  public internal(set) var filter = RunFilter()
  public private(set) var rows: [RunSummary] = []
  /// Whether a person has given a verdict on any of them.
  public private(set) var isJudged = false
  public var list = ListState()
  /// nil while nothing is.
  public internal(set) var loading: Loading? = .newest
  /// Whether no older run matches.
  public private(set) var isComplete = true
  /// The one to compare another with.
  public internal(set) var marked: Run.ID?

  public var selected: RunSummary? {
    rows.indices.contains(list.selected) ? rows[list.selected] : nil
  }

  /// Takes the newest page. Older pages that were read already stay; the selection stays on its run.
  private mutating func show(_ newest: [RunSummary]) {
    let selectedID = selected?.id
    var older: [RunSummary] = []
    if loading != .newest, let last = newest.last,
      let index = rows.firstIndex(where: { $0.id == last.id })
    {
      older = Array(rows[(index + 1)...])
    }
    if older.isEmpty { isComplete = newest.count < Self.page }
    rows = newest + older
    isJudged = rows.contains { $0.humanDecision != nil }
    loading = nil
    list.setCount(rows.count)
    // Newer runs above must not move what is selected.
    if let index = rows.firstIndex(where: { $0.id == selectedID }), list.selected > 0 {
      list.select(index)
    }
  }

  private mutating func judge(_ id: Run.ID, _ decision: Decision?) {
    guard let index = rows.firstIndex(where: { $0.id == id }) else { return }
    rows[index].humanDecision = decision
    isJudged = isJudged || decision != nil
  }

  /// Takes the runs that are older than the last.
  private mutating func add(_ older: [RunSummary]) {
    rows += older
    isJudged = isJudged || older.contains { $0.humanDecision != nil }
    loading = nil
    isComplete = older.count < Self.page
    list.setCount(rows.count)
  }
}

extension RunsScreen {
  public mutating func opened(in environment: Environment) -> [Update] {
    [.effect(.records(.list(filter)))]
  }

  /// Asks for older runs once the last one is reached.
  public mutating func move(
    _ motion: ListState.Motion, in environment: Environment
  ) -> [Update] {
    list.perform(motion)
    list.follow(rows: environment.rows(of: Self.self))
    guard !isComplete, loading == nil, list.selected == rows.count - 1, let last = rows.last else {
      return []
    }
    loading = .older
    return [.effect(.records(.more(filter, before: last.id)))]
  }

  public mutating func receive(
    _ message: Message, in environment: Environment
  ) -> [Update] {
    guard case .workspace(let event) = message else { return [] }
    let isInFront = environment.front == .runs
    switch event {
    // An answer to an older filter is not taken for the new one.
    case .runs(let newest, let filter) where filter == self.filter: show(newest)
    case .moreRuns(let older, let filter, let id)
    where filter == self.filter && id == rows.last?.id:
      add(older)
    case .records(.judgements(let verdicts, let id)):
      judge(id, verdicts.last { $0.decision != nil }?.decision)
    case .records(.pair(let left, let right)) where isInFront && left.id == marked:
      // The mark stays for a third.
      return [.push(TraceComparisonScreen(left, right))]
    case .records(.erased): return [.effect(.records(.list(filter)))]
    case .sealed where isInFront: return [.effect(.records(.list(filter)))]
    default: break
    }
    return []
  }
}

extension ScreenID {
  static let runs = ScreenID("runs")
}
