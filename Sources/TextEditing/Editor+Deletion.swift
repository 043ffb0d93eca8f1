/// Deleting. With a selection, that is what goes, whatever the unit.
extension Editor {
  /// Deletes what stands before the caret.
  public mutating func deleteBackward(_ unit: DeletionUnit) {
    let head = selection.head
    let before = buffer.position(before: head) ?? head
    let range =
      switch unit {
      case .character: TextRange(before, head)
      case .word: TextRange(buffer.wordStart(before: head), head)
      case .line: lineToDelete
      case .toLineStart:
        TextRange(head.offset == 0 ? before : TextPosition(line: head.line, offset: 0), head)
      case .toLineEnd: toLineEnd
      }
    delete(range, joining: unit == .character ? .deletingBackward : nil)
  }

  /// Deletes what stands behind the caret.
  public mutating func deleteForward(_ unit: DeletionUnit) {
    let head = selection.head
    switch unit {
    case .character:
      delete(TextRange(head, buffer.position(after: head) ?? head), joining: .deletingForward)
    case .word: delete(TextRange(head, buffer.wordEnd(after: head)), joining: nil)
    case .toLineEnd: delete(toLineEnd, joining: nil)
    case .line, .toLineStart: deleteBackward(unit)
    }
  }

  private var toLineEnd: TextRange {
    let head = selection.head
    let end = buffer.lineEnd(head.line)
    return TextRange(head, head == end ? buffer.position(after: head) ?? head : end)
  }

  /// The caret's line with a line break: the one behind it or, in the last line, the one before.
  private var lineToDelete: TextRange {
    let line = selection.head.line
    if line > 0, line + 1 == buffer.lineCount {
      return TextRange(buffer.lineEnd(line - 1), buffer.lineEnd(line))
    }
    return buffer.lineRange(line)
  }

  private mutating func delete(_ range: TextRange, joining kind: GroupKind?) {
    let range = selection.isEmpty ? range : selection.range
    guard !range.isEmpty else { return }
    change(
      [Edit(range: range, replacement: "")], selecting: Selection(at: range.start),
      joining: selection.isEmpty ? kind : nil)
  }
}
