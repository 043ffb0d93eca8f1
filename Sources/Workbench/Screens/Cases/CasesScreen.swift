public import Cases
import Evaluation
public import Policies
public import Runs
import Wording

/// The cases of the open set, narrowed by a filter.
public struct CasesScreen: ListScreen {
  public static let about = ScreenDescription(
    id: .cases, title: "Cases", whereabouts: "on Cases, which F3 opens", opening: .cases)

  public internal(set) var filter = ""
  /// Indices into the set's cases.
  public private(set) var shown: [Int] = []
  private var shownIDs: [String] = []
  /// Shows these only, by id; nil shows all.
  private var only: Set<String>?
  public var list = ListState()

  /// - Parameter only: the ids of the cases to show; nil shows all.
  init(in environment: Environment, only: Set<String>? = nil) {
    self.only = only
    refresh(environment.content.caseSet)
  }

  /// The case that commands are about.
  func selected(in environment: Environment) -> Case? {
    guard let set = environment.content.caseSet, shown.indices.contains(list.selected),
      set.cases.indices.contains(shown[list.selected])
    else { return nil }
    return set.cases[shown[list.selected]]
  }

  mutating func select(_ index: Int) {
    if let row = shown.firstIndex(of: index) { list.select(row) }
  }

  /// The selected case stays selected when others come and go.
  mutating func refresh(_ set: CaseSet?) {
    let cases = set?.cases ?? []
    let selectedID = shownIDs.indices.contains(list.selected) ? shownIDs[list.selected] : nil
    let needle = filter.lowercased()
    shown = cases.indices.filter { index in
      let item = cases[index]
      if let only, !only.contains(item.id) { return false }
      guard !needle.isEmpty else { return true }
      return item.id.lowercased().contains(needle)
        || item.renderedContent.lowercased().contains(needle)
        || item.tags.contains { $0.lowercased().contains(needle) }
        || (item.expected?.text.lowercased().contains(needle) ?? false)
    }
    shownIDs = shown.map { cases[$0].id }
    list.setCount(shown.count)
    if let index = shownIDs.firstIndex(where: { $0 == selectedID }) { list.select(index) }
  }

  public mutating func receive(
    _ message: Message, in environment: Environment
  ) -> [Update] {
    switch message {
    case .workspace(.cases), .workspace(.caseAdded),
      .workspace(.versions(.looked(_, document: _, cases: .some, of: _))):
      refresh(environment.content.caseSet)
    case .workspace(.evaluation(.began(let results))):
      if environment.front == id, results.plan.kind == .classification {
        return [.push(ClassificationScreen(results))]
      }
    default: break
    }
    return []
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
