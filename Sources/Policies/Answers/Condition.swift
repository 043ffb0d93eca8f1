/// What a condition says of the content that it describes: `if it breaks a rule`, `when it is fine`.
enum Condition {
  private enum Meaning: Hashable, Sendable {
    case harm, fine, uncertain, person, negation, turn
  }

  private static let people: Set<String> = [
    "human", "moderator", "person", "editor", "reviewer", "colleague", "volunteer", "mensch*",
    "humain*", "human*", "человек*", "модератор*", "人工",
  ]

  private static let table: WordMatcher<Meaning> = {
    var words: [(Meaning, [String])] = [
      (.turn, ["but", "aber", "mais", "pero", "mas", "но", "但", "ただし"])
    ]
    for row in ConditionWords.rows {
      words.append((.harm, row.harm))
      words.append((.fine, row.fine))
      words.append((.uncertain, row.uncertain.filter { !people.contains($0) }))
      words.append((.person, row.uncertain.filter(people.contains)))
      words.append(
        (.negation, row.negations + (row.conditions.contains("unless") ? ["unless"] : [])))
    }
    return WordMatcher(words)
  }()

  /// What content that meets the condition is, or nil where the words do not say.
  ///
  /// The first word that judges counts; a later one that says the opposite makes it unknown. A
  /// negation turns every word behind it, as far as the next `but`, and the word right before it.
  static func decision(of clause: Substring) -> Decision? {
    var found: [Decision] = []
    var mentionsPerson = false
    var isNegated = false
    var last: (end: Substring.Index, place: Int)?
    for word in words(of: clause) {
      switch word.meaning {
      case .turn: isNegated = false
      case .person: mentionsPerson = true
      case .negation:
        if let before = last, Self.isClose(clause[before.end..<word.range.lowerBound]) {
          found[before.place] = opposite(found[before.place])
          last = nil
        } else {
          isNegated = true
        }
      case .uncertain:
        found.append(.escalate)
        last = nil
      case .harm, .fine:
        let decision: Decision = (word.meaning == .harm) != isNegated ? .violates : .safe
        found.append(decision)
        last = (word.range.upperBound, found.count - 1)
      }
    }
    guard let first = found.first else { return mentionsPerson ? .escalate : nil }
    let sides = Set(found.filter { $0 != .escalate })
    return sides.count > 1 ? nil : first
  }

  private static func opposite(_ decision: Decision) -> Decision {
    decision == .safe ? .violates : decision == .violates ? .safe : .escalate
  }

  /// At most one word, and no stop, between a word and its negation: `breaks no rule`, 違反していない.
  private static func isClose(_ gap: Substring) -> Bool {
    guard !gap.utf8.contains(where: { ",;:.()".utf8.contains($0) }) else { return false }
    if gap.unicodeScalars.contains(where: \.isUnspaced) { return gap.unicodeScalars.count <= 8 }
    return gap.words(limit: 3).count <= 1
  }

  private static func words(of clause: Substring) -> [WordMatcher<Meaning>.Match] {
    var found = table.matches(in: clause)
    // Words that decide by themselves, such as `allowed`, count as judgments.
    for word in DecisionWords.ranges(in: clause) {
      guard !found.contains(where: { $0.range.overlaps(word.range) }) else { continue }
      let meaning: Meaning =
        switch word.decision {
        case .violates: .harm
        case .safe: .fine
        case .escalate: .uncertain
        }
      found.append(.init(meaning: meaning, range: word.range))
    }
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}

extension DecisionWords {
  /// Each word of the text that decides by itself.
  static func ranges(in text: Substring) -> [(decision: Decision, range: Range<Substring.Index>)] {
    var found: [(decision: Decision, range: Range<Substring.Index>)] = []
    var view = text.unicodeScalars[...]
    while let start = view.firstIndex(where: \.joinsWords), found.count < 64 {
      let end = view[start...].firstIndex { !$0.joinsWords } ?? view.endIndex
      let word = text[start..<end]
      if word.utf8.count <= 48, let decision = decision(of: word) {
        found.append((decision, start..<end))
      }
      view = view[end...]
    }
    return found
  }
}
