extension Effect {
  /// What only the owner of the terminal can do.
  public enum Terminal: Equatable, Sendable {
    case copy(String)
    case edit(String, Pane)
    case suspend
    case redraw
    case quit
  }
}
