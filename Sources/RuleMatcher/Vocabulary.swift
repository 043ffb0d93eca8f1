/// The terms of a policy, and how words of a content are read as one of them.
struct Vocabulary {
  /// How a word of the content came to be a term of the policy.
  enum Reading: Hashable {
    case same
    case leet
    case spaced
    /// Repeated letters were collapsed.
    case stretched
    /// Shared character trigrams, as a Dice coefficient.
    case similar(Double)
    case pattern(ContentPattern)
  }

  struct Match: Hashable {
    var term: Int
    /// 1 for the term itself, less for a likeness.
    var weight: Double
    var reading: Reading
  }

  /// Below this a likeness of two words is an accident.
  private static let leastLikeness = 0.65
  /// Trigrams of more terms than this tell nothing, and would cost time in huge policies.
  private static let longestPosting = 100

  /// Stems.
  private(set) var terms: [String] = []
  /// As the policy first spells each term, folded.
  private(set) var spellings: [String] = []
  private var ids: [String: Int] = [:]
  private var trigrams: [UInt32: [Int32]] = [:]
  private var trigramCounts: [Int] = []

  func id(of stem: String) -> Int? { ids[stem] }

  mutating func add(_ stem: String, spelling: String) -> Int {
    if let id = ids[stem] { return id }
    let id = terms.count
    ids[stem] = id
    terms.append(stem)
    spellings.append(spelling)
    let grams = Self.trigrams(of: stem)
    trigramCounts.append(grams.count)
    for gram in grams { trigrams[gram, default: []].append(Int32(id)) }
    return id
  }

  /// The terms that a word may be read as: none, one, or several for letters set apart.
  func matches(of word: Word) -> [Match] {
    if let id = ids[stem(word.text)] {
      return [Match(term: id, weight: 1, reading: word.disguise == .spaced ? .spaced : .same)]
    }
    if word.disguise != .spaced || word.text.utf8.contains(where: { (0x30...0x39).contains($0) }) {
      for reading in Word.leetReadings(of: word.text) {
        if let id = ids[stem(reading)] { return [Match(term: id, weight: 1, reading: .leet)] }
      }
    }
    if word.disguise == .spaced { return segments(of: word.text) }
    if let collapsed = collapsed(word.text) { return [collapsed] }
    return similar(to: word.text).map { [$0] } ?? []
  }

  /// `freeee` → `free` or `fre`.
  private func collapsed(_ word: String) -> Match? {
    for limit in [2, 1] {
      var text = ""
      var run = 0
      var changed = false
      for character in word {
        run = character == text.last ? run + 1 : 1
        if run > limit { changed = true } else { text.append(character) }
      }
      if changed, let id = ids[stem(text)] {
        return Match(term: id, weight: 1, reading: .stretched)
      }
    }
    return nil
  }

  /// Cuts a run of letters into terms, longest first, passing over what is none.
  private func segments(of text: String) -> [Match] {
    let letters = Array(text.utf8.prefix(200))
    var matches: [Match] = []
    var start = 0
    while start < letters.count {
      var next = start + 1
      for length in stride(from: min(16, letters.count - start), through: 3, by: -1) {
        let piece = String(decoding: letters[start..<(start + length)], as: UTF8.self)
        if let id = ids[stem(piece)] {
          matches.append(Match(term: id, weight: 1, reading: .spaced))
          next = start + length
          break
        }
      }
      start = next
    }
    return matches
  }

  private func similar(to word: String) -> Match? {
    let stem = stem(word)
    guard stem.utf8.count >= 5 else { return nil }
    let grams = Self.trigrams(of: stem)
    var shared: [Int32: Int] = [:]
    for gram in grams {
      guard let posting = trigrams[gram], posting.count <= Self.longestPosting else { continue }
      for term in posting { shared[term, default: 0] += 1 }
    }
    var best: (term: Int, dice: Double)?
    for (term, count) in shared where terms[Int(term)].utf8.count >= 5 {
      let dice = 2 * Double(count) / Double(grams.count + trigramCounts[Int(term)])
      let isBetter = best.map { dice > $0.dice || (dice == $0.dice && Int(term) < $0.term) } ?? true
      if dice >= Self.leastLikeness, isBetter { best = (Int(term), dice) }
    }
    return best.map { Match(term: $0.term, weight: 0.8 * $0.dice, reading: .similar($0.dice)) }
  }

  /// Distinct trigrams of scalars (21 bits cut to 10 each), with marks for beginning and end.
  private static func trigrams(of stem: String) -> Set<UInt32> {
    var window: (UInt32, UInt32) = (0, 1)
    var grams: Set<UInt32> = []
    for scalar in stem.unicodeScalars {
      let next = scalar.value & 0x3FF
      grams.insert(window.0 << 20 | window.1 << 10 | next)
      window = (window.1, next)
    }
    grams.insert(window.0 << 20 | window.1 << 10 | 2)
    return grams
  }
}
