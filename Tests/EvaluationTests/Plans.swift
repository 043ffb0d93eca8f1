import Evaluation
import Policies
import Runs

/// Small plans and results in words, for tests.
func plan(
  _ cases: [PlannedCase], arms: [Arm] = [arm()], repeats: Int = 1, enough: Int? = nil,
  concurrency: Int = 4, kind: EvaluationPlan.Kind = .policies
) -> EvaluationPlan {
  EvaluationPlan(
    id: EvaluationID(Run.ID(milliseconds: 0, high: 0, low: 1)), createdAt: 0, kind: kind,
    set: "golden", arms: arms, cases: cases, repeats: repeats, enough: enough,
    concurrency: concurrency)
}

func arm(
  _ name: String = "spam@1", policy: String = "spam", labels: [AnswerFormat.Label] = spamLabels,
  axes: [AnswerFormat.Axis] = [], engine: String = "e", rule: String? = nil, label: String? = nil,
  parts: [String: String] = [:]
) -> Arm {
  Arm(
    name: name, policy: .init(name: policy, version: 1), text: "# \(name)",
    format: AnswerFormat(shape: .token, labels: labels, axes: axes, source: .declared),
    parameters: RunParameters(seed: 0, date: "2026-11-25"), engine: engine, label: label,
    rule: rule, parts: parts)
}

let spamLabels: [AnswerFormat.Label] = [
  .init("SP0", .safe), .init("SP2", .violates), .init("SP2.a", .violates),
  .init("SP3", .violates), .init("SP3.b", .violates), .init("E", .escalate),
]

func cases(_ expected: [String?]) -> [PlannedCase] {
  expected.enumerated().map {
    PlannedCase(id: "c\($0)", content: "content \($0)", expected: $1.map { [$0] } ?? [])
  }
}

/// A label, or a state in brackets: `SP3.b`, `[unparsed]`.
func result(_ word: String, _ trial: Trial) -> TrialResult {
  let id = Run.ID(
    milliseconds: UInt64(trial.draw), high: UInt16(trial.arm), low: UInt64(trial.item))
  if word.hasPrefix("["), let state = RunState(rawValue: String(word.dropFirst().dropLast())) {
    return TrialResult(trial: trial, run: id, state: state, verdict: nil, milliseconds: 10)
  }
  let labels = word.split(separator: "+").map { name in
    Verdict.Label(
      label: String(name),
      decision: spamLabels.first { $0.name == name }?.decision ?? Decision(rawValue: String(name))!)
  }
  return TrialResult(
    trial: trial, run: id, state: .ok,
    verdict: Verdict(decision: Decision.strongest(labels.map(\.decision))!, labels: labels),
    milliseconds: 10, completionTokens: 5)
}

extension Tally {
  /// One row of words a case, one word a draw.
  init(_ plan: EvaluationPlan, arm: Int = 0, _ rows: [String]) {
    self.init(plan, plan.readings.first { $0.arm == arm }!)
    for (item, row) in rows.enumerated() {
      for (draw, word) in row.split(separator: " ").enumerated() {
        add(result(String(word), Trial(arm: arm, item: item, draw: draw)))
      }
    }
  }
}
