import Evaluation
import Policies
import RunLog
import Runs

/// Evaluations for tests.
enum EvaluationSamples {
  static func plan(
    _ contents: [String] = ["one", "two", "three"], repeats: Int = 2, number: UInt64 = 1
  ) -> EvaluationPlan {
    let request = RunSamples.request(1)
    return EvaluationPlan(
      id: EvaluationID(Run.ID(milliseconds: 5, high: 1, low: number)), createdAt: 5, set: "golden",
      arms: [
        Arm(
          name: "spam@7", policy: request.policy, text: "# Spam", format: request.format,
          parameters: request.parameters, engine: "here",
          targets: [.init(category: "SP3", metric: .recall, value: 0.9)])
      ],
      cases: contents.enumerated().map {
        PlannedCase(id: "c\($0)", content: $1, expected: ["SP3"], labels: ["SP3": true])
      }, repeats: repeats, concurrency: 4)
  }

  static func finished(_ trial: Trial, of plan: EvaluationPlan, number: Int) -> RunRecord {
    RunSamples.finished(
      plan.request(
        for: trial, id: Run.ID(milliseconds: 9, high: 0, low: UInt64(number)), at: 9),
      reasoning: "chain \(number)")
  }

  /// Two evaluations: one of three results, of which one was a failure and is made again, with
  /// figures; one with a reused run. A third was deleted. The content of one case is erased.
  @discardableResult
  static func fill(_ log: RunLog) throws -> [EvaluationPlan] {
    let first = plan(["one", "two", "secret"], number: 1)
    try log.create(first)
    let trials = (0..<3).map { Trial(arm: 0, item: $0, draw: 0) }
    var records = trials.map { finished($0, of: first, number: $0.item) }
    records[2].state = .failed
    records[2].verdict = nil
    try log.record(Array(zip(records, trials)), of: first.id)
    try log.reopen(log.claim(first.id), endedIn: [.failed])
    try log.record([(finished(trials[2], of: first, number: 9), trials[2])], of: first.id)
    try log.note(first.id, right: 2, judged: 3, skipped: 1)
    let gone = plan(["gone"], number: 2)
    try log.create(gone)
    try log.record([(finished(trials[0], of: gone, number: 7), trials[0])], of: gone.id)
    try log.delete(log.claimDeletion(of: gone.id))
    let second = plan(["one", "four"], number: 3)
    try log.create(second)
    let again = second.request(
      for: trials[0], id: Run.ID(milliseconds: 9, high: 0, low: 50), at: 9)
    _ = try log.reuse(
      for: trials[0], again, on: RunSamples.finished(RunSamples.request(1)).engine!, of: second.id)
    try log.eraseContent(of: Run.ID(milliseconds: 9, high: 0, low: 2), at: 20)
    return [first, second]
  }
}
