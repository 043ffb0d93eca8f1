import Harmony
public import Policies
public import Runs

/// One draw of one case under one arm: indices into the plan.
public struct Trial: Hashable, Codable, Sendable, Comparable {
  public var arm: Int
  public var item: Int
  public var draw: Int

  public init(arm: Int, item: Int, draw: Int) {
    self.arm = arm
    self.item = item
    self.draw = draw
  }

  /// By draw, then arm, then case: a first picture of everything comes soon, and the runs of one
  /// policy follow each other, so that the engine's prompt cache serves them.
  public static func < (left: Trial, right: Trial) -> Bool {
    (left.draw, left.arm, left.item) < (right.draw, right.arm, right.item)
  }
}

/// What came of a trial.
public struct TrialResult: Hashable, Sendable {
  public var trial: Trial
  public var run: Run.ID
  public var state: RunState
  /// nil unless the state is ok.
  public var verdict: Verdict?
  @BoundedCount public var milliseconds: Int?
  @BoundedCount public var completionTokens: Int?
  @BoundedCount public var promptTokens: Int?
  /// A recorded run served.
  public var isReused: Bool
  /// Why it failed, in the engine's words, cut to ``longestFailure`` characters.
  public var failure: String?

  /// A picture holds many results, and an engine may say anything.
  public static let longestFailure = 300

  public init(
    trial: Trial, run: Run.ID, state: RunState, verdict: Verdict?, milliseconds: Int? = nil,
    completionTokens: Int? = nil, promptTokens: Int? = nil, isReused: Bool = false,
    failure: String? = nil
  ) {
    self.trial = trial
    self.run = run
    self.state = state
    self.verdict = verdict
    self.milliseconds = milliseconds
    self.completionTokens = completionTokens
    self.promptTokens = promptTokens
    self.isReused = isReused
    self.failure = failure.map { String($0.prefix(Self.longestFailure)) }
  }

  /// - Parameter record: finished.
  public init(_ record: RunRecord, of trial: Trial) {
    self.init(
      trial: trial, run: record.id, state: record.state ?? .failed, verdict: record.verdict,
      milliseconds: record.timing.total, completionTokens: record.usage?.completionTokens,
      promptTokens: record.usage?.promptTokens, failure: record.failure?.message)
  }

  /// What it says, for telling whether draws agree: the decision, or the state without one.
  public var outcome: Outcome {
    verdict.map { .decided($0.decision) } ?? .none(state)
  }
}

/// A decision, or the reason why there is none.
public enum Outcome: Hashable, Sendable {
  case decided(Decision)
  case none(RunState)

  public var decision: Decision? {
    if case .decided(let decision) = self { decision } else { nil }
  }

  /// `violates`, or the state's name.
  public var name: String {
    switch self {
    case .decided(let decision): decision.rawValue
    case .none(let state): state.rawValue
    }
  }
}

extension EvaluationPlan {
  /// The request of a trial. Every trial has a seed of its own, so that draws are independent and
  /// the same plan sends the same requests. Engines are told it where there are several draws, or
  /// where one was asked for.
  public func request(for trial: Trial, id: Run.ID, at milliseconds: Int64) -> RunRequest {
    let arm = arms[trial.arm]
    var parameters = arm.parameters
    if repeats > 1 { parameters.sendsSeed = true }
    parameters.seed = (parameters.seed &+ trial.item &* repeats &+ trial.draw) & 0x7FFF_FFFF
    return RunRequest(
      id: id, startedAt: milliseconds, policy: arm.policy,
      conversation: .init(policy: arm.text, content: cases[trial.item].content),
      format: arm.format, parameters: parameters,
      caseReference: "\(set)/\(cases[trial.item].id)")
  }
}
