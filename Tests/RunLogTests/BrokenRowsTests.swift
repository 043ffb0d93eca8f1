import Evaluation
import Foundation
import FuzzSupport
import GRDB
import Harmony
import Policies
import Runs
import Testing

@testable import RunLog

/// A row that was stored once never stops a reader, whatever stands in its numbers.
struct BrokenRowsTests {
  private let folder = LogFolder()

  private var plan: EvaluationPlan {
    let request = RunSamples.request(1)
    let arm = Arm(
      name: "spam@7", policy: request.policy, text: "# Spam", format: request.format,
      parameters: request.parameters, engine: "here")
    return EvaluationPlan(
      id: EvaluationID(Run.ID(milliseconds: 5, high: 1, low: 1)), createdAt: 5, set: "golden",
      arms: [arm],
      cases: ["one", "two"].map { PlannedCase(id: $0, content: $0, expected: ["SP3"]) },
      repeats: 2, concurrency: 4)
  }

  /// An evaluation with four results, a verdict on one of the runs, and a run that never ended.
  private func filled() throws -> RunLog {
    let log = try RunLog(path: folder.database)
    let plan = plan
    try log.create(plan)
    let trials = [0, 1].flatMap { draw in [0, 1].map { Trial(arm: 0, item: $0, draw: draw) } }
    let records = trials.enumerated().map { number, trial in
      RunSamples.finished(
        plan.request(
          for: trial, id: Run.ID(milliseconds: 9, high: 0, low: UInt64(number)), at: 9))
    }
    try log.record(Array(zip(records, trials)), of: plan.id)
    try log.note(plan.id, right: 4, judged: 4, skipped: 0)
    try log.append(
      Judgement(run: records[0].id, decision: .safe, note: "n", author: "a", at: 12))
    var open = RunSamples.finished(RunSamples.request(90))
    open.state = nil
    try log.checkpoint(open)
    return log
  }

  /// Another hand than ours, which keeps no rule.
  private func execute(_ sql: String, _ arguments: StatementArguments = []) throws {
    let queue = try DatabaseQueue(path: folder.database)
    try queue.write { db in
      try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
      try db.execute(sql: sql, arguments: arguments)
    }
  }

  /// Calls every reader; each may refuse with a sentence, none may stop the program.
  ///
  /// - Returns: the names of those that refused.
  private func refusals(_ log: RunLog) -> [String] {
    var refused: [String] = []
    func reading(_ name: String, _ body: () throws -> Void) {
      do {
        try body()
      } catch is RunLogError {
        refused.append(name)
      } catch {
        Issue.record("\(name): \(error)")
      }
    }
    var runs: [RunSummary] = []
    reading("recent") {
      runs = try log.recent(limit: 50)
      _ = try log.recent(limit: 50, filter: RunFilter(search: "one", engine: "h", judged: true))
    }
    for run in runs {
      reading("record") { _ = try log.record(run.id) }
      reading("judgements") { _ = try log.judgements(of: run.id) }
      reading("export") { _ = try log.export(run.id) }
    }
    reading("coverage") { _ = try log.coverageSamples(of: "spam") }
    reading("verdicts") { _ = try log.caseVerdicts(policy: "spam", limit: 50) }
    reading("evaluations") { _ = try log.evaluations() }
    reading("models") { _ = try log.models(of: plan.id) }
    reading("picture") {
      let picture = EvaluationPicture(
        try log.plan(of: plan.id), results: try log.results(of: plan.id))
      _ = (picture.figures, picture.comparisons(resamples: 5), picture.tallies.map(Latencies.init))
    }
    reading("claim") { _ = try log.claim(plan.id) }
    reading("verify") { _ = try log.verify() }
    return refused
  }

  private static let values: [DatabaseValue] = [
    Int64.max.databaseValue, Int64.min.databaseValue, Int64(-1).databaseValue,
    (1e300).databaseValue, Double.infinity.databaseValue, 1.5.databaseValue,
    "NaN".databaseValue, "9223372036854775808".databaseValue, "".databaseValue,
    Data([0xFF, 0xFE, 0]).databaseValue,
  ]

  @Test func `all readers read what is whole`() throws {
    #expect(refusals(try filled()) == ["export"])
  }

  @Test(arguments: [
    "run.total_ms", "run.completion_tokens", "run.started_at", "run.policy_version",
    "run.is_live", "evaluation.right", "evaluation.judged", "evaluation.skipped",
    "evaluation.created_at", "judgement.at",
  ])
  func `a number that cannot be in a row stops no list and no figure`(column: String) throws {
    let log = try filled()
    let parts = column.split(separator: ".").map(String.init)
    for value in Self.values {
      try execute("UPDATE \(parts[0]) SET \(parts[1]) = ?", [value])
      let refused = Set(refusals(log))
      // A run without a beginning is refused by itself.
      #expect(refused.isSubset(of: ["export", "record"]), "\(value)")
      #expect(try log.recent(limit: 50).count == 5, "\(value)")
      let results = try log.results(of: plan.id)
      #expect(results.count == 4)
      #expect(results.allSatisfy { 0...Int.largestCount ~= $0.milliseconds ?? 0 })
      #expect(results.allSatisfy { 0...Int.largestCount ~= $0.completionTokens ?? 0 })
    }
  }

  @Test(arguments: ["arm", "item", "draw"])
  func `a result of a trial that no plan has is left out of the figures`(column: String) throws {
    let log = try filled()
    for value in Self.values {
      try execute(
        "UPDATE trial SET \(column) = ? WHERE item = 0 AND draw = 0 AND arm = 0", [value])
      let refused = refusals(log)
      #expect(refused == ["export"], "\(value)")
      let picture = EvaluationPicture(
        try log.plan(of: plan.id), results: try log.results(of: plan.id))
      #expect(picture.figures[0].trials == 3, "\(value)")
      try execute("DELETE FROM trial")
      try execute(
        "INSERT INTO trial SELECT 1, 0, (seq - 1) % 2, (seq - 1) / 2, seq, 0 FROM run WHERE seq < 5"
      )
    }
  }

