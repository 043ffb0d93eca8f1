public import Policies
public import Runs

/// What a run came to: a decision with its labels, or the state of a run without one.
public struct TraceConclusion: Hashable, Sendable {
  /// nil while the run goes on.
  public var state: RunState?
  public var decision: Decision?
  public var labels: [String]

  public init(state: RunState?, decision: Decision?, labels: [String]) {
    self.state = state
    self.decision = decision
    self.labels = labels
  }

  public init(_ record: RunRecord) {
    self.init(
      state: record.state, decision: record.verdict?.decision,
      labels: record.spelledLabels)
  }

  /// `VIOLATES`, or `NO VERDICT (truncated)`; what draws are counted under.
  public var outcome: String {
    decision?.rawValue.uppercased() ?? "NO VERDICT (\(state?.rawValue ?? "running"))"
  }
}
