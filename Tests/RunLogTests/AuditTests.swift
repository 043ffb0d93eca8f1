import Evaluation
import Foundation
import GRDB
import Policies
import Runs
import Testing

@testable import RunLog

/// What somebody may do to evaluations, columns, tables and the index, and what the audit calls it.
struct AuditTests {
  private static let gone = EvaluationSamples.plan(number: 1).id.text
  private static let second = EvaluationSamples.plan(number: 3).id.text

  static let tamperings: [(sql: String, reason: String)] = [
    (
      "UPDATE trial SET run = -run WHERE evaluation = 1; UPDATE trial SET run = CASE item WHEN 0 THEN 2 WHEN 1 THEN 1 ELSE -run END WHERE evaluation = 1",
      "The result of arm 0, case 0, draw 0 of evaluation \(gone) is not what was sealed."
    ),
    (
      "DELETE FROM trial WHERE evaluation = 1 AND item = 1",
      "The result of arm 0, case 1, draw 0 of evaluation \(gone) is not what was sealed."
    ),
    (
      "INSERT INTO trial VALUES (1, 0, 0, 1, 5, 0)",
      "The result of arm 0, case 0, draw 1 of evaluation \(gone) is not what was sealed."
    ),
    (
      "UPDATE trial SET is_reused = 0 WHERE evaluation = 3",
      "The result of arm 0, case 0, draw 0 of evaluation \(second) is not what was sealed."
    ),
    (
      "UPDATE evaluation SET right = 3 WHERE seq = 1",
      "The figures of evaluation \(gone) are not what was sealed."
    ),
    (
      "UPDATE evaluation SET skipped = 0 WHERE seq = 1",
      "The figures of evaluation \(gone) are not what was sealed."
    ),
    (
      "UPDATE evaluation SET plan = CAST(replace(CAST(plan AS TEXT), '\"SP3\"', '\"SP4\"') AS BLOB) WHERE seq = 1",
      "The plan of evaluation \(gone) is not what was sealed."
    ),
    (
      "UPDATE evaluation_text SET text = (SELECT text FROM evaluation_text WHERE evaluation = 3 AND kind = 'content' AND place = 1) WHERE evaluation = 1 AND kind = 'content' AND place = 1",
      "The content 1 of evaluation \(gone) is not what was sealed."
    ),
    (
      "UPDATE evaluation_text SET text = NULL, salt = NULL WHERE evaluation = 1 AND kind = 'policy'",
      "The policy 0 of evaluation \(gone) is not what was sealed."
    ),
    (
      "DELETE FROM evaluation_text WHERE evaluation = 1 AND kind = 'content' AND place = 2",
      "The list of texts of evaluation \(gone) is not what was sealed."
    ),
    (
      "DELETE FROM trial WHERE evaluation = 1; DELETE FROM evaluation_text WHERE evaluation = 1; DELETE FROM evaluation WHERE seq = 1",
      "The evaluation \(gone) is missing, and no entry says that it was deleted."
    ),
    (
      "INSERT INTO evaluation(id, created_at, plan) SELECT 'FORGED', created_at, plan FROM evaluation WHERE seq = 1",
      "The evaluation FORGED is in no entry of the chain."
    ),
    (
      "UPDATE run_key SET key = zeroblob(64) WHERE run = 1",
      "The key of entry 2 is not what was sealed."
    ),
    (
      "UPDATE run_key SET run = 3 WHERE run = 1",
      "The key of entry 4 is not what was sealed."
    ),
    ("INSERT INTO run_key VALUES (77, x'00')", "The key of run row 77 belongs to no record."),
    (
      "INSERT INTO chunk(run, stream, body) VALUES (1, 'answer', x'41')",
      "The piece 1 of a stream belongs to no run that goes on."
    ),
    (
      "INSERT INTO part(run, kind) VALUES (77, 'answer')",
      "The part answer of run 77 belongs to no record."
    ),
    (
      "INSERT INTO trial VALUES (77, 0, 0, 0, 1, 0)",
      "The result that is run row 1 belongs to no evaluation."
    ),
    (
      "INSERT INTO evaluation_text(evaluation, kind, place) VALUES (77, 'content', 0)",
      "The plan's content 0 belongs to no evaluation."
    ),
    ("INSERT INTO owner(lock) VALUES ('../../x')", "The owner 1 has a lock that is none of ours."),
    ("UPDATE run SET owner = 5 WHERE seq = 1", "The owner of entry 2 is not what was sealed."),
    ("INSERT INTO grdb_migrations VALUES ('0')", "The list of the schema's versions is not ours."),
    ("INSERT INTO sqlite_sequence VALUES ('text', 5)", "The count of text is none of ours."),
    (
      "UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'event'",
      "The count of event rows is not that of the rows: some are missing at the end."
    ),
    (
      "INSERT INTO event(type, subject, body, at) VALUES ('label', 's', '{}', 1)",
      "The event 12 is in no entry of the chain."
    ),
    (
      "UPDATE event SET body = replace(body, '[0,0,0,1,0]', '[0,0,0,2,0]') WHERE seq = 2",
      "The event “trials” of entry 5 is not what was sealed."
    ),
    (
      "INSERT INTO run_search(run_search) VALUES ('delete-all')",
      "The search index has 0 runs, and there are 5."
    ),
    (
      "INSERT INTO run_search(run_search, rowid, content, reasoning, answer) VALUES ('delete', 1, 'one', 'chain 0', 'SP3'); INSERT INTO run_search(rowid, content, reasoning, answer) VALUES (1, 'x', 'y', 'z')",
      "The search index does not match the texts of the records."
    ),
    (
      "DELETE FROM run_search_data WHERE id > 10",
      "The search index does not match the texts of the records."
    ),
  ]

