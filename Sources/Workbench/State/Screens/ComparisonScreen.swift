/// Two traces, aligned by the rule under consideration.
public struct ComparisonScreen: Sendable {
  public var list = ListState()
}
