extension Substring {
  /// The sentences of a line.
  var sentences: [Substring] {
    var found: [Substring] = []
    var start = startIndex
    var previous: Unicode.Scalar = " "
    for index in unicodeScalars.indices {
      let scalar = unicodeScalars[index]
      if ";；。!?".unicodeScalars.contains(scalar) || (previous == "." && scalar.isSpace) {
        found.append(self[start..<index].trimmed())
        start = unicodeScalars.index(after: index)
      }
      previous = scalar
    }
    found.append(self[start...].trimmed())
    return found.filter { !$0.isEmpty }
  }

  /// Whether a text stands here as a word of its own.
  func hasWord(_ word: String) -> Bool { wordRange(word) != nil }

  fileprivate func wordRange(_ word: String) -> Range<Index>? {
    var rest = self
    while let range = rest.firstRange(of: word) {
      let before =
        range.lowerBound > startIndex
        ? unicodeScalars[unicodeScalars.index(before: range.lowerBound)] : " "
      let after = range.upperBound < endIndex ? unicodeScalars[range.upperBound] : " "
      if !before.joinsWords, !after.joinsWords, before != "-", after != "-" { return range }
      rest = rest[range.upperBound...]
    }
    return nil
  }
}

extension String {
  /// With a blank in the place of a word.
  func replacingWord(_ word: String) -> String {
    let text = Substring(self)
    guard let range = text.wordRange(word) else { return self }
    return text[..<range.lowerBound] + " " + text[range.upperBound...]
  }
}

extension Substring {
  /// The parts between a separator.
  func components(separatedBy separator: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = self
    while let range = rest.firstRange(of: separator) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return parts + [rest]
  }
}
