/// A recorded run, taken apart.
public struct TraceScreen: Sendable {
  public var list = ListState()
}
