public import Policies
import TextEditing

extension State {
  /// Newest first, as the screen lists them.
  public var listedVersions: [PolicyVersion] { (policy.document?.versions ?? []).reversed() }

  func compare(_ screen: VersionsScreen) -> [Effect] {
    let versions = listedVersions
    guard let name = policy.name, versions.indices.contains(screen.list.selected) else { return [] }
    let selected = versions[screen.list.selected]
    if let marked = screen.marked, versions.indices.contains(marked), marked != screen.list.selected
    {
      let (older, newer) =
        marked > screen.list.selected
        ? (versions[marked], selected) : (selected, versions[marked])
      return [.loadVersion(older, of: name, use: .compare(with: .pending(newer)))]
    }
    // What is on the bench has nothing to be compared with but its predecessor.
    if selected.number == policy.savedVersion,
      let before = versions.dropFirst(screen.list.selected + 1).first
    {
      return [.loadVersion(before, of: name, use: .compare(with: .pending(selected)))]
    }
    return [.loadVersion(selected, of: name, use: .compare(with: .workingText))]
  }

  mutating func performOnVersions(_ command: Command) -> [Effect] {
    guard case .versions(var screen)? = screen, let name = policy.name,
      listedVersions.indices.contains(screen.list.selected)
    else { return [] }
    let version = listedVersions[screen.list.selected]
    switch command {
    case .compareVersions: return compare(screen)
    case .markVersion:
      screen.marked = screen.marked == screen.list.selected ? nil : screen.list.selected
      screens[screens.count - 1] = .versions(screen)
    case .restoreVersion: return [.loadVersion(version, of: name, use: .restore)]
    case .copyVersion: return [.loadVersion(version, of: name, use: .copy)]
    case .labelVersion:
      dialog = .prompt(
        Prompt(
          .label(version: version.number), title: "Label v\(version.number)",
          hint: "A word such as staging or production. It moves from where it sits now."))
    default: break
    }
    return []
  }

  mutating func use(_ text: String, of version: PolicyVersion, for use: VersionUse) -> [Effect] {
    switch use {
    case .restore:
      screens = []
      policy.editor.replaceAllText(with: text)
      policy.basedOn = version.number
      policy.view.follow(policy.editor.selection.head, in: policy.editor.buffer)
      if policy.document?.text == text { policy.editor.markSaved() }
      textChanged(in: .policy)
      policy.refreshOutline()
      fitViews()
      say("v\(version.number) is the working text now; Ctrl-S saves it as a version.")
    case .compare(with: .workingText):
      showDifference(
        from: text, name: "v\(version.number)", to: policy.editor.buffer.text,
        name: policy.savedVersion.map { "v\($0), the working text" } ?? "the working text")
    case .compare(with: .version(let older, let olderText)):
      showDifference(
        from: olderText, name: "v\(older)", to: text, name: "v\(version.number)")
    case .compare(with: .pending(let newer)):
      return policy.name.map {
        [
          .loadVersion(
            newer, of: $0, use: .compare(with: .version(version.number, text: text)))
        ]
      } ?? []
    case .copy:
      clipboard = text
      return [.copy(text)]
    }
    return []
  }

  private mutating func showDifference(
    from old: String, name oldName: String, to new: String, name newName: String
  ) {
    let lines = [Pager.Line].difference(from: old, to: new)
    screens.append(
      .pager(
        Pager(
          title: "\(oldName) → \(newName)", facts: lines.isEmpty ? [] : [lines.changeCount],
          lines: lines.isEmpty ? [.init(.dim, "The two are the same.")] : lines)))
  }
}
