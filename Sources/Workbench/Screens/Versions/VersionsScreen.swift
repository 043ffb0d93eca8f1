import Policies

/// The saved versions of the open policy, newest first.
public struct VersionsScreen: ListScreen {
  public static let about = ScreenDescription(
    id: .versions, title: "Versions", whereabouts: "on Versions, which F2 opens",
    opening: .versions)

  public var list: ListState
  /// The open policy's, as last seen.
  var versions: [PolicyVersion]
  /// To be compared with the selected one; nil compares with the working text.
  public internal(set) var marked: VersionKey?
  /// nil until it is known.
  public private(set) var changes: VersionChanges?
  /// By version number; nil until it is known.
  public private(set) var scores: [Int: VersionScore]?
  public private(set) var scoredBy: ScoredEngine?

  /// - Parameter selected: the number of the version to select.
  init(in environment: Environment, selecting selected: Int? = nil) {
    versions = environment.listedVersions
    list = ListState(
      count: versions.count,
      selected: versions.firstIndex { $0.number == selected } ?? 0)
  }

  /// The version that commands are about.
  var selected: PolicyVersion? {
    versions.indices.contains(list.selected) ? versions[list.selected] : nil
  }

  public mutating func opened(in environment: Environment) -> [Update] {
    list.follow(rows: environment.rows(of: Self.self))
    return examine(in: environment)
  }

  /// Asks for what the list cannot tell by itself.
  private func examine(in environment: Environment) -> [Update] {
    guard let name = environment.policy.name, let document = environment.policy.document else {
      return []
    }
    let working = environment.policy.text
    let sets = document.settings.cases
    var updates = [Update.effect(.documents(.countChanges(policy: name, working: working)))]
    if !sets.isEmpty {
      let engine = ScoredEngine(model: environment.engine.identity)
      updates.append(.effect(.records(.score(policy: name, sets: sets, by: engine))))
    }
    return updates
  }

  public mutating func receive(
    _ message: Message, in environment: Environment
  ) -> [Update] {
    guard case .workspace(let event) = message else { return [] }
    switch event {
    case .versions(.changes(let changes, let name)) where name == environment.policy.name:
      self.changes = changes
    case .versions(.scores(let scores, let engine, let name)) where name == environment.policy.name:
      self.scores = scores
      scoredBy = engine
    case .versionText(let text, let version, let use):
      return take(text, of: version, for: use, in: environment)
    default:
      guard environment.listedVersions != versions else { return [] }
      refresh(environment.listedVersions)
      return examine(in: environment)
    }
    return []
  }

  /// The selected version stays selected when others come and go.
  private mutating func refresh(_ new: [PolicyVersion]) {
    let key = selected.map(VersionKey.init)
    versions = new
    list.setCount(new.count)
    if let index = new.firstIndex(where: { VersionKey($0) == key }) { list.select(index) }
  }
}

extension ScreenID {
  static let versions = ScreenID("versions")
}

extension Environment {
  /// Of the open policy, newest first.
  var listedVersions: [PolicyVersion] { (policy.document?.versions ?? []).reversed() }
}
