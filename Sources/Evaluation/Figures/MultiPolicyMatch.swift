import Policies

/// Over several policies on the same cases: how often a case is right under every one of them, as the
/// technical report of gpt-oss-safeguard counts it ("multi-policy accuracy").
public struct MultiPolicyMatch: Hashable, Sendable {
  public var policies: [String]
  public var exact: Estimate

  /// - Returns: nil for fewer than two policies, or where no case says what to expect under all.
  public init?(_ tallies: [Tally]) {
    guard Set(tallies.map(\.reading.policy)).count > 1,
      Set(tallies.map(\.reading.policy)).count == tallies.count
    else { return nil }
    var hits = 0
    var count = 0
    for item in tallies[0].expected.indices {
      let each = tallies.map { $0.isRight(item) }
      guard !each.contains(nil) else { continue }
      count += 1
      if !each.contains(false) { hits += 1 }
    }
    guard let exact = Estimate.proportion(hits, of: count) else { return nil }
    policies = tallies.map(\.reading.policy)
    self.exact = exact
  }
}
