import Foundation
import GRDB
import Runs
import Testing

@testable import RunLog

/// The end of the chain against the last seal that was kept outside.
struct KeptSealTests {
  let folder = LogFolder()
  let seals: SealFolder

  init() {
    seals = SealFolder(folder.path + "/state/seals")
  }

  private func open(_ path: String? = nil) throws -> RunLog {
    try RunLog(path: path ?? folder.database, outside: RunLogOutside(seals: seals))
  }

  private func fill(_ numbers: ClosedRange<Int>, of log: RunLog) throws {
    for number in numbers { try log.seal(RunSamples.finished(RunSamples.request(number))) }
  }

  /// Takes the newest run out and sets every count back, as if it had never been.
  private func cutEnd(of path: String) throws {
    try DatabaseQueue(path: path).write { db in
      for sql in [
        "DELETE FROM chain WHERE number = (SELECT max(number) FROM chain)",
        "DELETE FROM run_key WHERE run = (SELECT max(seq) FROM run)",
        "DELETE FROM part WHERE run = (SELECT max(seq) FROM run)",
        "DELETE FROM run WHERE seq = (SELECT max(seq) FROM run)",
        "UPDATE sqlite_sequence SET seq = seq - 1 WHERE name IN ('chain', 'run')",
        "INSERT INTO run_search(run_search) VALUES ('rebuild')",
      ] { try db.execute(sql: sql) }
    }
  }

  @Test func `a chain cut at its end with its counts set back is found`() throws {
    let log = try open()
    try fill(1...3, of: log)
    #expect(try log.verify() == AuditResult(records: 3, firstBad: nil))
    try cutEnd(of: folder.database)
    let bad = try #require(try log.verify().firstBad)
    #expect(
      bad.reason.hasPrefix("The chain ends at entry 2, and entry 3 was sealed here:"), "\(bad)")
    // Without the seal that was kept it looks whole.
    #expect(try RunLog(path: folder.database).verify().isWhole)
  }

  @Test func `what is recorded after a cut does not cover it up, until it is accepted`() throws {
    try fill(1...3, of: try open())
    try cutEnd(of: folder.database)
    let log = try open()
    try fill(11...13, of: log)
    let bad = try #require(try log.verify().firstBad)
    #expect(bad.reason.hasPrefix("Entry 3 is not the one that was sealed here:"), "\(bad)")
    try log.acceptEnd()
    #expect(try log.verify().isWhole)
    try fill(14...14, of: log)
    #expect(try log.verify() == AuditResult(records: 6, firstBad: nil))
  }

  @Test func `records that began again in the same place are told from the old ones`() throws {
    try fill(1...2, of: try open())
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: folder.database + suffix)
    }
    let log = try open()
    #expect(
      try log.verify().firstBad?.reason.hasPrefix("The chain ends at entry 0, and entry 2") == true)
    try fill(5...9, of: log)
    let bad = try #require(try log.verify().firstBad)
    #expect(bad.reason.hasPrefix("These are not the records whose entry 2"), "\(bad)")
    try log.acceptEnd()
    #expect(try log.verify() == AuditResult(records: 5, firstBad: nil))
  }

  @Test func `an empty chain can be accepted, and grows from there`() throws {
    try fill(1...1, of: try open())
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: folder.database + suffix)
    }
    let log = try open()
    try log.acceptEnd()
    #expect(try log.verify().isWhole)
    try fill(2...2, of: log)
    #expect(try log.verify() == AuditResult(records: 1, firstBad: nil))
  }

  @Test func `a copy is no alarm, and says how it stands to the original`() throws {
    try fill(1...3, of: try open())
    let copy = folder.path + "/copy.sqlite"
    try DatabaseQueue(path: folder.database).backup(to: DatabaseQueue(path: copy))
    let log = try open(copy)
    func note() throws -> String {
      let result = try log.verify()
      #expect(result.isWhole)
      #expect(result.notes.map(\.kind) == [.copy])
      return result.notes.first?.message ?? ""
    }
    #expect(try note().hasSuffix("all that was sealed there, up to entry 3, is in it."))
    try fill(4...4, of: try open())
    #expect(try note().hasSuffix("that one went on to entry 4, and this one ends at 3."))
    try fill(5...6, of: try RunLog(path: copy))
    #expect(try note().hasSuffix("the two went on in different ways before entry 4."))
    try fill(7...7, of: log)
    #expect(try log.verify() == AuditResult(records: 6, firstBad: nil))
  }

  @Test func `records that were never written from here say what cannot be checked`() throws {
    try fill(1...2, of: try RunLog(path: folder.database))
    let log = try open()
    let result = try log.verify()
    #expect(result.isWhole)
    #expect(result.notes.map(\.kind) == [.noKeptSeal])
    try fill(3...3, of: log)
    #expect(try log.verify() == AuditResult(records: 3, firstBad: nil))
  }

  @Test func `two processes that write in turn keep the newest seal`() throws {
    let (one, other) = (try open(), try open())
    for number in 1...4 { try fill(number...number, of: number.isMultiple(of: 2) ? one : other) }
    let memory = try #require(seals.all().first)
    #expect(memory.last.number == 4 && memory.lost.isEmpty)
    #expect(try memory.last.seal == one.lastSeal())
  }

  @Test func `what is rolled back is not kept`() throws {
    let log = try open()
    try fill(1...1, of: log)
    struct Stop: Error {}
    #expect(throws: (any Error).self) {
      try log.write { db in
        try log.append(.certificate(Certificate(subject: "s", json: "1")), at: 1, in: db)
        throw Stop()
      }
    }
    #expect(seals.all().map(\.last.number) == [1])
    try fill(2...2, of: log)
    #expect(seals.all().map(\.last.number) == [2])
    #expect(try log.verify().isWhole)
  }

  @Test func `the file is private, and what is broken in it is no seal`() throws {
    let log = try open()
    try fill(1...2, of: log)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/state/seals")
    #expect(names.count == 1)
    let file = folder.path + "/state/seals/" + (names.first ?? "")
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let seal = try #require(try log.lastSeal())
    try text.replacing(seal, with: String(seal.reversed())).write(
      toFile: file, atomically: false, encoding: .utf8)
    let result = SealFolder(folder.path + "/state/seals").all()
    #expect(result.isEmpty)
    try fill(3...3, of: log)
    #expect(seals.all().map(\.last.number) == [3])
  }

  @Test func `a state folder that cannot be written costs no record`() throws {
    let log = try RunLog(
      path: folder.database, outside: RunLogOutside(seals: SealFolder("/dev/null/seals")))
    try fill(1...2, of: log)
    #expect(try log.verify().records == 2)
  }
}
