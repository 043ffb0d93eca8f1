import Evaluation
import Foundation
import GRDB
import Policies
import Runs
import Testing

@testable import RunLog

struct ExportTests {
  let log: RunLog
  let run = RunSamples.request(2).id

  init() throws {
    log = try RunLog()
    for number in 1...3 {
      try log.seal(RunSamples.finished(RunSamples.request(number, content: "content \(number)")))
    }
    try log.append(
      Judgement(run: run, decision: .safe, labels: ["SP0"], note: "quoted", author: "ada", at: 5))
  }

  @Test func `an exported record verifies by itself, and says where it stands`() throws {
    let data = try log.export(run)
    #expect(try AuditResult.verifying(export: data) == AuditResult(records: 2, firstBad: nil))
    let seal = try ExportedSeal(of: data)
    #expect(seal.run == run.text)
    #expect(seal.number == 2)
    #expect(try log.holds(seal: seal.seal))
    #expect(try !log.holds(seal: String(seal.seal.reversed())))
    #expect(String(decoding: data, as: UTF8.self).contains("content 2"))
  }

  @Test func `every changed byte of an exported record is found`() throws {
    let data = try log.export(run)
    var unfound: [Int] = []
    for index in data.indices {
      var changed = data
      changed[index] ^= 1
      let result = try? AuditResult.verifying(export: changed)
      if result?.isWhole ?? false { unfound.append(index) }
    }
    #expect(unfound.isEmpty)
  }

  @Test func `an erased record verifies as a tombstone, and holds nothing of its content`() throws {
    try log.eraseContent(of: run, at: 9)
    let data = try log.export(run)
    #expect(try AuditResult.verifying(export: data) == AuditResult(records: 3, firstBad: nil))
    #expect(!String(decoding: data, as: UTF8.self).contains("content 2"))
  }

  @Test func `a text that was taken out without an erasure is found`() throws {
    var exported = try ExportedRun.reading(try log.export(run))
    let index = try #require(exported.parts.firstIndex { $0.kind == "content" })
    exported.parts[index].text = nil
    exported.parts[index].salt = nil
    #expect(
      exported.verified().firstBad?.reason == "The content is missing.")
    exported.parts.remove(at: index)
    #expect(!exported.verified().isWhole)
  }

  @Test func `another run's judgement cannot be slipped in`() throws {
    try log.append(
      Judgement(run: RunSamples.request(3).id, decision: .violates, note: "", author: "bo", at: 6))
    let other = try ExportedRun.reading(try log.export(RunSamples.request(3).id))
    var exported = try ExportedRun.reading(try log.export(run))
    exported.entries.append(try #require(other.entries.last))
    #expect(!exported.verified().isWhole)
  }

  @Test func `what is no export, or of a newer form, is refused with a sentence`() throws {
    #expect(throws: RunLogError.self) { try AuditResult.verifying(export: Data("{}".utf8)) }
    let newer = Data("{\"format\":2}".utf8)
    do {
      _ = try AuditResult.verifying(export: newer)
      Issue.record("it was read")
    } catch let error as RunLogError {
      #expect(error.message.contains("newer"))
    }
    try log.begin(RunSamples.request(10))
    #expect(throws: RunLogError.self) { try log.export(RunSamples.request(10).id) }
  }
}

/// Every value of every row that a record is made of, changed one at a time.
struct TamperingTests {
  static let tables = [
    "run", "part", "text", "judgement", "erasure", "chain", "event", "evaluation",
    "evaluation_text", "trial", "run_key",
  ]

  @Test(arguments: tables)
  func `a change of any value of any row is found`(table: String) throws {
    let names = try Self.filled().database.read { db in
      try db.columns(in: table).map(\.name)
    }
    for name in names {
      let count = try Self.filled().count(table)
      for row in 0..<count {
        let log = try Self.filled()
        guard try Self.change(name, ofRow: row, in: table, of: log) else { continue }
        #expect(try !log.verify().isWhole, "\(table).\(name), row \(row)")
      }
    }
  }

  // A key that is gone only keeps a run from serving again.
  @Test(arguments: tables.filter { $0 != "run_key" })
  func `a row that is gone is found`(table: String) throws {
    for row in 0..<(try Self.filled().count(table)) {
      let log = try Self.filled()
      try Self.execute(on: log, "DELETE FROM \(table) WHERE \(Self.place(row, in: table))")
      #expect(try !log.verify().isWhole, "\(table), row \(row)")
    }
  }

