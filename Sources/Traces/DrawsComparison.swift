/// Several draws of one content under one policy: what they came to, and where they part.
public struct DrawsComparison: Hashable, Sendable {
  /// One outcome, or one way that draws went.
  public struct Share: Hashable, Sendable {
    /// `VIOLATES`, a rule, or nil for draws whose chain ended.
    public var name: String?
    /// Indices of the traces, ascending; never empty.
    public var draws: [Int]

    public init(name: String?, draws: [Int]) {
      self.name = name
      self.draws = draws
    }
  }

  /// The place at which the draws part.
  public enum Parting: Hashable, Sendable {
    /// All weighed the same rules, in the same order, up to this one (counted from 0); then they
    /// went different ways.
    case rule(step: Int, after: String?, ways: [Share])
    /// All weighed the same rules to the end and concluded differently.
    case conclusion
  }

  /// How many draws of each outcome weighed a rule.
  public struct RuleUse: Hashable, Sendable {
    public var rule: String
    /// In the order of ``DrawsComparison/outcomes``.
    public var counts: [Int]
  }

  /// The most frequent first.
  public let outcomes: [Share]
  /// nil while fewer than two draws are known, or where they do not part.
  public let parting: Parting?
  /// In the order in which the draws first weighed them.
  public let rules: [RuleUse]
  public let count: Int

  /// Complexity: linear in the segments of all traces together, times the number of outcomes.
  public init(_ traces: [Trace]) {
    count = traces.count
    let outcomes = Self.shares(traces.indices.map { (traces[$0].conclusion.outcome, $0) })
    self.outcomes = outcomes
    let sequences = traces.map { $0.segments.compactMap(\.rule) }
    parting = Self.parting(sequences, outcomes: outcomes)
    var rules: [String] = []
    var seen: Set<String> = []
    for rule in sequences.joined() where seen.insert(rule).inserted { rules.append(rule) }
    let sets = sequences.map(Set.init)
    self.rules = rules.map { rule in
      RuleUse(
        rule: rule, counts: outcomes.map { $0.draws.count { sets[$0].contains(rule) } })
    }
  }

  private static func parting(_ sequences: [[String]], outcomes: [Share]) -> Parting? {
    guard sequences.count > 1 else { return nil }
    for step in 0...(sequences.map(\.count).max() ?? 0) {
      let ways = sequences.indices.map { index in
        (sequences[index].indices.contains(step) ? sequences[index][step] : nil, index)
      }
      guard ways.contains(where: { $0.0 != ways[0].0 }) else { continue }
      return .rule(
        step: step, after: step > 0 ? sequences[0][step - 1] : nil, ways: shares(ways))
    }
    return outcomes.count > 1 ? .conclusion : nil
  }

  /// The most frequent first; among equals the one that came first.
  private static func shares(_ items: [(name: String?, draw: Int)]) -> [Share] {
    var shares: [Share] = []
    for (name, draw) in items {
      if let index = shares.firstIndex(where: { $0.name == name }) {
        shares[index].draws.append(draw)
      } else {
        shares.append(Share(name: name, draws: [draw]))
      }
    }
    return shares.enumerated().sorted {
      ($1.element.draws.count, $0.offset) < ($0.element.draws.count, $1.offset)
    }
    .map(\.element)
  }
}
