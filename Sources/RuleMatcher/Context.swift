/// Ways of speaking that a policy may except: quoting, reporting, warning, teaching, asking,
/// declining. The raw values are how a report calls them.
enum Context: String, CaseIterable {
  case quotation, report, warning, news, education, question, refusal

  /// Word stems by which a rule of the safe side says that it excepts this way of speaking.
  private var ruleWords: Set<String> {
    switch self {
    case .quotation: ["quot", "quote", "cit", "quotation"]
    case .report: ["report", "flag"]
    case .warning: ["warn", "caution", "debunk", "beware"]
    case .news: ["news", "journal", "journalist", "journalism", "articl"]
    case .education:
      [
        "educat", "educ", "teach", "lesson", "academic", "research", "prevention", "train",
      ]
    case .question: ["ask"]
    case .refusal: ["refus", "declin"]
    }
  }

  /// Word stems by which a content shows it; none where marks or phrases show it.
  private var contentWords: Set<String> {
    switch self {
    case .report: ["report", "flag", "moderator", "remov", "complain"]
    case .warning: ["warn", "beware", "careful", "avoid", "scam", "fals", "debunk", "hoax"]
    case .news: ["paper", "newspaper", "radio", "articl", "journalist", "polic", "news"]
    case .education:
      [
        "lesson", "teacher", "student", "pupil", "learn", "lectur", "class", "teach", "explain",
      ]
    case .quotation, .question, .refusal: []
    }
  }

  /// The ways of speaking that a safe rule excepts.
  static func excepted(byRule words: [String]) -> Set<Context> {
    let stems = Set(words.map(stem))
    return Set(allCases.filter { !$0.ruleWords.isDisjoint(with: stems) })
  }

  /// The ways of speaking that a text shows.
  ///
  /// Quotation is marks around two words or more, with words of the writer's own outside.
  static func shown(by text: FoldedText, words: [Word]) -> Set<Context> {
    let outside = Set(words.lazy.filter { !$0.isQuoted }.map { stem($0.text) })
    var shown = Set(allCases.filter { !$0.contentWords.isDisjoint(with: outside) })
    let quoted = words.count(where: \.isQuoted)
    if quoted >= 2, quoted < words.count { shown.insert(.quotation) }
    if text.scalars.contains("?") || text.scalars.contains("？") { shown.insert(.question) }
    if refuses(words.map(\.text)) { shown.insert(.refusal) }
    return shown
  }

  private static func refuses(_ words: [String]) -> Bool {
    zip(words, words.dropFirst()).contains { first, second in
      ["will", "cannot", "cant", "wont"].contains(first) && ["not", "help"].contains(second)
        || first == "wont" || first == "refuse" || first == "decline"
    }
  }
}
