/// How often each rule and example was considered, cited and decisive.
public struct CoverageScreen: Sendable {
  public var list = ListState()
}
