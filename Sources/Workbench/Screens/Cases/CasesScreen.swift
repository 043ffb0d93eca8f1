public import Cases
import Evaluation
public import Policies
public import Runs
import Wording

public struct CasesScreen: LegacyScreen, ListScreen {
  public static let about = ScreenDescription(
    id: .cases, title: "Cases", whereabouts: "on Cases, which F3 opens", opening: .cases)
  public static var legacyEnterTitle: String? { "Open" }

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

/// What became of one case in this session.
public struct CaseResult: Hashable, Sendable {
  public var state: RunState
  public var decision: Decision?
  public var agreement: Agreement?

  /// Whether the engine gave no answer.
  var isFailed: Bool { !state.isAnswered }
}

extension ScreenID {
  static let cases = ScreenID("cases")
}
