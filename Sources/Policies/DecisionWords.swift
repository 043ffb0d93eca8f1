/// What words such as `VIOLATES`, `erlaubt` or `不允许` decide, by ``WordTable``.
///
/// Whole words only: `INVALID` is never read as `VALID`, `SAFETY` never as `SAFE`. In scripts
/// without spaces the longest word of the table counts, so that `不允许` is never `允许`.
enum DecisionWords {
  /// Whether the word alone names a decision.
  static func isDecision(_ word: String) -> Bool {
    switch Vocabulary.meaning(ofWord: word) {
    case .decision(_, let isTopic): !isTopic
    default: false
    }
  }

  /// Whether the word can be a label: a decision, or a kind of content such as `toxic` and `spam`.
  static func isLabel(_ word: String) -> Bool {
    if case .decision = Vocabulary.meaning(ofWord: word) { return true }
    return false
  }

  /// What a title or a label says, or nil where it says nothing or both.
  ///
  /// Words for kinds of content (`toxic`) count only where no other word decides. A word that is
  /// only negated counts as safe when `negationIsSafe`: in `0 (non-toxic)` the policy itself
  /// supplies the word for the other side.
  static func decision(of text: some StringProtocol, negationIsSafe: Bool = false) -> Decision? {
    let reading = Reading(Substring(text))
    if let decision = reading.strong ?? (reading.isContradictory ? nil : reading.topic) {
      return decision
    }
    return reading.isEmpty && reading.sawNegation && negationIsSafe ? .safe : nil
  }

  /// What a gloss of a label says. `0 (non-toxic)` is safe by its negation; `1 (may not appear)` is not.
  static func decision(ofGloss text: Substring) -> Decision? {
    let hasModal = text.words(limit: 24).contains(where: modals.contains)
    return hasModal
      ? decision(of: text) ?? Condition.decision(of: text)
      : decision(of: text, negationIsSafe: true) ?? Condition.decision(of: text)
  }

  private static let modals: Set<String> = [
    "may", "can", "cannot", "can't", "must", "should", "shall", "will", "do", "darf", "dürfen",
    "kann",
    "soll", "muss", "peut", "doit", "puede", "debe", "se", "pode", "deve", "можно", "нельзя",
    "может",
    "должен", "должно", "يجوز", "يمكن", "يجب", "می‌تواند", "باید", "सकता", "सकते", "चाहिए", "può",
    "deve",
  ]

  /// As ``decision(of:negationIsSafe:)``, without words for kinds of content.
  static func strongDecision(of text: some StringProtocol) -> Decision? {
    Reading(Substring(text)).strong
  }

  /// Whether any word of a text decides.
  static func mentionsDecision(in text: Substring) -> Bool {
    Vocabulary.tokens(of: text, limit: 80).contains {
      if case .decision(_, false) = $0 { true } else { false }
    }
  }

  /// `Violates if …`, `Allowed when …`: a text that opens with a decision and its condition.
  static func condition(opening text: Substring) -> Decision? {
    let tokens = Vocabulary.tokens(of: text, limit: 3)
    guard case .decision(let decision, false)? = tokens.first, tokens.count > 1,
      tokens[1] == .condition
    else { return nil }
    return decision
  }

  /// The decisions that a text names, with negations applied.
  private struct Reading {
    private var decisions: Set<Decision> = []
    private var topics: Set<Decision> = []
    private(set) var sawNegation = false

    var isEmpty: Bool { decisions.isEmpty && topics.isEmpty }
    var isContradictory: Bool { decisions.count > 1 }
    var strong: Decision? { Self.single(decisions) }
    var topic: Decision? { Self.single(topics) }

    init(_ text: Substring) {
      let tokens = Vocabulary.tokens(of: text, limit: 24)
      var isNegated = false
      for (index, token) in tokens.enumerated() {
        switch token {
        case .negation, .negationEitherSide:
          isNegated = true
          sawNegation = true
        case .decision(let decision, let isTopic):
          let turned = isNegated != Self.isNegatedBehind(tokens, at: index)
          isNegated = false
          guard let meant = turned ? decision.inverse : decision else { continue }
          if isTopic { topics.insert(meant) } else { decisions.insert(meant) }
        case .linking: continue
        case .negationBehind, .condition, .other, .stop: isNegated = false
        }
      }
    }

    private static func isNegatedBehind(_ tokens: [Vocabulary.Token], at index: Int) -> Bool {
      for (next, token) in tokens.enumerated().dropFirst(index + 1) {
        switch token {
        case .linking: continue
        case .negationBehind: return true
        case .negationEitherSide:
          // `verstößt nicht`, but not `verboten, nicht erlaubt`.
          let after = tokens.dropFirst(next + 1).first { $0 != .linking }
          if case .decision? = after { return false }
          return true
        default: return false
        }
      }
      return false
    }

    private static func single(_ found: Set<Decision>) -> Decision? {
      found.contains(.escalate) ? .escalate : found.count == 1 ? found.first : nil
    }
  }
}

extension Decision {
  /// What the negated word says; a negated escalation says nothing.
  fileprivate var inverse: Decision? {
    switch self {
    case .violates: .safe
    case .safe: .violates
    case .escalate: nil
    }
  }
}
