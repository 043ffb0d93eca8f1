import Policies
public import Runs

/// The recorded runs that a filter lets through, newest first, a page at a time.
public struct RunsScreen: LegacyScreen, ListScreen {
  public static let about = ScreenDescription(
    id: .runs, title: "Runs", whereabouts: "on Runs, which F4 opens", opening: .runs)
  public static var legacyEnterTitle: String? { "Trace" }

  /// How many are listed at once; more come when the last is reached.
  public static let page = 500

  public var filter = RunFilter()
  public var rows: [RunSummary] = []
  /// Whether a person has given a verdict on any of them.
  public private(set) var isJudged = false
  public var list = ListState()
  public var isLoading = true
  /// Whether no older run matches.
  public var isComplete = true
  /// Older runs are on their way.
  var isLoadingMore = false
  /// The one to compare another with.
  public var marked: Run.ID?
  /// What Esc goes back to while a search is typed.
  var searchBefore: String?

  public var selected: RunSummary? {
    rows.indices.contains(list.selected) ? rows[list.selected] : nil
  }

  /// Takes the newest page. Older pages that were read already stay; the selection stays on its run.
  mutating func show(_ newest: [RunSummary]) {
    let selectedID = selected?.id
    var older: [RunSummary] = []
    if !isLoading, let last = newest.last,
      let index = rows.firstIndex(where: { $0.id == last.id })
    {
      older = Array(rows[(index + 1)...])
    }
    if older.isEmpty { isComplete = newest.count < Self.page }
    rows = newest + older
    isJudged = rows.contains { $0.humanDecision != nil }
    isLoading = false
    isLoadingMore = false
    list.setCount(rows.count)
    // Newer runs above must not move what is selected.
    if let index = rows.firstIndex(where: { $0.id == selectedID }), list.selected > 0 {
      list.select(index)
    }
  }

  mutating func judge(_ id: Run.ID, _ decision: Decision?) {
    guard let index = rows.firstIndex(where: { $0.id == id }) else { return }
    rows[index].humanDecision = decision
    isJudged = isJudged || decision != nil
  }

  /// Takes the runs that are older than the last.
  mutating func add(_ older: [RunSummary]) {
    rows += older
    isJudged = isJudged || older.contains { $0.humanDecision != nil }
    isLoadingMore = false
    isComplete = older.count < Self.page
    list.setCount(rows.count)
  }
}

extension ScreenID {
  static let runs = ScreenID("runs")
}
