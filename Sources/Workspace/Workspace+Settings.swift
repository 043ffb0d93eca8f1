public import Policies

extension Workspace {
  /// A change of a policy's `policy.toml`, so that it can be taken back.
  public struct SettingsChange: Hashable, Sendable {
    /// nil where there was no file.
    public var before: String?
    public var after: String

    public init(before: String?, after: String) {
      self.before = before
      self.after = after
    }
  }

  /// Says in `policy.toml` what a label decides. The rest of the file stays as it is; it is made where
  /// there is none.
  ///
  /// - Throws: ``WorkspaceError``: the file cannot be read, has a form that is not edited, or cannot be
  ///   written.
  public func setDecision(
    _ decision: Decision, ofLabel label: String, in policy: String
  ) throws -> SettingsChange {
    try changingSettings(of: policy) { path, old in
      let text = try SettingsEditor(old ?? "", file: path).deciding(label, decision)
      try checkSize(text, path)
      try files.replace(path, with: Array(text.utf8))
      return SettingsChange(before: old, after: text)
    }
  }

  /// Takes a change back.
  ///
  /// - Throws: ``WorkspaceError`` when the file has been changed since.
  public func undo(_ change: SettingsChange, in policy: String) throws {
    try changingSettings(of: policy) { path, now in
      guard now == change.after else { throw WorkspaceError.conflict(path) }
      if let before = change.before {
        try files.replace(path, with: Array(before.utf8))
      } else {
        try files.remove(path)
      }
    }
  }

  /// - Parameter body: gets the path and the text; nil where there is no file.
  private func changingSettings<T>(
    of policy: String, _ body: (String, String?) throws -> T
  ) throws -> T {
    try checkPolicy(policy)
    let folder = policyFolder(policy)
    let path = folder + "/policy.toml"
    return try writing(path) {
      let lock = try files.lock(folder)
      return try withExtendedLifetime(lock) {
        try body(path, files.kind(of: path) == nil ? nil : try text(at: path))
      }
    }
  }
}
