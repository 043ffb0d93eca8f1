public import Policies
import Runs

/// One column of figures: an arm, or one policy's part of an arm that asks several in one prompt.
public struct Reading: Hashable, Sendable {
  public var name: String
  public var arm: Int
  /// The axis of a combined answer that speaks for this policy; nil takes the whole verdict.
  public var axis: String?
  /// The policy whose cases and labels this is about.
  public var policy: String

  /// What a result says of this policy; nil where it has no verdict, or none about it.
  public func verdict(of result: TrialResult) -> Verdict? {
    guard let axis else { return result.verdict }
    guard let label = result.verdict?.labels.first(where: { $0.axis == axis }) else { return nil }
    return Verdict(decision: label.decision, labels: [])
  }

  /// What a result says of this policy, or why it says nothing.
  public func outcome(of result: TrialResult) -> Outcome {
    if let verdict = verdict(of: result) { return .decided(verdict.decision) }
    return .none(result.state == .ok ? .offList : result.state)
  }
}

extension EvaluationPlan {
  /// The columns of figures, in the order of the arms.
  public var readings: [Reading] {
    arms.enumerated().flatMap { index, arm -> [Reading] in
      guard !arm.parts.isEmpty else {
        return [Reading(name: arm.name, arm: index, axis: nil, policy: arm.policy.name)]
      }
      return arm.parts.sorted { $0.key < $1.key }.map {
        Reading(name: "\(arm.name) · \($0.key)", arm: index, axis: $0.value, policy: $0.key)
      }
    }
  }

  /// The arm as a reading sees it: the part of a combined prompt has only its own policy, and what
  /// cases expect is said in that policy's own labels.
  func arm(of reading: Reading) -> Arm {
    var arm = arms[reading.arm]
    guard reading.axis != nil else { return arm }
    arm.policy.name = reading.policy
    let alone = arms.first { $0.parts.isEmpty && $0.policy.name == reading.policy }
    arm.format = alone?.format ?? arm.format
    return arm
  }
}
