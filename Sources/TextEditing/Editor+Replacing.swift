/// Replacing what was found, and the whole text. Each is one undo group.
extension Editor {
  /// Replaces a range, as found by `TextSearch`, and puts the caret behind the replacement.
  public mutating func replace(current range: TextRange, with replacement: String) {
    let range = TextRange(buffer.clamped(range.start), buffer.clamped(range.end))
    let edit = Edit(range: range, replacement: replacement)
    change([edit], selecting: Selection(at: edit.replacementEnd))
  }

  /// Replaces every match and returns how many there were. The caret stays with its text.
  @discardableResult
  public mutating func replaceAll(_ search: TextSearch, with replacement: String) -> Int {
    var edits: [Edit] = []
    // From the end, so that an edit does not move the matches still to be replaced.
    for line in (0..<buffer.lineCount).reversed() {
      for match in search.matches(in: buffer.line(line)).reversed() {
        edits.append(Edit(range: TextRange(line: line, match), replacement: replacement))
      }
    }
    guard !edits.isEmpty else { return 0 }
    let caret = edits.reduce(selection.head) { $1.map($0) }
    change(edits, selecting: Selection(at: caret))
    return edits.count
  }

  /// Makes the text equal to `text`, byte for byte and with its line ending, by one edit of the
  /// lines between the first and the last that differ. The caret keeps its place in lines that stay,
  /// and line and offset as far as possible in those that do not.
  public mutating func replaceAllText(with text: String) {
    let new = TextBuffer(text)
    let lines = min(buffer.lineCount, new.lineCount)
    var head = 0
    while head < lines, Self.same(buffer.line(head), new.line(head)) { head += 1 }
    var tail = 0
    while tail < lines - head,
      Self.same(
        buffer.line(buffer.lineCount - 1 - tail), new.line(new.lineCount - 1 - tail))
    {
      tail += 1
    }
    let edit: Edit
    if head + tail == buffer.lineCount, head + tail == new.lineCount {
      guard buffer.lineEnding != new.lineEnding else { return }
      edit = Edit(range: TextRange(.start, .start), replacement: "")
    } else if head + tail == lines {
      edit = Self.insertingOrRemovingLines(from: buffer, to: new, head: head, tail: tail)
    } else {
      edit = Edit(
        range: buffer.range(ofLines: head..<(buffer.lineCount - tail)),
        replacement: new.text(in: new.range(ofLines: head..<(new.lineCount - tail))))
    }
    let caret = selection.head
    let isReplaced = caret.line >= head && caret.line < buffer.lineCount - tail
    let stays = isReplaced || caret <= edit.range.start
    change(
      [edit], selecting: Selection(at: stays ? caret : edit.map(caret)), lineEnding: new.lineEnding)
  }

  /// The edit when one of the texts has only more lines than the other.
  private static func insertingOrRemovingLines(
    from old: TextBuffer, to new: TextBuffer, head: Int, tail: Int
  ) -> Edit {
    // The line break that goes with the lines is the one behind them or, at the end, before them.
    func range(in buffer: TextBuffer) -> TextRange {
      let end = buffer.lineCount - tail
      return tail > 0
        ? TextRange(TextPosition(line: head, offset: 0), TextPosition(line: end, offset: 0))
        : TextRange(buffer.lineEnd(head - 1), buffer.end)
    }
    return Edit(range: range(in: old), replacement: new.text(in: range(in: new)))
  }

  /// Whether two lines are the same bytes; `==` takes canonically equivalent texts for equal.
  private static func same(_ a: String, _ b: String) -> Bool {
    a.utf8.elementsEqual(b.utf8)
  }
}

extension TextBuffer {
  /// From the start of the first of some lines (at least one) to the end of the last, without its
  /// line break.
  fileprivate func range(ofLines lines: Range<Int>) -> TextRange {
    TextRange(TextPosition(line: lines.lowerBound, offset: 0), lineEnd(lines.upperBound - 1))
  }
}

extension TextRange {
  /// A range of UTF-8 offsets in one line.
  public init(line: Int, _ offsets: Range<Int>) {
    self.init(
      TextPosition(line: line, offset: offsets.lowerBound),
      TextPosition(line: line, offset: offsets.upperBound))
  }
}