  private func filled() throws -> RunLog {
    let log = try RunLog()
    try EvaluationSamples.fill(log)
    return log
  }

  private func tamper(_ log: RunLog, _ sql: String) throws {
    try log.database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF")
      try db.execute(sql: sql)
    }
  }

  @Test(arguments: tamperings.indices)
  func `every change is found and named`(index: Int) throws {
    let (sql, reason) = Self.tamperings[index]
    let log = try filled()
    #expect(try log.verify().firstBad == nil)
    try tamper(log, sql)
    #expect(try log.verify().firstBad?.reason == reason, "\(sql)")
  }

  @Test func `a trigger that turned a decision round while it was written is found`() throws {
    for column in ["decision = 'safe'", "labels = '[]'", "state = 'refused'", "total_ms = 1"] {
      let log = try RunLog()
      try log.tamper(
        """
        CREATE TRIGGER turn AFTER UPDATE OF state ON run WHEN new.decision = 'violates'
          BEGIN UPDATE run SET \(column) WHERE seq = new.seq; END
        """)
      try log.seal(RunSamples.finished(RunSamples.request(1)))
      try log.tamper("DROP TRIGGER turn")
      let bad = try #require(try log.verify().firstBad)
      #expect(bad.run == RunSamples.request(1).id.text)
      let name = column.prefix { $0 != " " }
      let word = name == "total_ms" ? "time" : String(name)
      #expect(bad.reason == "The \(word) of entry 1 is not what was sealed.")
    }
  }

  @Test func `a text of a plan that was erased is a tombstone only where that was sealed`() throws {
    let log = try filled()
    try tamper(
      log,
      """
      UPDATE evaluation_text SET text = NULL, salt = NULL
        WHERE evaluation = 1 AND kind = 'content' AND place = 0
      """)
    #expect(
      try log.verify().firstBad?.reason
        == "The content 0 of evaluation \(Self.gone) is not what was sealed.")
  }

  @Test func `an audit waits for no writer and holds none up`() throws {
    let folder = LogFolder()
    let log = try RunLog(path: folder.database)
    try EvaluationSamples.fill(log)
    let other = try DatabaseQueue(path: folder.database)
    try other.writeWithoutTransaction { db in
      try db.beginTransaction(.immediate)
      #expect(try log.verify().isWhole)
      try db.rollback()
    }
    // A writer that comes in the middle of the audit is not kept waiting.
    var written = false
    let result = try log.verify(progress: { progress in
      guard progress.step == .index, !written else { return }
      written = true
      try other.write { try $0.execute(sql: "INSERT INTO owner(lock) VALUES ('none of ours')") }
    })
    #expect(written)
    // And the audit has read one state.
    #expect(result.isWhole)
    #expect(try !log.verify().isWhole)
  }

  @Test func `an audit tells how far it is, and ends when it is told to`() throws {
    let log = try filled()
    var steps: [AuditProgress] = []
    _ = try log.verify(progress: { steps.append($0) })
    #expect(Set(steps.map(\.step)) == [.chain, .texts, .index])
    #expect(steps.first == AuditProgress(step: .chain, done: 0, total: 18))
    #expect(throws: CancellationError.self) {
      _ = try log.verify(progress: { _ in throw CancellationError() })
    }
    #expect(try log.verify().isWhole)
  }
}
