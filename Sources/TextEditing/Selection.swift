/// The caret (`head`) and the place where the selection began (`anchor`); the same place when
/// nothing is selected.
public struct Selection: Hashable, Sendable {
  public var anchor: TextPosition
  public var head: TextPosition

  public init(anchor: TextPosition, head: TextPosition) {
    self.anchor = anchor
    self.head = head
  }

  /// A caret that selects nothing.
  public init(at position: TextPosition) {
    self.init(anchor: position, head: position)
  }

  public var range: TextRange { TextRange(anchor, head) }
  public var isEmpty: Bool { anchor == head }
}
