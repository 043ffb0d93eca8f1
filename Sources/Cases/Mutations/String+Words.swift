extension String {
  /// The text with words replaced at the rate of the draws; what is between them stays.
  ///
  /// - Parameter isPart: what words are made of.
  /// - Parameter replacement: nil where a word cannot be changed. It is asked of every word, hit or
  ///   not, so that its own draws do not depend on the rate.
  func replacingWords(
    of isPart: (Character) -> Bool = { !$0.isWhitespace }, _ draws: inout Draws,
    with replacement: (Substring, inout Draws) -> String?
  ) -> String {
    var result = ""
    result.reserveCapacity(utf8.count)
    var rest = self[...]
    while let first = rest.firstIndex(where: isPart) {
      result += rest[..<first]
      let word = rest[first...].prefix(while: isPart)
      if let replacement = replacement(word, &draws), draws.isHit() {
        result += replacement
      } else {
        result += word
      }
      rest = rest[word.endIndex...]
    }
    return result + rest
  }

  /// The text with something put between neighbours at the rate of the draws.
  func separating(
    _ draws: inout Draws, where isPlace: (Character, Character) -> Bool,
    by separator: (inout Draws) -> String
  ) -> String {
    var result = ""
    result.reserveCapacity(utf8.count)
    var previous: Character?
    for cluster in self {
      if let previous, isPlace(previous, cluster) {
        let separator = separator(&draws)
        if draws.isHit() { result += separator }
      }
      result.append(cluster)
      previous = cluster
    }
    return result
  }

  func removingScalars(where isRemoved: (Unicode.Scalar) -> Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars where !isRemoved(scalar) { result.append(scalar) }
    return String(result)
  }
}

extension Character {
  var isASCIILetter: Bool { isASCII && isLetter }
}
