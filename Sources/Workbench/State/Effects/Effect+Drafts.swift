extension Effect {
  /// What was typed and not saved, and how the workbench looked. Never waits for anything else.
  public enum Drafts: Equatable, Sendable {
    case keep(DraftSnapshot)
    case discard(policy: String)
    /// Looks for text that was typed while no policy was open.
    case openUntitled
    case keepSession(SessionSnapshot)
    /// Says where drafts and records go, if not into the workspace.
    case checkPlaces
  }
}
