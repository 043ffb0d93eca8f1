/// What words such as `VIOLATES`, `Allowed` or `non-toxic` decide.
///
/// Whole words only: `INVALID` is never read as `VALID`, `SAFETY` never as `SAFE`.
enum DecisionWords {
  private static let violating: Set<String> = [
    "violates", "violate", "violation", "violations", "violating", "invalid", "unsafe",
    "prohibited", "disallowed", "forbidden", "banned", "remove", "removed", "block", "blocked",
    "reject", "rejected", "unacceptable", "impermissible", "deny", "denied",
  ]
  private static let safe: Set<String> = [
    "safe", "allowed", "allow", "valid", "permitted", "permit", "acceptable", "compliant",
    "benign", "approve", "approved", "exempt", "exceptions", "accept", "accepted", "nonviolating",
  ]
  private static let escalating: Set<String> = ["escalate", "escalated", "review"]
  private static let negations: Set<String> = [
    "not", "no", "non", "never", "cannot", "isn't", "doesn't", "don't", "without",
  ]

  /// Whether the word alone names a decision.
  static func isDecision(_ word: String) -> Bool {
    violating.contains(word) || safe.contains(word) || escalating.contains(word)
  }

  /// What a title or a label says, or nil where it says nothing or both.
  ///
  /// A word that is only negated counts as safe when `negationIsSafe`: in `0 (non-toxic)` the
  /// policy itself supplies the word for the other side.
  static func decision(of text: some StringProtocol, negationIsSafe: Bool = false) -> Decision? {
    var found: Set<Decision> = []
    var negated = false
    var sawNegation = false
    for word in Substring(text).words(limit: 24) {
      if negations.contains(word) {
        negated = true
        sawNegation = true
        continue
      }
      if violating.contains(word) {
        found.insert(negated ? .safe : .violates)
      } else if safe.contains(word) {
        found.insert(negated ? .violates : .safe)
      } else if escalating.contains(word), !negated {
        found.insert(.escalate)
      }
      if word != "a", word != "any" { negated = false }
    }
    if found.contains(.escalate) { return .escalate }
    if found.count == 1 { return found.first }
    if found.isEmpty, sawNegation, negationIsSafe { return .safe }
    return nil
  }

  /// `Violates if …`, `Allowed when …`: a text that opens with a decision and its condition.
  static func condition(opening text: Substring) -> Decision? {
    let words = text.words(limit: 2)
    guard words.count == 2, ["if", "when", "where"].contains(words[1]) else { return nil }
    return decision(of: words[0])
  }
}
