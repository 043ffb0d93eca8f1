import Policies

/// What each rule carries: the cases that are decided otherwise without it.
public struct AblationTable: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public var rule: String
    public var name: String
    /// Cases, by their place in the plan, whose draws say something else by more than they differ
    /// among themselves.
    public var moved: [Int]
    /// Of these, the ones that were right and are wrong without the rule: it decides them.
    public var carried: [Int]
    /// Of these, the ones that were wrong and are right without the rule: it stands in the way.
    public var hindered: [Int]
    /// Cases that both have an answer for.
    public var n: Int
    /// Cases that one of the two has no answer for, because the engine failed.
    public var failed: Int
  }

  /// In the order of the arms; rules that move nothing have an empty list.
  public var rows: [Row]

  /// - Parameter tallies: of all readings of the plan, the whole policy first.
  public init?(_ plan: EvaluationPlan, _ tallies: [Tally]) {
    guard plan.kind == .ablation, let whole = tallies.first else { return nil }
    rows = tallies.dropFirst().compactMap { tally in
      guard let rule = plan.arms[tally.reading.arm].rule else { return nil }
      var row = Row(
        rule: rule, name: tally.reading.name, moved: [], carried: [], hindered: [], n: 0, failed: 0)
      for item in plan.cases.indices {
        guard let before = whole.aggregates[item], let after = tally.aggregates[item] else {
          continue
        }
        guard !before.isFailure, !after.isFailure else {
          row.failed += 1
          continue
        }
        row.n += 1
        guard before != after, !whole.isNoise(item, against: tally) else { continue }
        row.moved.append(item)
        if whole.isRight(item) == true, tally.isRight(item) == false { row.carried.append(item) }
        if whole.isRight(item) == false, tally.isRight(item) == true { row.hindered.append(item) }
      }
      return row
    }
  }
}

extension Tally {
  /// Whether what one's draws say together stands among the other's draws as often as those differ.
  func isNoise(_ item: Int, against other: Tally) -> Bool {
    let mine = answeredOutcomes(item)
    let others = other.answeredOutcomes(item)
    guard let outcome = aggregates[item]?.decision else { return false }
    func share(_ outcomes: [Outcome]) -> Double {
      Double(outcomes.count { $0.decision == outcome }) / Double(max(1, outcomes.count))
    }
    let first = share(mine)
    let second = share(others)
    return abs(first - second) <= max(min(first, 1 - first), min(second, 1 - second))
  }
}