  @Test(arguments: [
    "run.state", "run.decision", "run.labels", "run.engine", "run.model", "run.policy_name",
    "part.kind", "text.body", "judgement.labels", "judgement.note", "evaluation.plan",
    "evaluation_text.kind", "evaluation_text.place",
  ])
  func `a value of another type is damage, and not the end`(column: String) throws {
    let parts = column.split(separator: ".").map(String.init)
    for value in [Self.values[0], Self.values[3], Self.values[6], Self.values[9]] {
      let log = try filled()
      // Where rows must differ, one of them.
      try? execute("UPDATE OR IGNORE \(parts[0]) SET \(parts[1]) = ?", [value])
      _ = refusals(log)
      try FileManager.default.removeItem(atPath: folder.path)
      try FileManager.default.createDirectory(
        atPath: folder.path, withIntermediateDirectories: true)
    }
  }

  // MARK: Plans and outcomes as JSON

  /// Replaces what a JSON part or plan says of its numbers.
  private func spoilPlan(_ key: String, _ number: String) throws {
    try execute(
      """
      UPDATE evaluation SET plan = CAST(replace(CAST(plan AS TEXT), ?, ?) AS BLOB)
      """, ["\"\(key)\":\(key == "repeats" ? 2 : 4)", "\"\(key)\":\(number)"])
  }

  @Test(arguments: ["9223372036854775807", "-9223372036854775808", "0", "-1"])
  func `an evaluation that was begun with absurd numbers is shown, and not run`(number: String)
    throws
  {
    let log = try filled()
    try spoilPlan("repeats", number)
    try spoilPlan("concurrency", number)
    let listed = try #require(try log.evaluations().first)
    #expect(listed.total >= 2 && listed.total <= .largestCount)
    #expect(listed.done == 4)
    let plan = try log.plan(of: plan.id)
    #expect(EvaluationPicture(plan, results: try log.results(of: plan.id)).figures[0].trials >= 2)
    if plan.count > EvaluationPlan.mostTrials {
      #expect(throws: RunLogError.self) { try log.claim(plan.id) }
    }
  }

  @Test(arguments: ["1e400", "1.5", "NaN", "\"2\""])
  func `a plan that cannot be read stays in the list, and can be deleted`(number: String) throws {
    let log = try filled()
    try spoilPlan("repeats", number)
    #expect(try log.evaluations().map(\.arms) == [["(damaged)"]])
    #expect(throws: RunLogError.self) { try log.plan(of: plan.id) }
    try log.delete(log.claimDeletion(of: plan.id))
    #expect(try log.evaluations().isEmpty)
  }

  @Test func `a plan of more trials than can be run is not kept`() throws {
    let log = try RunLog(path: folder.database)
    var plan = plan
    plan.repeats = .max
    #expect(throws: RunLogError.self) { try log.create(plan) }
    #expect(try log.evaluations().isEmpty)
  }

  @Test(arguments: [
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e400", "-5", "1.5",
  ])
  func `a record whose usage and times cannot be is read without them`(number: String) throws {
    let log = try filled()
    for key in ["promptTokens", "completionTokens", "firstReasoning", "firstAnswer", "total"] {
      let was = ["promptTokens": 10, "completionTokens": 5, "firstReasoning": 3, "firstAnswer": 90]
      let old = "\"\(key)\":\(was[key] ?? 120)"
      try execute(
        "UPDATE text SET body = CAST(replace(CAST(body AS TEXT), ?, ?) AS BLOB)",
        [old, "\"\(key)\":\(number)"])
    }
    let run = try #require(try log.results(of: plan.id).first)
    #expect(run.promptTokens == nil)
    let record = try #require(try log.record(run.run))
    #expect(record.usage == Usage() && record.timing == .init())
    #expect(record.citations.count == 1)
  }

  @Test(arguments: [
    ("\"range\":[13,16]", "\"range\":[-9223372036854775808,9223372036854775807]"),
    ("\"range\":[13,16]", "\"range\":[-9223372036854775808,-9223372036854775807]"),
    ("\"line\":3", "\"line\":-9223372036854775808"), ("\"line\":3", "\"line\":0"),
    ("\"line\":3", "\"line\":9223372036854775807"),
  ])
  func `a citation of a place that no text has is brought into range`(old: String, new: String)
    throws
  {
    let log = try filled()
    try execute(
      "UPDATE text SET body = CAST(replace(CAST(body AS TEXT), ?, ?) AS BLOB)", [old, new])
    let run = try #require(try log.results(of: plan.id).first)
    let citation = try #require(try log.record(run.run)?.citations.first)
    #expect(citation.range.lowerBound >= 0 && citation.range.upperBound <= Int(Int32.max))
    #expect(citation.line ?? 1 >= 1)
    #expect(try log.coverageSamples(of: "spam").samples.count == 4)
  }

  @Test(arguments: [Int64.min, .max, -1, 0])
  func `an orphan that began at any time is sealed`(start: Int64) throws {
    do {
      let log = try filled()
      try execute("UPDATE run SET started_at = ?, owner = NULL WHERE state IS NULL", [start])
      _ = log
    }
    let log = try RunLog(path: folder.database)
    for now in [Int64.min, 0, .max] { _ = try log.sealOrphans(now: now) }
    let record = try #require(try log.record(RunSamples.request(90).id))
    #expect(record.state == .failed)
    #expect(record.timing.total ?? -1 >= 0)
  }
}
