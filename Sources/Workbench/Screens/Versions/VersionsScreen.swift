import Policies

public struct VersionsScreen: LegacyScreen, ListScreen {
  public static let about = ScreenDescription(
    id: .versions, title: "Versions", whereabouts: "on Versions, which F2 opens", opening: .versions
  )
  public static var legacyEnterTitle: String? { "Compare with working text" }

  public var list: ListState
  /// To be compared with the selected one; nil compares with the working text.
  public var marked: VersionKey?
  /// nil until it is known.
  public internal(set) var changes: VersionChanges?
  /// By version number; nil until it is known.
  public internal(set) var scores: [Int: VersionScore]?
  public internal(set) var scoredBy: ScoredEngine?

  init(count: Int) {
    list = ListState(count: count)
  }

  /// The selected version stays selected when others come and go.
  mutating func refresh(_ versions: [PolicyVersion], before: [PolicyVersion]) {
    let key = before.indices.contains(list.selected) ? VersionKey(before[list.selected]) : nil
    list.setCount(versions.count)
    if let key, let index = versions.firstIndex(where: { VersionKey($0) == key }) {
      list.select(index)
    }
  }
}

extension ScreenID {
  static let versions = ScreenID("versions")
}
