import RunLog
import Wording
import Workspace

extension RunLog {
  /// Opens records with what they seal beside runs, and with the place outside where their last seal is
  /// kept.
  ///
  /// - Parameter workspace: whose settings decide; nil for records of what lies outside of one.
  static func sealing(at path: String, of workspace: Workspace?) throws -> RunLog {
    try RunLog(
      path: path,
      outside: RunLogOutside(
        seals: SealFolder(UserFolders.state + "/seals"),
        settings: { policy in
          workspace.map { workspace in
            let digests = workspace.settingsDigests(of: policy)
            return SettingsDigests(policy: digests.policy, workspace: digests.workspace)
          }
        }))
  }
}

extension RunLog {
  /// Run records to read them; the last seal that was kept is known, and nothing is written.
  static func reading(at path: String) throws -> RunLog {
    try RunLog(
      reading: path, outside: RunLogOutside(seals: SealFolder(UserFolders.state + "/seals")))
  }
}

extension CurrentLabel {
  init(_ placed: PlacedLabel) {
    self.init(
      policy: placed.policy, label: placed.label, version: placed.version, sha256: placed.sha256,
      isProtected: placed.isProtected)
  }
}

extension CommandContext {
  /// Seals what was done to labels, which is in their file already: what cannot be sealed is said, and
  /// undoes nothing.
  func seal(_ changes: [LabelChange]) {
    guard !changes.isEmpty else { return }
    do {
      let log = try runLog()
      for change in changes {
        try log.append(change, at: TimeSource.system.now().unixMilliseconds)
      }
    } catch {
      console.note("precept: the label is changed, but the change is not sealed: \(error)")
    }
  }
}
