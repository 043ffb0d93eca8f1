/// One replacement of a range by a text: the only way in which a `TextBuffer` changes, other than
/// growing at its end. Line breaks in `replacement` are LF.
public struct Edit: Hashable, Sendable {
  public var range: TextRange
  public var replacement: String

  public init(range: TextRange, replacement: String) {
    self.range = range
    self.replacement = replacement
  }

  /// Where the replacement ends in the edited text.
  public var replacementEnd: TextPosition { range.start.advanced(over: replacement) }

  /// How many lines the edit adds (negative: removes).
  var lineDelta: Int { replacementEnd.line - range.end.line }

  /// Where a position of the old text is in the new one. A position inside what was replaced goes to
  /// the start of the replacement; one at the place of an insertion goes behind what was inserted.
  public func map(_ position: TextPosition) -> TextPosition {
    if position < range.start { return position }
    if position < range.end { return range.start }
    let end = replacementEnd
    if position.line == range.end.line {
      return TextPosition(
        line: end.line, offset: end.offset + position.offset - range.end.offset)
    }
    return TextPosition(
      line: position.line + end.line - range.end.line, offset: position.offset)
  }

  /// Which line of the new text is line `line` of the old one, or nil when that line is gone: it
  /// was inside what was replaced, or its beginning was and it has become the end of another line.
  public func map(line: Int) -> Int? {
    let first = range.start.line
    let last = range.end.line
    if line < first { return line }
    if line > last { return line + lineDelta }
    // Nothing of this line was replaced; what stands before it was, or was inserted.
    if line == last, range.end.offset == 0 { return line + lineDelta }
    if first == last { return line }
    return line == first && range.start.offset > 0 ? line : nil
  }
}
