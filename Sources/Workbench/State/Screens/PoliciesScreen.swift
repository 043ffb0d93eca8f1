/// One content under several policies, a column each.
public struct PoliciesScreen: Sendable {
  public var list = ListState()
}
