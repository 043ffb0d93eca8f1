/// What a policy says of a piece of content.
public enum Decision: String, Codable, Hashable, CaseIterable, Sendable {
  case violates, safe, escalate

  /// Escalate, then violates, then safe; nil of none.
  public static func strongest(_ decisions: some Sequence<Decision>) -> Decision? {
    let decisions = Set(decisions)
    return [.escalate, .violates, .safe].first { decisions.contains($0) }
  }
}
