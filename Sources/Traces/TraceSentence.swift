public import Harmony
public import Policies

/// One sentence of a recorded chain.
public struct TraceSentence: Hashable, Sendable {
  public var channel: Channel
  /// UTF-8 offsets in that channel's text.
  public var range: Range<Int>
  public var text: String
  /// When its first and its last byte arrived, in milliseconds since the request was made; nil if
  /// the record does not tell.
  public var began: Int?
  public var arrived: Int?
  /// The citations that begin in it, in order.
  public var citations: [Citation]
  /// The rule that is being weighed: the first that the sentence names, or else the last that was
  /// named before it; nil until one is named.
  public var rule: String?
}
