public struct VersionsScreen: Sendable {
  public var list: ListState
  /// Marked for comparison with the selected one; nil compares with the working text.
  public var marked: Int?

  init(count: Int) {
    list = ListState(count: count)
  }
}
