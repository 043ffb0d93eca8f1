/// Subsequence matching as command palettes have it.
enum FuzzyMatch {
  /// How badly `query` matches `text`: nil if its characters do not all occur in order, else 0 for
  /// the best. Letters far apart, and letters inside words, cost.
  static func score(_ query: String, in text: String) -> Int? {
    let wanted = Array(query.lowercased().filter { !$0.isWhitespace })
    guard !wanted.isEmpty else { return 0 }
    var next = 0
    var score = 0
    var last: Int?
    var isWordStart = true
    for (index, character) in text.lowercased().enumerated() {
      if next < wanted.count, character == wanted[next] {
        if let last { score += index - last - 1 } else { score += min(index, 8) }
        if !isWordStart && last.map({ $0 + 1 != index }) ?? true { score += 4 }
        last = index
        next += 1
      }
      isWordStart = !character.isLetter && !character.isNumber
    }
    return next == wanted.count ? score : nil
  }
}