  @Test func `two entries in each other's place are found`() throws {
    let log = try Self.filled()
    try log.tamper("UPDATE chain SET subject = -subject WHERE number IN (1, 2)")
    try log.tamper(
      "UPDATE chain SET subject = CASE number WHEN 1 THEN 2 ELSE 1 END WHERE number IN (1, 2)")
    #expect(try !log.verify().isWhole)
  }

  @Test func `a chain whose count was set back is found`() throws {
    let log = try Self.filled()
    try log.tamper("UPDATE sqlite_sequence SET seq = 1 WHERE name = 'chain'")
    #expect(try !log.verify().isWhole)
  }

  private static func filled() throws -> RunLog {
    let log = try RunLog(inMemorySalt: { Array(repeating: 7, count: 16) })
    for number in 1...3 {
      try log.seal(RunSamples.finished(RunSamples.request(number, content: "content \(number)")))
    }
    try log.append(
      Judgement(
        run: RunSamples.request(2).id, decision: .safe, labels: ["SP0"], note: "n", author: "a",
        at: 5))
    try log.eraseContent(of: RunSamples.request(3).id, at: 9)
    let plan = EvaluationSamples.plan(["content 1", "content 4"], repeats: 1)
    try log.create(plan)
    let trial = Trial(arm: 0, item: 1, draw: 0)
    try log.record([(EvaluationSamples.finished(trial, of: plan, number: 4), trial)], of: plan.id)
    #expect(try log.verify().isWhole)
    return log
  }

  private static func place(_ row: Int, in table: String) -> String {
    let keys = [
      "part": "run, kind", "evaluation_text": "evaluation, kind, place",
      "trial": "evaluation, draw, arm, item",
    ]
    return keys[table].map {
      "(\($0)) = (SELECT \($0) FROM \(table) ORDER BY \($0) LIMIT 1 OFFSET \(row))"
    } ?? "rowid = (SELECT rowid FROM \(table) ORDER BY rowid LIMIT 1 OFFSET \(row))"
  }

  /// Flips the lowest bit of the value's first byte; false where there is nothing to change.
  private static func change(
    _ column: String, ofRow row: Int, in table: String, of log: RunLog
  ) throws -> Bool {
    let place = place(row, in: table)
    let value = try log.database.read {
      try DatabaseValue.fetchOne($0, sql: "SELECT \(column) FROM \(table) WHERE \(place)")
    }
    let changed: DatabaseValue
    switch value?.storage {
    case .int64(let number)?: changed = (number ^ 64).databaseValue
    case .string(let text)?:
      var bytes = Array(text.utf8)
      guard !bytes.isEmpty else { return false }
      bytes[0] ^= 1
      changed = String(decoding: bytes, as: UTF8.self).databaseValue
    case .blob(let data)?:
      guard !data.isEmpty else { return false }
      var data = data
      data[data.startIndex] ^= 1
      changed = data.databaseValue
    default: return false
    }
    try execute(
      on: log, "UPDATE \(table) SET \(column) = ? WHERE \(place)", arguments: [changed])
    return true
  }

  /// Without the checks that SQLite would make for us.
  private static func execute(
    on log: RunLog, _ sql: String, arguments: StatementArguments = []
  ) throws {
    try log.database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF")
      try db.execute(sql: sql, arguments: arguments)
    }
  }

  /// The third run is erased; an erasure must not excuse what it does not take.
  @Test(arguments: [
    "UPDATE part SET text = NULL, salt = NULL WHERE run = 3 AND kind IN ('policy', 'request')",
    "UPDATE part SET salt = NULL WHERE run = 3 AND kind = 'format'",
    "UPDATE part SET text = (SELECT text FROM part WHERE run = 1 AND kind = 'content') WHERE run = 3 AND kind = 'content'",
    "INSERT INTO part(run, kind) VALUES (3, 'extra')",
    "UPDATE run SET total_ms = 1.5 WHERE seq = 1", "UPDATE run SET model = x'ff' WHERE seq = 1",
    "UPDATE run SET engine = CAST(engine AS BLOB) WHERE seq = 1",
    "INSERT INTO text(sha256, body) VALUES (x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', x'')",
  ])
  func `what an erasure or a type could hide is found`(sql: String) throws {
    let log = try Self.filled()
    try Self.execute(on: log, sql)
    #expect(try !log.verify().isWhole)
  }
}
