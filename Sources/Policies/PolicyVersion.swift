/// A saved, immutable version of a policy. Its identity is its hash; the number is for people and
/// may collide between git branches.
public struct PolicyVersion: Hashable, Sendable {
  public var number: Int
  /// Of the text's bytes.
  public var sha256: String
  /// The version that the text grew from.
  public var parent: Int?
  public var author: String
  /// RFC 3339, UTC.
  public var time: String
  public var note: String
  /// `production`, `staging`, your own; never only digits.
  public var labels: [String]

  public init(
    number: Int, sha256: String, parent: Int?, author: String, time: String, note: String,
    labels: [String] = []
  ) {
    self.number = number
    self.sha256 = sha256
    self.parent = parent
    self.author = author
    self.time = time
    self.note = note
    self.labels = labels
  }
}
