/// Two texts of a policy, compared line by line and word by word.
public struct DifferenceScreen: Sendable {
  public var list = ListState()
}
