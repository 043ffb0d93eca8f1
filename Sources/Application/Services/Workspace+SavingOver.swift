import Workspace

extension Workspace {
  /// Saves, also where somebody else has saved in between: their text is a version, so that nothing
  /// is lost. A text in `policy.md` that is in no version stays a conflict.
  ///
  /// - Parameter seen: the hash of `policy.md` when it was last read; nil saves over anything.
  func saveOverSaved(
    _ text: String, as name: String, note: String, author: String, parent: Int?, time: String,
    seen: String?
  ) throws -> SaveResult {
    var seen = seen
    while true {
      do {
        return try save(
          text, as: name, note: note, author: author, parent: parent, time: time, lastSeen: seen)
      } catch let error as WorkspaceError where error.isConflict {
        let stored = try policy(named: name, leavesOutSettings: true)
        guard stored.current != nil, stored.sha256 != seen else { throw error }
        seen = stored.sha256
      }
    }
  }
}
