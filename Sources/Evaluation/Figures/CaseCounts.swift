import Policies
public import Runs

/// Where the cases of a reading went: every case of the plan is in exactly one of these counts, so that no
/// figure can leave cases out unsaid.
public struct CaseCounts: Hashable, Sendable {
  /// All cases of the plan.
  public var planned: Int
  /// Nobody said what to expect.
  public var unlabeled = 0
  /// What people said is in words that the policy does not have.
  public var unknown = 0
  /// The policy knows the labels, but they do not settle a decision.
  public var undecided = 0
  /// Cases that are held to something and have a result whose draws agree on a decision.
  public var read = 0
  /// Answered without a verdict, by the state that most of the draws ended in.
  public var unread: [RunState: Int] = [:]
  /// Answered, and no decision has more than half of the draws.
  public var split = 0
  /// No draw was answered. Such a case is not judged.
  public var failed = 0
  /// Labels of cases that the policy does not have, and how many cases say each.
  public var unknownLabels: [String: Int] = [:]

  /// - Parameter strangers: the labels of the cases that the policy does not have.
  init(_ cases: [PlannedCase], _ expected: [Expected], under arm: Arm, strangers all: Set<String>) {
    planned = cases.count
    for (item, expected) in zip(cases, expected) {
      let isHeld = expected.decision != nil
      // Single labels may well be about other policies; they count only where nothing else was said.
      let names = Set(item.expected).union(isHeld ? [] : Set(item.labels.keys))
      let strangers = names.intersection(all)
      for name in strangers where arm.label == nil { unknownLabels[name, default: 0] += 1 }
      guard !isHeld else { continue }
      if names.isEmpty || arm.label != nil {
        unlabeled += 1
      } else if strangers.count < names.count {
        undecided += 1
      } else {
        unknown += 1
      }
    }
  }

  /// Held to something, with at least one answered draw: the denominator of accuracy.
  public var counted: Int { read + unread.values.reduce(0, +) + split }

  /// Counted, but without a decision. These are wrong, and miss what they should have found.
  public var withoutVerdict: Int { counted - read }

  /// Held to something, and not run yet.
  public var pending: Int { planned - unlabeled - unknown - undecided - counted - failed }

  mutating func count(_ aggregate: Aggregate, times: Int) {
    switch aggregate {
    case .decided: read += times
    case .split: split += times
    case .none(let outcome):
      guard case .none(let state) = outcome, state.isAnswered else {
        failed += times
        return
      }
      unread[state, default: 0] += times
      if unread[state] == 0 { unread[state] = nil }
    }
  }
}
