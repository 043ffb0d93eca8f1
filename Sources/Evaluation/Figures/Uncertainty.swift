import Policies
import Runs

/// Why a person should look at a case that nobody has labeled, the strongest reason first.
public enum Uncertainty: Int, Hashable, Sendable, CaseIterable {
  /// The engine answered, and the answer has no verdict.
  case noVerdict
  /// The label is certain, and the policy does not say what it decides.
  case undecided
  /// The draws do not all say the same.
  case drawsDiffer
  /// The policy asks for a person.
  case escalated
  /// The answer itself says that it is not sure.
  case lowConfidence
  /// The engine did not answer. That says nothing of the case; it can be run again.
  case notAnswered
  /// Nothing speaks against the decision.
  case none

  /// Whether the case is offered for labeling before others.
  public var isUncertain: Bool { self != .none && self != .notAnswered }
}

extension Tally {
  /// Why a person should look at the case; nil before its first result.
  ///
  /// - Complexity: O(draws of the case).
  public func uncertainty(of item: Int) -> Uncertainty? {
    guard let aggregate = aggregates[item] else { return nil }
    if aggregate.isFailure { return .notAnswered }
    if case .none(let outcome) = aggregate {
      return outcome == .none(.undecided) ? .undecided : .noVerdict
    }
    if Set(answeredOutcomes(item)).count > 1 { return .drawsDiffer }
    if aggregate.decision == .escalate { return .escalated }
    let isLow = results[item].contains { $0.verdict?.confidence?.lowercased() == "low" }
    return isLow ? .lowConfidence : Uncertainty.none
  }
}

extension Uncertainty {
  /// Shown beside a case; empty if there is nothing to say.
  public var words: String {
    switch self {
    case .noVerdict: "no verdict"
    case .undecided: "undecided label"
    case .drawsDiffer: "draws differ"
    case .escalated: "escalated"
    case .lowConfidence: "low confidence"
    case .notAnswered: "not answered"
    case .none: ""
    }
  }
}
