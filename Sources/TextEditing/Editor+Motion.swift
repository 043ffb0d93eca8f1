/// Moving the caret and selecting. Each of these ends the undo group that typing is in.
extension Editor {
  /// Moves the caret, extending the selection if `selecting`. `view` tells how lines are wrapped and
  /// how long a page is; nothing is scrolled (see `TextView.follow`).
  ///
  /// Without `selecting`, left and right first collapse a selection to that side. Up in the first
  /// row goes to the start of the text, down in the last to its end.
  public mutating func move(_ motion: Motion, selecting: Bool, in view: TextView) {
    let head = selection.head
    var goal: Int?
    let target: TextPosition
    switch motion {
    case .left where !selecting && !selection.isEmpty: target = selection.range.start
    case .right where !selecting && !selection.isEmpty: target = selection.range.end
    case .left: target = buffer.position(before: head) ?? head
    case .right: target = buffer.position(after: head) ?? head
    case .wordLeft: target = buffer.wordStart(before: head)
    case .wordRight: target = buffer.wordEnd(after: head)
    case .lineStart: target = TextPosition(line: head.line, offset: 0)
    case .lineEnd: target = buffer.lineEnd(head.line)
    case .documentStart: target = .start
    case .documentEnd: target = buffer.end
    case .up: (target, goal) = moved(by: -1, in: view)
    case .down: (target, goal) = moved(by: 1, in: view)
    case .pageUp: (target, goal) = moved(by: -view.rowsInPage, in: view)
    case .pageDown: (target, goal) = moved(by: view.rowsInPage, in: view)
    }
    place(target, selecting: selecting)
    goalColumn = goal
  }

  private func moved(by rows: Int, in view: TextView) -> (TextPosition, goal: Int) {
    var walker = RowWalker(buffer: buffer, wrapping: view.wrapping, at: selection.head)
    let goal = goalColumn ?? walker.column(of: selection.head)
    if walker.step(by: rows) == 0 { return (rows < 0 ? .start : buffer.end, goal) }
    // A row that only continues a cluster wider than a row has no position of its own.
    while walker.range.isEmpty, !walker.segment.line.isEmpty, walker.step(by: rows.signum()) == 1 {}
    return (walker.position(atColumn: goal), goal)
  }

  /// Puts the caret at a position: a click, or with `selecting` a drag.
  public mutating func place(_ position: TextPosition, selecting: Bool) {
    endUndoGroup()
    select(Selection(anchor: selecting ? selection.anchor : position, head: position))
  }

  /// Selects a range, with the caret at its end.
  public mutating func select(_ range: TextRange) {
    endUndoGroup()
    select(Selection(anchor: range.start, head: range.end))
  }

  public mutating func selectAll() { select(TextRange(.start, buffer.end)) }

  /// Selects the word at a position, or the run of spaces or symbols there: a double click.
  public mutating func selectWord(at position: TextPosition) {
    select(buffer.word(around: position))
  }

  /// Selects the line of a position with its line break: a triple click.
  public mutating func selectLine(at position: TextPosition) {
    select(buffer.lineRange(buffer.clamped(position).line))
  }

  /// Selects nothing, leaving the caret where it is.
  public mutating func clearSelection() { place(selection.head, selecting: false) }
}

extension TextBuffer {
  /// A line with the line break behind it, if there is one.
  func lineRange(_ line: Int) -> TextRange {
    let start = TextPosition(line: line, offset: 0)
    return TextRange(
      start, line + 1 < lineCount ? TextPosition(line: line + 1, offset: 0) : lineEnd(line))
  }
}
