/// Words and phrases of several languages, found in running text.
///
/// At each place the longest entry wins. In scripts with spaces an entry matches whole words only (or,
/// where it ends in `*`, words that begin so); in scripts without spaces it matches anywhere.
struct WordMatcher<Meaning: Hashable & Sendable>: Sendable {
  struct Match {
    var meaning: Meaning
    var range: Range<Substring.Index>
  }

  private struct Entry: Sendable {
    var scalars: [Unicode.Scalar]
    var isPrefix: Bool
    var meaning: Meaning
    /// The second scalar, which most candidates fail by.
    var second: Unicode.Scalar?
  }

  private let entries: [Unicode.Scalar: [Entry]]

  init(_ words: [(Meaning, [String])]) {
    var table: [Unicode.Scalar: [Entry]] = [:]
    for (meaning, list) in words {
      for word in list {
        let isPrefix = word.hasSuffix("*")
        let scalars = Array((isPrefix ? String(word.dropLast()) : word).lowercased().unicodeScalars)
        guard let first = scalars.first else { continue }
        table[first, default: []].append(
          Entry(
            scalars: scalars, isPrefix: isPrefix, meaning: meaning,
            second: scalars.count > 1 ? scalars[1] : nil))
      }
    }
    entries = table.mapValues { $0.sorted { $0.scalars.count > $1.scalars.count } }
  }

  /// Every match in the text, from left to right, none inside another.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  func matches(in text: Substring) -> [Match] {
    var found: [Match] = []
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    var previous: Unicode.Scalar = " "
    while index < scalars.endIndex {
      let scalar = scalars[index]
      if scalar.isUnspaced || !previous.joinsWords, let match = match(at: index, in: scalars) {
        found.append(match)
        index = match.range.upperBound
        previous = scalars[scalars.index(before: index)]
        continue
      }
      previous = scalar
      index = scalars.index(after: index)
    }
    return found
  }

  /// Whether any match has this meaning.
  func contains(_ meaning: Meaning, in text: Substring) -> Bool {
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    var previous: Unicode.Scalar = " "
    while index < scalars.endIndex {
      let scalar = scalars[index]
      if scalar.isUnspaced || !previous.joinsWords, let match = match(at: index, in: scalars) {
        if match.meaning == meaning { return true }
        index = match.range.upperBound
        previous = scalars[scalars.index(before: index)]
        continue
      }
      previous = scalar
      index = scalars.index(after: index)
    }
    return false
  }

  /// The entry that the text begins with.
  func match(startOf text: Substring) -> Match? {
    match(at: text.unicodeScalars.startIndex, in: text.unicodeScalars)
  }

  private func match(
    at start: Substring.Index, in scalars: Substring.UnicodeScalarView
  ) -> Match? {
    guard start < scalars.endIndex, let candidates = entries[scalars[start].lowered] else {
      return nil
    }
    let second = scalars.index(after: start)
    let next = second < scalars.endIndex ? scalars[second].lowered : nil
    for entry in candidates where entry.second == nil || entry.second == next {
      var index = start
      var isEqual = true
      for expected in entry.scalars {
        guard index < scalars.endIndex, scalars[index].lowered == expected else {
          isEqual = false
          break
        }
        scalars.formIndex(after: &index)
      }
      guard isEqual else { continue }
      let isUnspaced = entry.scalars.last?.isUnspaced ?? false
      if !isUnspaced {
        var end = index
        while end < scalars.endIndex, scalars[end].joinsWords, !scalars[end].isUnspaced {
          scalars.formIndex(after: &end)
        }
        guard entry.isPrefix || end == index else { continue }
        index = end
      }
      return Match(meaning: entry.meaning, range: start..<index)
    }
    return nil
  }
}

extension Unicode.Scalar {
  /// The lower-case letter, where that is one scalar.
  var lowered: Unicode.Scalar {
    if isASCII { return isASCIIUpper ? Unicode.Scalar(UInt8(value) | 0x20) : self }
    let mapping = properties.lowercaseMapping.unicodeScalars
    return mapping.count == 1 ? mapping.first ?? self : self
  }

  /// Letters, digits, marks and what stands inside words.
  var joinsWords: Bool {
    if isASCII { return isWord || self == "_" || self == "'" }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: return true
    default: return isWord || self == "’"
    }
  }
}
