public import Policies

/// A policy made ready for comparing: its units, their terms with weights, and its precedence.
///
/// Build it once for a policy and use it for any number of contents.
/// Complexity: linear in the policy; independent of how many contents follow.
public struct RuleIndex: Sendable {
  struct Posting {
    var unit: Int32
    var weight: Double
  }

  let format: AnswerFormat
  let units: [PolicyUnit]
  let vocabulary: Vocabulary
  /// By term: the units that have it, with its weight there.
  let postings: [[Posting]]
  /// By two or three neighbouring stems: the units that have them so.
  let phrases: [[String]: [Int32]]
  let precedence: Precedence
  /// The weight of all terms of a unit, by unit.
  let totals: [Double]
  /// Ways of speaking that a unit of the safe side excepts, by unit.
  let exceptions: [Int: Set<Context>]

  public init(policy text: String, outline: PolicyOutline, format: AnswerFormat) {
    self.format = format
    let units = UnitReader.units(of: text, outline: outline, format: format)
    self.units = units
    var builder = PostingsBuilder()
    var exceptions: [Int: Set<Context>] = [:]
    for (index, unit) in units.enumerated() {
      builder.add(unit, at: index)
      if unit.decision == .safe, unit.kind != .example {
        let excepted = Context.excepted(byRule: builder.lastWords)
        if !excepted.isEmpty { exceptions[index] = excepted }
      }
    }
    let postings = builder.weighted(unitCount: units.count)
    self.postings = postings
    totals = postings.joined().reduce(into: Array(repeating: 0, count: units.count)) {
      $0[Int($1.unit)] += $1.weight
    }
    vocabulary = builder.vocabulary
    phrases = builder.phrases
    self.exceptions = exceptions
    precedence = Precedence(text: text, ids: Set(outline.rules.map(\.id)))
  }

  /// How many rules, examples and list items speak for a decision.
  func count(of decision: Decision) -> Int { units.count { $0.decision == decision } }
}

/// Collects terms and phrases of units, then weighs the terms by how few units share them.
private struct PostingsBuilder {
  var vocabulary = Vocabulary()
  var phrases: [[String]: [Int32]] = [:]
  /// The words of the unit added last.
  var lastWords: [String] = []
  private var raw: [[RuleIndex.Posting]] = []
  /// By term: the rules, or else units, that have it. A rule and its own examples count once.
  private var owners: [Set<String>] = []
  private var allOwners: Set<String> = []
  private var lengths: [Int] = []

  /// What a definition adds to a rule that uses the defined term, against the rule's own words.
  private static let definitionWeight = 0.5

  mutating func add(_ unit: PolicyUnit, at index: Int) {
    let owner = unit.rule ?? "line \(unit.line)"
    allOwners.insert(owner)
    let words = WordReader.words(of: FoldedText(unit.text))
    lastWords = words.map(\.text)
    let stems = lastWords.map(stem)
    var weights: [Int: Double] = [:]
    collect(lastWords, factor: 1, into: &weights)
    for definition in unit.definitions {
      let words = WordReader.words(of: FoldedText(definition))
      collect(words.map(\.text), factor: Self.definitionWeight, into: &weights)
    }
    for (term, weight) in weights.sorted(by: { $0.key < $1.key }) {
      raw[term].append(RuleIndex.Posting(unit: Int32(index), weight: weight))
      owners[term].insert(owner)
    }
    lengths.append(weights.count)
    addPhrases(words, stems: stems, unit: Int32(index))
  }

  private mutating func collect(
    _ words: [String], factor: Double, into weights: inout [Int: Double]
  ) {
    for word in words {
      let stem = stem(word)
      let weight = CommonWords.weight(of: stem) * factor
      guard weight > 0, stem.unicodeScalars.count > 1 else { continue }
      let term = vocabulary.add(stem, spelling: word)
      if term == raw.count {
        raw.append([])
        owners.append([])
      }
      weights[term] = max(weights[term] ?? 0, weight)
    }
  }

  /// Neighbours within a sentence; function words are part of a phrase but cannot be all of it.
  private mutating func addPhrases(_ words: [Word], stems: [String], unit: Int32) {
    for phrase in Phrase.phrases(of: words, stems: stems) where phrases[phrase]?.last != unit {
      phrases[phrase, default: []].append(unit)
    }
  }

  func weighted(unitCount: Int) -> [[RuleIndex.Posting]] {
    let total = Double(max(allOwners.count, 1))
    let average = Double(lengths.reduce(0, +)) / Double(max(unitCount, 1))
    return raw.enumerated().map { term, postings in
      let rarity = inverseFrequency(Double(owners[term].count), of: total)
      return postings.map { posting in
        let length = Double(lengths[Int(posting.unit)]) / max(average, 1)
        let weight = posting.weight * rarity / (0.8 + 0.2 * length)
        return RuleIndex.Posting(unit: posting.unit, weight: weight)
      }
    }
  }

  /// 1 for a term of one rule, falling towards 0 for a term of all of them.
  private func inverseFrequency(_ count: Double, of total: Double) -> Double {
    logarithm(1 + total / count) / logarithm(1 + total)
  }
}

/// Neighbouring words that policy and content may share.
enum Phrase {
  static func phrases(of words: [Word], stems: [String]) -> Set<[String]> {
    var phrases: Set<[String]> = []
    for index in words.indices {
      for length in [2, 3] where index + length <= words.count {
        guard !words[(index + 1)..<(index + length)].contains(where: \.opensSentence) else {
          continue
        }
        let phrase = Array(stems[index..<(index + length)])
        if isTelling(phrase) { phrases.insert(phrase) }
      }
    }
    return phrases
  }

  /// Two words with meaning, or three with one.
  private static func isTelling(_ phrase: [String]) -> Bool {
    let telling = phrase.count { CommonWords.weight(of: $0) > 0 }
    return telling >= (phrase.count == 2 ? 2 : 1)
  }
}
