public import Policies
public import Runs

/// What several draws of one case say together.
///
/// A draw that failed says nothing of the case: only draws that were answered count.
public enum Aggregate: Hashable, Sendable {
  /// More than half of the draws decide so.
  case decided(Decision)
  /// More than half of the draws end without a verdict, in whatever states; the most frequent one.
  /// A failure only where no draw was answered.
  case none(Outcome)
  /// No decision has more than half: the draws abstain.
  case split

  /// - Returns: nil of no draws.
  public init?(_ draws: [Outcome]) {
    guard let first = draws.first else { return nil }
    let outcomes = draws.filter { !$0.isFailure }
    guard let answered = outcomes.first else {
      self = .none(first)
      return
    }
    if outcomes.count == 1 {
      self = Self(answered)
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
    self = .none(frequent ?? answered)
  }

  private init(_ outcome: Outcome) {
    self = outcome.decision.map { .decided($0) } ?? .none(outcome)
  }

  public var decision: Decision? {
    if case .decided(let decision) = self { decision } else { nil }
  }

  /// Whether no draw was answered. Such a case is not judged.
  public var isFailure: Bool {
    if case .none(let outcome) = self { outcome.isFailure } else { false }
  }

  /// `violates`, a state's name, or `split`.
  public var name: String {
    switch self {
    case .decided(let decision): decision.rawValue
    case .none(let outcome): outcome.name
    case .split: Self.splitName
    }
  }

  static let splitName = "split"
}

extension RunState {
  /// Whether the engine gave an answer, readable or not. A run without one says nothing of the policy,
  /// the model or the case.
  public var isAnswered: Bool { self != .failed && self != .cancelled }
}

extension Outcome {
  /// Whether the run ended without an answer.
  public var isFailure: Bool {
    if case .none(let state) = self { !state.isAnswered } else { false }
  }
}
