/// What the linter says of the working text.
public struct HintsScreen: Sendable {
  public var list = ListState()
}
