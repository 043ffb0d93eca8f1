/// Which words of two lines differ.
struct WordDifference {
  /// UTF-8 ranges in the old line; empty where the lines have too little in common.
  private(set) var old: [Range<Int>] = []
  private(set) var new: [Range<Int>] = []

  /// - Parameter budget: Steps left, lowered by the work done.
  init(_ old: String, _ new: String, budget: inout Int) {
    let oldWords = Self.words(of: old)
    let newWords = Self.words(of: new)
    budget -= oldWords.count + newWords.count
    guard budget > 0, !oldWords.isEmpty, !newWords.isEmpty else { return }
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ word: Range<Int>, _ text: [UInt8]) -> Int {
      let key = text[word]
      if let known = numbers[key] { return known }
      numbers[key] = numbers.count
      return numbers.count - 1
    }
    let (oldBytes, newBytes) = (Array(old.utf8), Array(new.utf8))
    let allowance = min(budget, 200_000)
    let difference = SequenceDifference(
      oldWords.map { number($0, oldBytes) }, newWords.map { number($0, newBytes) },
      limit: TextDifference.wordLimit, budget: allowance)
    budget -= min(allowance, oldWords.count * 4)
    let kept = zip(oldWords, difference.keepsOld).reduce(0) { sum, word in
      word.1 && oldBytes[word.0.lowerBound] > 0x20 ? sum + word.0.count : sum
    }
    // Lines that share less than a quarter are two lines rather than one that changed.
    guard kept * 4 >= max(oldBytes.count, newBytes.count) else { return }
    self.old = Self.joined(oldWords, difference.keepsOld)
    self.new = Self.joined(newWords, difference.keepsNew)
  }

  /// Runs of letters and digits, runs of white space, and every other character by itself.
  private static func words(of text: String) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var previous = 0
    var offset = 0
    for scalar in text.unicodeScalars {
      let kind = scalar.isPartOfWord ? 1 : scalar.properties.isWhitespace ? 2 : 3
      let width = UTF8.width(scalar)
      if kind == previous, kind != 3, let last = words.last {
        words[words.count - 1] = last.lowerBound..<offset + width
      } else {
        words.append(offset..<offset + width)
      }
      previous = kind
      offset += width
    }
    return words
  }

  private static func joined(_ words: [Range<Int>], _ keeps: [Bool]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for (word, isKept) in zip(words, keeps) where !isKept {
      if let last = ranges.last, last.upperBound == word.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<word.upperBound
      } else {
        ranges.append(word)
      }
    }
    return ranges
  }
}

extension Unicode.Scalar {
  /// A letter, a digit, a sign on one of them, or the joiner within Persian words.
  fileprivate var isPartOfWord: Bool {
    if isASCII { return (0x30...0x39).contains(value) || (0x41...0x5A).contains(value & ~0x20) }
    switch properties.generalCategory {
    case .decimalNumber, .spacingMark: return true
    // Variation selectors and enclosing marks belong to emoji.
    case .nonspacingMark: return !(0xFE00...0xFE0F).contains(value)
    default: return properties.isAlphabetic || value == 0x200C
    }
  }
}
