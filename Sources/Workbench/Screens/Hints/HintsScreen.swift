/// What the linter says of the working text. The hints are the policy pane's.
public struct HintsScreen: Sendable {
  public var list = ListState()
}
