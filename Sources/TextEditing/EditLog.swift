/// The latest edits in order, one for each revision number, so that whoever keeps positions (gutter
/// marks, citations, highlighting) can carry them to the text of now.
struct EditLog: Sendable {
  /// How many edits can be asked for at least.
  static let capacity = 2_000

  /// The number of edits ever made.
  private(set) var revision = 0
  private var edits: [Edit] = []

  mutating func append(_ edit: Edit) {
    // Removing from the front costs the rest, so it is done once for each `capacity` edits.
    if edits.count == 2 * Self.capacity { edits.removeFirst(Self.capacity) }
    edits.append(edit)
    revision += 1
  }

  func edits(since revision: Int) -> [Edit]? {
    let count = self.revision - revision
    guard count >= 0, count <= edits.count else { return nil }
    return Array(edits.suffix(count))
  }
}
