import GRDB
import Policies
import Runs
import Testing

@testable import RunLog

extension RunLog {
  func count(_ table: String) throws -> Int {
    try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") } ?? -1
  }

  func tamper(_ sql: String) throws {
    try database.write { try $0.execute(sql: sql) }
  }
}

struct SealTests {
  let log: RunLog

  init() throws {
    log = try RunLog()
    for number in 1...3 {
      try log.seal(
        RunSamples.finished(
          RunSamples.request(number, content: "content \(number)"), reasoning: "chain \(number)"))
    }
    try log.append(
      Judgement(
        run: RunSamples.request(2).id, decision: .safe, labels: ["SP0"], note: "quoted",
        author: "ada",
        at: 5))
  }

  @Test func `an untouched chain is whole`() throws {
    #expect(try log.verify() == AuditResult(records: 4, firstBad: nil))
    #expect(try log.lastSeal()?.count == 64)
    #expect(try RunLog().verify() == AuditResult(records: 0, firstBad: nil))
  }

  /// What somebody may do to the database, and which run the audit names (nil: none is left).
  static let tamperings: [(sql: String, records: Int, run: Int?)] = [
    ("UPDATE run SET decision = 'safe' WHERE seq = 2", 1, 2),
    ("UPDATE run SET policy_version = NULL WHERE seq = 1", 0, 1),
    ("UPDATE run SET labels = '[]' WHERE seq = 3", 2, 3),
    (
      "UPDATE text SET body = CAST('chain X' AS BLOB) WHERE body = CAST('chain 2' AS BLOB)", 1, 2
    ),
    (
      "UPDATE part SET text = (SELECT text FROM part WHERE run = 1 AND kind = 'content') "
        + "WHERE run = 3 AND kind = 'content'", 2, 3
    ),
    ("UPDATE part SET text = NULL, salt = NULL WHERE run = 1 AND kind = 'content'", 0, 1),
    ("DELETE FROM part WHERE run = 2 AND kind = 'answer'", 1, 2),
    ("UPDATE part SET digest = 'x' WHERE run = 2 AND kind = 'raw'", 1, 2),
    ("DELETE FROM chain WHERE number = 2", 1, nil),
    ("DELETE FROM chain WHERE number = 4", 3, nil),
    ("UPDATE chain SET seal = 'x' WHERE number = 1", 0, 1),
    ("UPDATE judgement SET decision = 'violates'", 3, 2),
    ("DELETE FROM judgement", 3, nil),
    (
      "INSERT INTO judgement(run, labels, note, author, at) VALUES (1, '[]', 'forged', 'x', 1)", 4,
      nil
    ),
  ]

  @Test(arguments: tamperings.indices)
  func `every change of what was sealed is found at its place`(index: Int) throws {
    let row = Self.tamperings[index]
    try log.tamper("PRAGMA foreign_keys = OFF")
    try log.tamper(row.sql)
    let result = try log.verify()
    #expect(!result.isWhole, "\(row.sql)")
    #expect(result.records == row.records, "\(row.sql)")
    #expect(result.firstBad?.run == row.run.map { RunSamples.request($0).id.text }, "\(row.sql)")
  }

  @Test func `the order of the chain is the order of sealing`() throws {
    try log.begin(RunSamples.request(10))
    try log.begin(RunSamples.request(11))
    try log.seal(RunSamples.finished(RunSamples.request(11)))
    try log.seal(RunSamples.finished(RunSamples.request(10)))
    #expect(try log.verify().records == 6)
    #expect(try log.verify().isWhole)
  }

  @Test func `an erased content leaves a tombstone that verifies, in every run that shared it`()
    throws
  {
    try log.seal(
      RunSamples.finished(RunSamples.request(9, content: "content 2"), reasoning: "other chain"))
    #expect(try log.eraseContent(of: RunSamples.request(2).id, at: 77).runs == 2)
    let result = try log.verify()
    #expect(result == AuditResult(records: 7, firstBad: nil))
    let record = try #require(try log.record(RunSamples.request(2).id))
    #expect(record.content.isEmpty && record.reasoning.isEmpty && record.requestBody == nil)
    #expect(record.warnings.map(\.kind) == [RunWarning.erased])
    #expect(record.policyText == "# Spam")
    for search in ["content 2", "chain 2", "other chain"] {
      #expect(try log.recent(limit: 9, filter: RunFilter(search: search)).isEmpty)
    }
    #expect(try log.recent(limit: 9, filter: RunFilter(search: "content 1")).count == 1)
    let left = try log.database.read {
      try Int.fetchOne(
        $0, sql: "SELECT count(*) FROM text WHERE instr(body, CAST('content 2' AS BLOB))")
    }
    #expect(left == 0)
  }

  @Test func `an erased text is in none of the database's files`() throws {
    let folder = LogFolder()
    let log = try RunLog(path: folder.database)
    let secret = "quixotic-zeppelin-4711"
    var open = RunRecord(RunSamples.request(1, content: secret))
    open.reasoning = "It says \(secret), again \(secret)."
    try log.checkpoint(open)
    try log.seal(
      RunSamples.finished(RunSamples.request(1, content: secret), reasoning: open.reasoning))
    try log.seal(RunSamples.finished(RunSamples.request(2, content: "other")))
    #expect(try folder.holds(secret))
    try log.eraseContent(of: open.id, at: 1)
    #expect(try !folder.holds(secret))
    #expect(try folder.holds("other"))
  }

  @Test func `the content of a run that goes on cannot be erased`() throws {
    try log.begin(RunSamples.request(10, content: "content 1"))
    #expect(throws: RunLogError.self) {
      try log.eraseContent(of: RunSamples.request(1).id, at: 1)
    }
    #expect(try log.record(RunSamples.request(1).id)?.content == "content 1")
    #expect(throws: RunLogError.self) {
      try log.eraseContent(of: RunSamples.request(99).id, at: 1)
    }
  }

  @Test func `judgements come back in order and belong to a run`() throws {
    let run = RunSamples.request(2).id
    let second = Judgement(run: run, decision: nil, note: "see also", author: "bo", at: 6)
    try log.append(second)
    let found = try log.judgements(of: run)
    #expect(found.map(\.author) == ["ada", "bo"])
    #expect(found.last == second)
    #expect(throws: RunLogError.self) {
      try log.append(
        Judgement(run: RunSamples.request(99).id, decision: nil, note: "", author: "", at: 0))
    }
  }
}
