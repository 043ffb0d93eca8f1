import Evaluation
import Foundation
import Policies
import RunLog
import Runs
import Synchronization
import Testing

@testable import Application

/// A workspace with one evaluation, removed with the value.
private final class EvaluatedWorkspace: Sendable {
  let path = NSTemporaryDirectory() + "/precept-report-\(UUID().uuidString)"
  let plan: EvaluationPlan
  private let words = Mutex("")

  init() throws {
    let arm = Arm(
      name: "spam@7", policy: .init(name: "spam", version: 7), text: "# Spam",
      format: AnswerFormat(shape: .token, labels: [.init("SP3", .violates)], source: .declared),
      parameters: RunParameters(seed: 1, date: "2026-11-25"), engine: "gpu")
    plan = EvaluationPlan(
      id: EvaluationID(Run.ID(milliseconds: 1_790_000_000_000, high: 1, low: 1)),
      createdAt: 1_790_000_000_000, set: "golden", arms: [arm],
      cases: [
        PlannedCase(id: "c1", content: "Buy <now>", expected: ["SP3"]),
        PlannedCase(id: "c2", content: "Hello", expected: ["safe"]),
      ], concurrency: 1)
    try FileManager.default.createDirectory(
      atPath: path + "/policies", withIntermediateDirectories: true)
    let log = try context.runLog()
    try log.create(plan)
    let trials = plan.cases.indices.map { Trial(arm: 0, item: $0, draw: 0) }
    let records = trials.enumerated().map { number, trial in
      var record = RunRecord(
        plan.request(
          for: trial, id: Run.ID(milliseconds: 9, high: 0, low: UInt64(number)), at: 9))
      record.engine = EngineIdentity(name: "gpu", kind: .llamaServer, model: "safeguard-20b")
      record.state = .ok
      record.verdict = Verdict(
        decision: .violates, labels: [.init(label: "SP3", decision: .violates)])
      return (record, trial)
    }
    try log.record(records, of: plan.id)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  var context: CommandContext {
    get throws {
      var options = CommandContext.Options()
      options.workspace = path
      let console = Console(
        write: { [weak self] text in
          self?.words.withLock { $0 += text }
        }, tell: { _ in })
      return try CommandContext(options: options, console: console)
    }
  }

  var printed: String { words.withLock { $0 } }

  func report(
    _ evaluation: String = "01", to file: String, contents: Bool = false
  ) throws -> Application.ExitStatus {
    try ReportCommand(
      evaluation: evaluation, file: file, showsContents: contents, version: "9.9"
    ).run(in: context)
  }
}

struct ReportCommandTests {
  @Test func `the page of an evaluation tells who answered, and takes the place of an older one`()
    throws
  {
    let workspace = try EvaluatedWorkspace()
    let file = workspace.path + "/report.html"
    try "old".write(toFile: file, atomically: true, encoding: .utf8)
    #expect(try workspace.report(to: file) == .done)
    let page = try String(contentsOfFile: file, encoding: .utf8)
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
    #expect(page.contains("gpu (safeguard-20b)") && page.contains("Written by Precept 9.9"))
    #expect(page.contains("50.0\u{A0}%") && page.contains("2026-09-21"))
    #expect(page.contains("c2") && !page.contains("Hello"))
    #expect(workspace.printed.contains("2 cases, without their contents."))
    let left = try FileManager.default.contentsOfDirectory(atPath: workspace.path)
    #expect(Set(left).isSubset(of: ["policies", "report.html", ".precept"]))
  }

  @Test func `standard output has the page and nothing else`() throws {
    let workspace = try EvaluatedWorkspace()
    #expect(try workspace.report(to: "-", contents: true) == .done)
    #expect(workspace.printed.hasPrefix("<!DOCTYPE html>"))
    #expect(workspace.printed.hasSuffix("</html>\n") && workspace.printed.contains("Hello"))
  }

  @Test func `what cannot be done is said with the next step`() throws {
    let workspace = try EvaluatedWorkspace()
    let unknown = #expect(throws: CommandFailure.self) {
      try workspace.report("99", to: "-")
    }
    #expect(unknown?.status == .files && "\(unknown!)".contains("precept eval list"))
    let nowhere = #expect(throws: CommandFailure.self) {
      try workspace.report(to: workspace.path + "/no/report.html")
    }
    #expect(nowhere?.status == .files && "\(nowhere!)".contains("could not be written"))
  }
}
