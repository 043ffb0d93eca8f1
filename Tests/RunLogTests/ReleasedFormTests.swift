import Evaluation
import Foundation
import GRDB
import Runs
import Testing

@testable import RunLog

/// Databases as each released schema wrote them.
struct ReleasedFormTests {
  let folder = LogFolder()

  private func restore(_ dump: String) throws {
    let path = #filePath.replacing("ReleasedFormTests.swift", with: "Fixtures/\(dump).sql")
    let sql = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    try DatabaseQueue(path: folder.database).writeWithoutTransaction { db in
      try db.execute(sql: sql)
      try db.execute(sql: "INSERT INTO run_search(run_search) VALUES ('rebuild')")
    }
  }

  @Test func `records of the first released form are read and hold`() throws {
    try restore("schema-1")
    let log = try RunLog(path: folder.database)
    #expect(try log.verify() == AuditResult(records: 3, firstBad: nil))
    let expected = RunSamples.finished(
      RunSamples.request(1, content: "first\u{0}content"), reasoning: "chain é 1")
    #expect(try log.record(expected.id) == expected)
    #expect(try log.judgements(of: expected.id).map(\.note) == ["agreed"])
    #expect(try log.recent(limit: 9, filter: RunFilter(search: "chain é")).count == 2)
    try log.seal(RunSamples.finished(RunSamples.request(3)))
    #expect(try log.verify().isWhole)
  }

  @Test(arguments: [
    "evaluation.right", "evaluation.judged", "evaluation.skipped", "evaluation.created_at",
    "evaluation.plan", "evaluation.id", "evaluation_text.kind", "evaluation_text.place",
    "evaluation_text.text", "trial.arm", "trial.item", "trial.draw", "trial.run",
    "trial.is_reused",
  ])
  func `what no hand of ours wrote is adopted, or refused in a sentence`(column: String) throws {
    let parts = column.split(separator: ".").map(String.init)
    let values: [DatabaseValue] = [
      "NaN".databaseValue, Int64.min.databaseValue, (1e300).databaseValue,
      Data([0xFF, 0]).databaseValue,
    ]
    for value in values {
      try restore("schema-2")
      try DatabaseQueue(path: folder.database).writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA foreign_keys = OFF")
        try db.execute(
          sql: "UPDATE OR IGNORE \(parts[0]) SET \(parts[1]) = ?", arguments: [value])
      }
      do {
        let log = try RunLog(path: folder.database)
        _ = try log.recent(limit: 9)
        _ = try? log.verify()
      } catch let error as RunLogError {
        #expect(error.description.contains("cannot be used"))
      }
      try FileManager.default.removeItem(atPath: folder.path)
      try FileManager.default.createDirectory(
        atPath: folder.path, withIntermediateDirectories: true)
    }
  }

  @Test func `evaluations of the second released form are adopted by one entry, and hold`() throws {
    try restore("schema-2")
    let log = try RunLog(path: folder.database)
    #expect(try log.verify() == AuditResult(records: 6, events: 1, firstBad: nil))
    let (first, second) = (EvaluationSamples.plan(number: 1), EvaluationSamples.plan(number: 3))
    #expect(try log.plan(of: first.id).cases.map(\.content) == ["one", "two", ""])
    #expect(try log.results(of: first.id).map(\.trial.item) == [0, 1, 2])
    #expect(try log.results(of: second.id).map(\.isReused) == [true])
    #expect(try log.evaluations().map(\.judged) == [0, 3])
    // What happens to them afterwards is sealed as with others.
    #expect(try log.reopen(log.claim(second.id), endedIn: [.ok]) == 1)
    try log.note(first.id, right: 0, judged: 0, skipped: 0)
    try log.delete(log.claimDeletion(of: second.id))
    try log.eraseContent(of: Run.ID(milliseconds: 9, high: 0, low: 0), at: 30)
    #expect(try log.verify().firstBad == nil)
  }

  @Test(arguments: [
    ("UPDATE trial SET run = 4 WHERE evaluation = 1 AND item = 1", "The result of arm 0, case 1"),
    ("UPDATE evaluation SET right = 3 WHERE seq = 1", "The figures"),
    ("UPDATE evaluation_text SET text = 3 WHERE evaluation = 1 AND place = 0", "The content 0"),
    ("UPDATE evaluation_text SET digest = 'x' WHERE evaluation = 1 AND place = 2", "The list"),
    ("UPDATE evaluation SET plan = x'7b7d' WHERE seq = 3", "The plan"),
  ])
  func `a change of what was adopted is found`(sql: String, reason: String) throws {
    try restore("schema-2")
    let log = try RunLog(path: folder.database)
    try log.tamper(sql)
    #expect(try log.verify().firstBad?.reason.hasPrefix(reason) == true, "\(sql)")
  }
}
