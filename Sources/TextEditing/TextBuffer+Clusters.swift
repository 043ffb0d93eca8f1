/// Steps by grapheme cluster and by word.
extension TextBuffer {
  /// The start of the cluster that `position` is in; `position` itself when it is at a boundary.
  public func clusterAligned(_ position: TextPosition) -> TextPosition {
    let position = clamped(position)
    let line = line(position.line)
    let index = index(position)
    guard index > line.startIndex, index < line.endIndex else { return position }
    let start = line.index(before: line.index(after: index))
    return TextPosition(line: position.line, offset: line.offset(of: start))
  }

  /// One cluster or line break further, nil at the end of the text.
  public func position(after position: TextPosition) -> TextPosition? {
    let line = line(position.line)
    let index = index(position)
    if index < line.endIndex {
      return TextPosition(line: position.line, offset: line.offset(of: line.index(after: index)))
    }
    return position.line + 1 < lineCount ? TextPosition(line: position.line + 1, offset: 0) : nil
  }

  /// One cluster or line break back, nil at the start of the text.
  public func position(before position: TextPosition) -> TextPosition? {
    if position.offset > 0 {
      let line = line(position.line)
      let index = line.index(before: index(position))
      return TextPosition(line: position.line, offset: line.offset(of: index))
    }
    return position.line > 0 ? lineEnd(position.line - 1) : nil
  }

  func lineEnd(_ line: Int) -> TextPosition {
    TextPosition(line: line, offset: self.line(line).utf8.count)
  }

  /// The end of the word at or behind `position`.
  func wordEnd(after position: TextPosition) -> TextPosition {
    var position = position
    while wordClass(after: position) == .space, let next = self.position(after: position) {
      position = next
    }
    guard let run = wordClass(after: position) else { return position }
    while wordClass(after: position) == run, let next = self.position(after: position) {
      position = next
    }
    return position
  }

  /// The start of the word at or before `position`.
  func wordStart(before position: TextPosition) -> TextPosition {
    var position = position
    while let previous = self.position(before: position), wordClass(after: previous) == .space {
      position = previous
    }
    guard let first = self.position(before: position) else { return position }
    let run = wordClass(after: first)
    while let previous = self.position(before: position), wordClass(after: previous) == run {
      position = previous
    }
    return position
  }

  /// The run of one class of characters around `position`, within its line: what a double click
  /// selects.
  func word(around position: TextPosition) -> TextRange {
    let position = clusterAligned(position)
    let here = position.offset < lineEnd(position.line).offset ? position : nil
    guard let seed = here ?? (position.offset > 0 ? self.position(before: position) : nil),
      let run = wordClass(after: seed)
    else { return TextRange(position, position) }
    var start = seed
    while start.offset > 0, let previous = self.position(before: start),
      wordClass(after: previous) == run
    {
      start = previous
    }
    var end = seed
    let lineEnd = lineEnd(position.line)
    while end < lineEnd, wordClass(after: end) == run, let next = self.position(after: end) {
      end = next
    }
    return TextRange(start, end)
  }

  private enum WordClass {
    case space, word, symbol
  }

  /// The class of the cluster behind `position`; a line break is a space; nil at the end.
  private func wordClass(after position: TextPosition) -> WordClass? {
    let line = line(position.line)
    let index = index(position)
    guard index < line.endIndex else { return position.line + 1 < lineCount ? .space : nil }
    let character = line[index]
    if character.isWhitespace { return .space }
    if character.isInWord { return .word }
    // Inside a word these belong to it, as in "don't", "SP3.b" and "1.3" (UAX #29, MidNumLet).
    if character == "." || character == "'" || character == "’" {
      let next = line.index(after: index)
      if index > line.startIndex, next < line.endIndex, line[next].isInWord,
        line[line.index(before: index)].isInWord
      {
        return .word
      }
    }
    return .symbol
  }
}

extension Character {
  fileprivate var isInWord: Bool { isLetter || isNumber || self == "_" }
}

extension String {
  /// The UTF-8 offset of an index.
  func offset(of index: Index) -> Int { utf8.distance(from: utf8.startIndex, to: index) }
}
