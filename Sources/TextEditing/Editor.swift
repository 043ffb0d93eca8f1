/// A text being edited: buffer, selection and undo. A value without clock or screen.
///
/// Positions given to it may lie anywhere; they are moved to the nearest cluster boundary.
public struct Editor: Sendable {
  /// Typing goes on in one undo group while pauses are no longer than this.
  static let pauseThatEndsGroup: Duration = .seconds(1)
  /// Characters after which a new undo group begins.
  static let charactersInGroup = 100

  public private(set) var buffer: TextBuffer
  public private(set) var selection = Selection(at: .start)
  /// The column, in cells, that up and down try to keep; set by the first such motion.
  var goalColumn: Int?
  private var history = UndoHistory()
  private var log = EditLog()
  private var savedState = 0
  private var openGroup: OpenGroup?

  /// The undo group that the next edit may join.
  private struct OpenGroup: Hashable, Sendable {
    var kind: GroupKind
    var count: Int
    var time: ContinuousClock.Instant?
  }

  enum GroupKind: Hashable, Sendable {
    case typing, deletingBackward, deletingForward
  }

  public init(_ text: String = "") {
    buffer = TextBuffer(text)
  }

  // MARK: State

  /// Grows by one with each edit of the text, those of undo and redo included.
  public var revision: Int { log.revision }

  /// Whether the text is in another state than when it was last saved. Undoing back to the saved
  /// state makes it unmodified again; typing the same text again does not.
  public var isModified: Bool { history.current != savedState }

  public mutating func markSaved() {
    savedState = history.current
    openGroup = nil
  }

  public var canUndo: Bool { history.canUndo }
  public var canRedo: Bool { history.canRedo }

  /// The selected text, with LF as line break; nil when nothing is selected.
  public var selectedText: String? {
    selection.isEmpty ? nil : buffer.text(in: selection.range)
  }

  /// The edits that lead from the text of `revision` to that of now, in order; nil when they are
  /// forgotten (at least the latest 2,000 are kept) or `revision` has not been yet.
  public func edits(since revision: Int) -> [Edit]? { log.edits(since: revision) }

  /// Where lines of the text as it was, counted from 0, are now; nil for a line that is gone.
  ///
  /// - Complexity: O(lines × edits since then).
  public func currentLines(of lines: some Sequence<Int>, since revision: Int) -> [Int?] {
    let edits = edits(since: revision)
    return lines.map { line in
      edits?.reduce(line as Int?) { line, edit in line.flatMap { edit.map(line: $0) } }
    }.map { $0 ?? nil }
  }

  // MARK: Text

  /// Inserts what was typed in place of the selection.
  ///
  /// Typing coalesces into one undo group until a second passes, a line break or several characters
  /// at once are typed, the caret moves, something is deleted, 100 characters have come together, or
  /// `endUndoGroup()` is called.
  public mutating func type(_ text: String, at time: ContinuousClock.Instant) {
    let text = Self.normalizingLineBreaks(text)
    let isOneCharacter = text.count == 1 && text != "\n"
    if let group = openGroup {
      let pause = group.time.map { $0.duration(to: time) } ?? .zero
      if !isOneCharacter || !selection.isEmpty || pause > Self.pauseThatEndsGroup {
        openGroup = nil
      }
    }
    replaceSelection(with: text, joining: isOneCharacter ? .typing : nil, at: time)
  }

  /// Inserts a text in place of the selection, as an undo group of its own. CR LF and CR become LF.
  public mutating func paste(_ text: String) {
    replaceSelection(with: Self.normalizingLineBreaks(text), joining: nil)
  }

  /// Ends the undo group that typing is in: the editor lost the focus, or a run began.
  public mutating func endUndoGroup() { openGroup = nil }

  private mutating func replaceSelection(
    with text: String, joining kind: GroupKind?, at time: ContinuousClock.Instant? = nil
  ) {
    guard !(text.isEmpty && selection.isEmpty) else { return }
    let edit = Edit(range: selection.range, replacement: text)
    change([edit], selecting: Selection(at: edit.replacementEnd), joining: kind, at: time)
  }

  /// Makes edits, in order, as one undo group, or as part of the open group if that is of `kind`.
  mutating func change(
    _ edits: [Edit], selecting after: Selection, joining kind: GroupKind? = nil,
    at time: ContinuousClock.Instant? = nil, lineEnding: TextBuffer.LineEnding? = nil
  ) {
    let before = selection
    let lineEndingBefore = buffer.lineEnding
    var inverses: [Edit] = []
    for edit in edits {
      inverses.append(buffer.apply(edit))
      log.append(edit)
    }
    if let lineEnding { buffer.lineEnding = lineEnding }
    // What was inserted may have become one cluster with what follows it: typing goes on behind it.
    select(after, roundingUp: true)
    if let kind, let group = openGroup, group.kind == kind, edits.count == 1,
      group.count < Self.charactersInGroup,
      history.extendLatest(edits[0], inverse: inverses[0], selectionAfter: selection)
    {
      openGroup = OpenGroup(kind: kind, count: group.count + 1, time: time)
      return
    }
    history.record(
      UndoHistory.Revision(
        parent: history.current, edits: edits, inverses: inverses, selectionBefore: before,
        selectionAfter: selection, lineEndingBefore: lineEndingBefore,
        lineEndingAfter: buffer.lineEnding))
    openGroup = kind.map { OpenGroup(kind: $0, count: 1, time: time) }
  }

  // MARK: Undo

  /// Takes the latest undo group back, with caret and selection as they were before it. False when
  /// there is none.
  @discardableResult
  public mutating func undo() -> Bool {
    guard let revision = history.undo() else { return false }
    restore(
      revision.inverses.reversed(), revision.selectionBefore, revision.lineEndingBefore)
    return true
  }

  /// Makes the group that was undone last again. False when there is none.
  @discardableResult
  public mutating func redo() -> Bool {
    guard let revision = history.redo() else { return false }
    restore(revision.edits, revision.selectionAfter, revision.lineEndingAfter)
    return true
  }

  private mutating func restore(
    _ edits: [Edit], _ selection: Selection, _ lineEnding: TextBuffer.LineEnding
  ) {
    for edit in edits {
      buffer.apply(edit)
      log.append(edit)
    }
    buffer.lineEnding = lineEnding
    endUndoGroup()
    select(selection)
  }

  // MARK: Selection

  /// Sets caret and anchor, moved to cluster boundaries. Does not end the undo group.
  mutating func select(_ selection: Selection, roundingUp: Bool = false) {
    func aligned(_ position: TextPosition) -> TextPosition {
      let start = buffer.clusterAligned(position)
      return roundingUp && start < buffer.clamped(position)
        ? buffer.position(after: start) ?? start : start
    }
    self.selection = Selection(
      anchor: aligned(selection.anchor), head: aligned(selection.head))
    goalColumn = nil
  }

  /// Terminals send CR for a line break in a paste.
  private static func normalizingLineBreaks(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
    return String(text.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 })
  }
}
