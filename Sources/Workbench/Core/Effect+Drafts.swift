extension Effect {
  /// What was typed and not saved, and how the workbench looked. Never waits for anything else.
  public enum Drafts: Equatable, Sendable {
    case keep(DraftSnapshot)
    /// Removes this process's draft of a policy. Those of others stay.
    case discard(policy: String)
    /// Looks for text that was typed while no policy was open.
    case openUntitled
    case keepSession(SessionSnapshot)
    /// Says where drafts and records go, if not into the workspace.
    case checkPlaces

    /// Lists drafts that other processes have left, in which something is not saved.
    case list
    case read(String)
    /// Keeps the snapshot as this process's own, and then removes the draft that it was taken from.
    case take(String, as: DraftSnapshot)
    /// Removes one that another process has left, for good.
    case discardLeft(String)
    /// Keeps a text that another takes the place of. It is listed from now on, and never comes back
    /// by itself.
    case setAside(DraftSnapshot)
  }
}
