public import Policies

/// What several draws of one case say together.
public enum Aggregate: Hashable, Sendable {
  /// More than half of the draws decide so.
  case decided(Decision)
  /// More than half of the draws end without a verdict, in whatever states; the most frequent one.
  case none(Outcome)
  /// No decision has more than half: the draws abstain.
  case split

  /// - Returns: nil of no draws.
  public init?(_ outcomes: [Outcome]) {
    guard let first = outcomes.first else { return nil }
    if outcomes.count == 1 {
      self = Self(first)
      return
    }
    let decisions = outcomes.compactMap(\.decision)
    for decision in Decision.allCases
    where decisions.count(where: { $0 == decision }) * 2 > outcomes.count {
      self = .decided(decision)
      return
    }
    guard (outcomes.count - decisions.count) * 2 > outcomes.count else {
      self = .split
      return
    }
    let without = outcomes.filter { $0.decision == nil }
    let frequent = without.max { left, right in
      without.count { $0 == left } < without.count { $0 == right }
    }
    self = .none(frequent ?? first)
  }

  private init(_ outcome: Outcome) {
    self = outcome.decision.map { .decided($0) } ?? .none(outcome)
  }

  public var decision: Decision? {
    if case .decided(let decision) = self { decision } else { nil }
  }

  /// `violates`, a state's name, or `split`.
  public var name: String {
    switch self {
    case .decided(let decision): decision.rawValue
    case .none(let outcome): outcome.name
    case .split: "split"
    }
  }
}
