public import Policies
import Runs
import TextEditing

extension State {
  /// Newest first, as the screen lists them.
  public var listedVersions: [PolicyVersion] { (policy.document?.versions ?? []).reversed() }

  var versionsScreen: VersionsScreen? {
    screen as? VersionsScreen
  }

  /// The version that the screen's commands are about.
  var selectedVersion: PolicyVersion? {
    guard let screen = versionsScreen, listedVersions.indices.contains(screen.list.selected)
    else { return nil }
    return listedVersions[screen.list.selected]
  }

  var scoredEngine: ScoredEngine {
    ScoredEngine(model: engine.identity.isModel ? engine.identity.model ?? "" : nil)
  }

  mutating func openVersions() -> [Effect] {
    screens.append(VersionsScreen(count: listedVersions.count))
    return examineVersions()
  }

  /// Asks for what the list cannot tell by itself.
  func examineVersions() -> [Effect] {
    guard let name = policy.name, let document = policy.document else { return [] }
    var effects: [Effect] = [
      .documents(.countChanges(policy: name, working: policy.editor.buffer.text))
    ]
    if !document.settings.cases.isEmpty {
      effects.append(
        .records(.score(policy: name, sets: document.settings.cases, by: scoredEngine)))
    }
    return effects
  }

  mutating func changeVersionsScreen(of name: String, _ change: (inout VersionsScreen) -> Void) {
    guard name == policy.name else { return }
    for index in screens.indices {
      guard var screen = screens[index] as? VersionsScreen else { continue }
      change(&screen)
      screens[index] = screen
    }
  }

  /// The document's versions or labels are others than they were.
  mutating func refreshVersionsScreen(before: [PolicyVersion]) -> [Effect] {
    guard let name = policy.name else { return [] }
    let (now, before) = (listedVersions, Array(before.reversed()))
    changeVersionsScreen(of: name) { $0.refresh(now, before: before) }
    return screens.contains { $0 is VersionsScreen } ? examineVersions() : []
  }

  // MARK: Comparing

  func compare(_ screen: VersionsScreen) -> [Effect] {
    let versions = listedVersions
    guard let name = policy.name, versions.indices.contains(screen.list.selected) else { return [] }
    let selected = versions[screen.list.selected]
    if let marked = versions.firstIndex(where: { VersionKey($0) == screen.marked }),
      marked != screen.list.selected
    {
      let (older, newer) =
        marked > screen.list.selected
        ? (versions[marked], selected) : (selected, versions[marked])
      return [.documents(.loadVersion(older, of: name, use: .compare(with: .pending(newer))))]
    }
    // What is on the bench has nothing to be compared with but its predecessor.
    if selected.number == policy.savedVersion,
      let before = versions.dropFirst(screen.list.selected + 1).first
    {
      return [.documents(.loadVersion(before, of: name, use: .compare(with: .pending(selected))))]
    }
    return [.documents(.loadVersion(selected, of: name, use: .compare(with: .workingText)))]
  }

  var workingTextName: String {
    policy.savedVersion.map { "v\($0), the working text" } ?? "the working text"
  }

  mutating func performOnVersions(_ command: Command) -> [Effect] {
    guard var screen = versionsScreen, let name = policy.name, let version = selectedVersion
    else { return [] }
    switch command {
    case .compareVersions: return compare(screen)
    case .besideVersion:
      differenceManner = DifferenceScreen.Manner(isSideBySide: true, isWhole: true)
      return [.documents(.loadVersion(version, of: name, use: .compare(with: .workingText)))]
    case .markVersion:
      screen.marked = screen.marked == VersionKey(version) ? nil : VersionKey(version)
      screens[screens.count - 1] = screen
    case .restoreVersion: return [.documents(.loadVersion(version, of: name, use: .restore))]
    case .copyVersion: return [.documents(.loadVersion(version, of: name, use: .copy))]
    case .labelVersion, .unlabelVersion, .protectLabel: return performOnLabels(command, of: version)
    default: break
    }
    return []
  }

  mutating func restore(_ text: String, of version: PolicyVersion) {
    screens = []
    policy.editor.replaceAllText(with: text)
    policy.basedOn = version.number
    policy.view.follow(policy.editor.selection.head, in: policy.editor.buffer)
    if policy.document?.text == text { policy.editor.markSaved() }
    textChanged(in: .policy)
    policy.refreshOutline()
    fitViews()
    say("v\(version.number) is the working text now; Ctrl-S saves it as a version.")
  }

  mutating func use(_ text: String, of version: PolicyVersion, for use: VersionUse) -> [Effect] {
    switch use {
    case .restore: restore(text, of: version)
    case .compare(with: .workingText):
      openDifference(
        from: text, named: "v\(version.number)", to: policy.editor.buffer.text,
        named: workingTextName)
    case .compare(with: .version(let older, let olderText)):
      openDifference(
        from: olderText, named: "v\(older)", to: text, named: "v\(version.number)")
    case .compare(with: .pending(let newer)):
      return policy.name.map {
        [
          .documents(
            .loadVersion(
              newer, of: $0, use: .compare(with: .version(version.number, text: text))))
        ]
      } ?? []
    case .copy:
      clipboard = text
      return [.terminal(.copy(text))]
    }
    return []
  }
}
