/// Words about answers, in every language of ``ConditionWords``.
enum AnswerWords {
  enum Kind: Hashable, Sendable {
    case condition, otherwise, or, request
  }

  private static let table: WordMatcher<Kind> = {
    var words: [(Kind, [String])] = []
    for row in ConditionWords.rows {
      words.append((.otherwise, row.otherwise))
      words.append((.condition, row.conditions))
      words.append((.or, row.or))
      words.append((.request, row.requests))
    }
    return WordMatcher(words)
  }()

  private static let leads = Set(ConditionWords.rows.flatMap(\.leads))

  static func matches(in text: Substring) -> [WordMatcher<Kind>.Match] { table.matches(in: text) }

  /// Whether the word stands between alternatives.
  static func isOr(_ word: Substring) -> Bool {
    guard let match = table.match(startOf: word) else { return false }
    return match.meaning == .or && match.range.upperBound == word.endIndex
  }

  /// Whether the text asks for an answer, or speaks of its form.
  static func asks(_ text: Substring) -> Bool {
    table.contains(.request, in: text)
  }

  /// Whether the text opens with words such as `if`.
  static func opensWithCondition(_ text: Substring) -> Bool {
    kind(startOf: text) == .condition
  }

  /// Conditions that only deny the one before: `1 if it is spam, 0 if not`.
  private static let denials: Set<String> = [
    "if not", "if it is not", "if it does not", "if it doesn't", "if it isn't", "if none",
    "if it doesn’t",
    "wenn nicht", "falls nicht", "si no", "si ce n'est pas le cas", "se não", "если нет",
    "if they do not",
  ]

  /// Whether a clause opens with words for all other cases, or is nothing but a denial.
  static func isOtherwise(_ clause: Substring) -> Bool {
    // In `1 if …, otherwise 0` the word belongs to what follows the comma.
    if clause.trimmedStart().unicodeScalars.first?.joinsWords == true,
      kind(startOf: clause) == .otherwise
    {
      return true
    }
    let start = clause.unicodeScalars.drop { !$0.joinsWords }.prefix(40).prefix {
      !",.;)".unicodeScalars.contains($0)
    }
    return denials.contains(Substring(start).trimmed().lowercased())
  }

  static func kind(startOf text: Substring) -> Kind? {
    let start = text.unicodeScalars.firstIndex(where: \.joinsWords) ?? text.endIndex
    return table.match(startOf: text[start...])?.meaning
  }

  /// Whether an answer line may begin with this before its colon: `Answer`, `Final verdict`.
  static func isLead(_ text: Substring) -> Bool {
    text.utf8.count <= 40 && leads.contains(text.lowercased())
  }
}
