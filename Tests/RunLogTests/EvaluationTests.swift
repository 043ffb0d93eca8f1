import Evaluation
import Foundation
import Harmony
import Policies
import RunLog
import Runs
import Testing

struct EvaluationTests {
  private let folder = LogFolder()

  private func plan(_ contents: [String] = ["one", "two", "three"], repeats: Int = 2)
    -> EvaluationPlan
  {
    let request = RunSamples.request(1)
    return EvaluationPlan(
      id: EvaluationID(Run.ID(milliseconds: 5, high: 1, low: UInt64(contents.count))),
      createdAt: 5, set: "golden",
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

  private func finished(_ trial: Trial, of plan: EvaluationPlan, number: Int) -> RunRecord {
    RunSamples.finished(
      plan.request(
        for: trial, id: Run.ID(milliseconds: 9, high: 0, low: UInt64(number)), at: 9))
  }

  @Test func `a plan comes back as it was, and is listed`() throws {
    let log = try RunLog(path: folder.database)
    let plan = plan()
    try log.create(plan)
    #expect(try log.plan(of: plan.id) == plan)
    let listed = try #require(try log.evaluations().first)
    #expect(listed.id == plan.id && listed.total == 6 && listed.done == 0)
    #expect(try log.evaluationID(matching: "0000000005") == plan.id)
    #expect(throws: RunLogError.self) { try log.evaluationID(matching: "") }
    #expect(try log.verify().isWhole)
  }

  @Test func `results are kept with their runs, each trial once`() throws {
    let log = try RunLog(path: folder.database)
    let plan = plan()
    try log.create(plan)
    let trials = [Trial(arm: 0, item: 1, draw: 0), Trial(arm: 0, item: 2, draw: 1)]
    let records = trials.enumerated().map { finished($1, of: plan, number: $0) }
    #expect(try log.record(Array(zip(records, trials)), of: plan.id) == trials)
    let again = finished(trials[0], of: plan, number: 7)
    #expect(try log.record([(again, trials[0])], of: plan.id) == [])
    let results = try log.results(of: plan.id)
    #expect(results == zip(records, trials).map { TrialResult($0, of: $1) })
    #expect(try log.record(records[0].id)?.caseReference == "golden/c1")
    #expect(try log.evaluations()[0].done == 2)
    // The run that came too late is a record all the same.
    #expect(try log.verify().records == 3)
  }

  @Test func `what fails in between leaves nothing`() throws {
    let log = try RunLog(path: folder.database)
    let plan = plan()
    try log.create(plan)
    let trials = [Trial(arm: 0, item: 0, draw: 0), Trial(arm: 0, item: 1, draw: 0)]
    let record = finished(trials[0], of: plan, number: 1)
    // The same run twice: the second is sealed already.
    #expect(throws: RunLogError.self) {
      try log.record([(record, trials[0]), (record, trials[1])], of: plan.id)
    }
    #expect(try log.results(of: plan.id).isEmpty)
    #expect(try log.record(record.id) == nil)
  }

  @Test func `one process works on an evaluation at a time`() throws {
    let log = try RunLog(path: folder.database)
    let plan = plan()
    try log.create(plan)
    let other = try RunLog(path: folder.database)
    do {
      let claim = try log.claim(plan.id)
      #expect(claim.plan == plan)
      #expect(throws: RunLogError.self) { try other.claim(plan.id) }
    }
    _ = try other.claim(plan.id)
  }

  @Test func `an evaluation that another works on cannot be deleted, and an erased one can`() throws
  {
    let log = try RunLog(path: folder.database)
    let plan = plan(["secret content", "two"])
    try log.create(plan)
    let trial = Trial(arm: 0, item: 0, draw: 0)
    let record = finished(trial, of: plan, number: 1)
    try log.record([(record, trial)], of: plan.id)
    let other = try RunLog(path: folder.database)
    do {
      let claim = try other.claim(plan.id)
      let error = #expect(throws: RunLogError.self) { try log.claimDeletion(of: plan.id) }
      #expect(error?.message.hasPrefix("Another Precept works on the evaluation") == true)
      withExtendedLifetime(claim) {}
    }
    #expect(try log.results(of: plan.id).count == 1)
    try log.eraseContent(of: record.id, at: 20)
    let deletion = try log.claimDeletion(of: plan.id)
    #expect(throws: RunLogError.self) { try other.claim(plan.id) }
    try log.delete(deletion)
    #expect(throws: RunLogError.self) { try log.claimDeletion(of: plan.id) }
  }

  @Test func `failures are made anew when asked, and their runs stay`() throws {
    let log = try RunLog(path: folder.database)
    let plan = plan()
    try log.create(plan)
    let trials = [Trial(arm: 0, item: 0, draw: 0), Trial(arm: 0, item: 1, draw: 0)]
    var records = trials.enumerated().map { finished($1, of: plan, number: $0) }
    records[1].state = .failed
    records[1].verdict = nil
    try log.record(Array(zip(records, trials)), of: plan.id)
    #expect(try log.reopen(log.claim(plan.id), endedIn: [.failed, .cancelled]) == 1)
    #expect(try log.results(of: plan.id).map(\.trial) == [trials[0]])
    #expect(try log.record(records[1].id)?.state == .failed)
  }

  @Test func `a run serves again for the same question alone, and only once`() throws {
    let log = try RunLog(path: folder.database)
    let plan = plan(["one", "one", "two"])
    try log.create(plan)
    let first = Trial(arm: 0, item: 0, draw: 0)
    let engine = RunSamples.finished(RunSamples.request(1)).engine!
    var request = plan.request(for: first, id: Run.ID(milliseconds: 9, high: 0, low: 1), at: 9)
    try log.seal(RunSamples.finished(request))
    let reused = try #require(try log.reuse(for: first, request, on: engine, of: plan.id))
    #expect(reused.run == request.id && reused.isReused && reused.verdict?.decision == .violates)
    #expect(try log.results(of: plan.id) == [reused])
    // It serves this evaluation already.
    let second = Trial(arm: 0, item: 1, draw: 0)
    #expect(try log.reuse(for: second, request, on: engine, of: plan.id) == nil)
    var other = engine
    other.model = "another"
    let again = self.plan(["one"])
    try log.create(again)
    #expect(try log.reuse(for: first, request, on: other, of: again.id) == nil)
    request.parameters.temperature = 0.5
    #expect(try log.reuse(for: first, request, on: engine, of: again.id) == nil)
    request.parameters.temperature = 1
    request.parameters.seed = 99
    #expect(try log.reuse(for: first, request, on: engine, of: again.id) != nil)
    #expect(try log.reuse(for: first, request, on: .ruleMatcher, of: again.id) == nil)
  }

  @Test func `erasing a content reaches the plan, and results keep what was decided`() throws {
    let log = try RunLog(path: folder.database)
    let plan = plan(["secret", "two"])
    try log.create(plan)
    let trial = Trial(arm: 0, item: 0, draw: 0)
    let record = finished(trial, of: plan, number: 1)
    try log.record([(record, trial)], of: plan.id)
    try log.eraseContent(of: record.id, at: 20)
    #expect(try log.plan(of: plan.id).cases.map(\.content) == ["", "two"])
    #expect(throws: RunLogError.self) { try log.claim(plan.id) }
    #expect(try log.results(of: plan.id)[0].verdict?.labels.map(\.label) == ["SP3"])
    #expect(try log.verify().isWhole)
    for suffix in ["", "-wal"] {
      let bytes = FileManager.default.contents(atPath: folder.database + suffix) ?? Data()
      #expect(bytes.range(of: Data("secret".utf8)) == nil)
    }
  }

  @Test func `a deleted evaluation leaves its runs and no text of its own`() throws {
    let log = try RunLog(path: folder.database)
    let plan = plan()
    try log.create(plan)
    let trial = Trial(arm: 0, item: 0, draw: 0)
    let record = finished(trial, of: plan, number: 1)
    try log.record([(record, trial)], of: plan.id)
    try log.delete(log.claimDeletion(of: plan.id))
    #expect(try log.evaluations().isEmpty)
    #expect(try log.record(record.id) != nil)
    #expect(try log.verify().isWhole)
  }
}
