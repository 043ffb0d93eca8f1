/// Several draws of one content under one policy: where they part.
public struct DrawsScreen: Sendable {
  public var list = ListState()
}
