/// The undo tree: revisions that know their parent, and for each state the child visited last, which
/// is where redo goes. Typing after an undo starts a new branch.
///
/// Memory is bounded: at most `maximumRevisions` revisions and about `maximumBytes` of inserted and
/// removed text are kept, and the oldest are forgotten first. The newest revision is always kept.
struct UndoHistory: Sendable {
  /// One step of undo: the edits of a group, in the order in which they were made.
  struct Revision: Sendable {
    var parent: Int
    var edits: [Edit]
    /// What takes `edits` back, edit by edit.
    var inverses: [Edit]
    var selectionBefore: Selection
    var selectionAfter: Selection
    /// Set when the revision replaced a text of the other line ending.
    var lineEndingBefore: TextBuffer.LineEnding
    var lineEndingAfter: TextBuffer.LineEnding

    var bytes: Int {
      (edits + inverses).reduce(0) { $0 + $1.replacement.utf8.count + 64 }
    }
  }

  var maximumRevisions = 1_000
  var maximumBytes = 16 << 20

  /// The state that the buffer is in. 0 is the original text; each other number is the state after
  /// the revision of that number, and is never used again.
  private(set) var current = 0
  private var revisions: [Int: Revision] = [:]
  private var lastChild: [Int: Int] = [:]
  private var oldest = 1
  private var next = 1
  private var bytes = 0

  mutating func record(_ revision: Revision) {
    revisions[next] = revision
    lastChild[current] = next
    current = next
    next += 1
    bytes += revision.bytes
    while revisions.count > 1,
      revisions.count > maximumRevisions || bytes > maximumBytes
    {
      forgetOldest()
    }
  }

  /// Joins an edit to the current revision, as its last edit, if the two make one edit of the same
  /// kind at one place: text typed on, or deletion going on in its direction.
  mutating func extendLatest(_ edit: Edit, inverse: Edit, selectionAfter: Selection) -> Bool {
    guard let last = revisions[current]?.edits.last,
      let lastInverse = revisions[current]?.inverses.last,
      let (joined, joinedInverse) = Edit.join(last, lastInverse, with: edit, inverse)
    else { return false }
    let index = revisions[current]!.edits.count - 1
    revisions[current]!.edits[index] = joined
    revisions[current]!.inverses[index] = joinedInverse
    revisions[current]!.selectionAfter = selectionAfter
    bytes += edit.replacement.utf8.count + inverse.replacement.utf8.count
    return true
  }

  /// Goes to the parent state and returns the revision to take back.
  mutating func undo() -> Revision? {
    guard let revision = revisions[current] else { return nil }
    current = revision.parent
    return revision
  }

  /// Goes to the child visited last and returns the revision to make again.
  mutating func redo() -> Revision? {
    guard let child = lastChild[current], let revision = revisions[child] else { return nil }
    current = child
    return revision
  }

  var canUndo: Bool { revisions[current] != nil }
  var canRedo: Bool { lastChild[current] != nil }

  private mutating func forgetOldest() {
    if let revision = revisions.removeValue(forKey: oldest) {
      bytes -= revision.bytes
      if lastChild[revision.parent] == oldest { lastChild[revision.parent] = nil }
    }
    oldest += 1
  }
}

extension Edit {
  /// Two successive edits as one, with its inverse; nil if they do not continue each other.
  fileprivate static func join(
    _ first: Edit, _ firstInverse: Edit, with second: Edit, _ secondInverse: Edit
  ) -> (Edit, Edit)? {
    if second.range.isEmpty, second.range.start == first.replacementEnd {
      return (
        Edit(range: first.range, replacement: first.replacement + second.replacement),
        Edit(
          range: TextRange(firstInverse.range.start, secondInverse.range.end),
          replacement: firstInverse.replacement)
      )
    }
    guard first.replacement.isEmpty, second.replacement.isEmpty else { return nil }
    let removed: String
    if second.range.end == first.range.start {
      removed = secondInverse.replacement + firstInverse.replacement
    } else if second.range.start == first.range.start {
      removed = firstInverse.replacement + secondInverse.replacement
    } else {
      return nil
    }
    let start = min(first.range.start, second.range.start)
    return (
      Edit(range: TextRange(start, start.advanced(over: removed)), replacement: ""),
      Edit(range: TextRange(start, start), replacement: removed)
    )
  }
}
