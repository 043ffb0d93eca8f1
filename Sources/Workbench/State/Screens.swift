public import Cases
public import Policies
public import Runs

/// The screens beside the bench. Esc goes back, one at a time.
public enum Screen: Sendable {
  case versions(VersionsScreen)
  case cases(CasesScreen)
  case runs(RunsScreen)
  case engines(EnginesScreen)
  case pager(Pager)
  /// A screen that a later release brings.
  case later(Command)
}

public struct VersionsScreen: Sendable {
  public var list: ListState
  /// Marked for comparison with the selected one; nil compares with the working text.
  public var marked: Int?

  init(count: Int) {
    list = ListState(count: count)
  }
}

public struct CasesScreen: Sendable {
  public var filter = ""
  /// Indices into the set's cases.
  public var shown: [Int] = []
  private var shownIDs: [String] = []
  public var list = ListState()

  mutating func refresh(_ set: CaseSet?) {
    let cases = set?.cases ?? []
    let selectedID = shownIDs.indices.contains(list.selected) ? shownIDs[list.selected] : nil
    let needle = filter.lowercased()
    shown = cases.indices.filter { index in
      guard !needle.isEmpty else { return true }
      let item = cases[index]
      return item.id.lowercased().contains(needle)
        || item.renderedContent.lowercased().contains(needle)
        || item.tags.contains { $0.lowercased().contains(needle) }
        || (item.expected?.text.lowercased().contains(needle) ?? false)
    }
    shownIDs = shown.map { cases[$0].id }
    list.setCount(shown.count)
    if let index = shownIDs.firstIndex(where: { $0 == selectedID }) { list.select(index) }
  }
}

public struct RunsScreen: Sendable {
  public var filter = RunFilter()
  public var rows: [RunSummary] = []
  public var list = ListState()
  public var isLoading = true
}

/// What became of one case in this session.
public struct CaseResult: Hashable, Sendable {
  public var state: RunState
  public var decision: Decision?
  public var agreement: Agreement?
}
