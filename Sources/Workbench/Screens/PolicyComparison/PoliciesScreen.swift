/// One content under several policies, a column each. What runs is the state's, and goes on when the
/// screen is left.
public struct PoliciesScreen: Sendable {
  /// The selected column.
  public var list: ListState

  init(count: Int) {
    list = ListState(count: count)
  }
}
