import Foundation
import GRDB
import Runs
import Testing

@testable import RunLog

/// Reading the file that others write in.
@Suite(.timeLimit(.minutes(1)))
struct ReadingTests {
  let folder = LogFolder()

  private func fill(_ count: Int = 2) throws {
    let log = try RunLog(path: folder.database)
    for number in 1...count { try log.seal(RunSamples.finished(RunSamples.request(number))) }
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `a missing file has no records and is not made`() throws {
    let log = try RunLog(reading: folder.database)
    #expect(try log.recent(limit: 9).isEmpty)
    #expect(try log.evaluations().isEmpty)
    #expect(try log.verify() == AuditResult(records: 0, firstBad: nil))
    #expect(try names().isEmpty)
    #expect(try RunLog(reading: folder.path + "/no/folder/runs.sqlite").recent(limit: 1).isEmpty)
  }

  @Test func `a reader sees everything while another holds the write lock and the migration lock`()
    throws
  {
    try fill()
    try OwnerLock.exclusively(beside: folder.database) {
      try DatabaseQueue(path: folder.database).writeWithoutTransaction { db in
        try db.execute(sql: "BEGIN IMMEDIATE; UPDATE run SET engine = 'changed'")
        let log = try RunLog(reading: folder.database)
        #expect(try log.recent(limit: 9).map(\.engine) == ["here", "here"])
        #expect(try log.verify().isWhole)
        #expect(try log.record(RunSamples.request(1).id)?.state == .ok)
        #expect(try log.coverageSamples(of: "spam").samples.count == 2)
        try db.execute(sql: "ROLLBACK")
      }
    }
  }

  @Test func `a current file is opened for writing without the migration lock`() throws {
    try fill()
    try OwnerLock.exclusively(beside: folder.database) {
      let log = try RunLog(path: folder.database)
      try log.seal(RunSamples.finished(RunSamples.request(3)))
      #expect(try log.verify().records == 3)
    }
  }

  @Test func `reading leaves every byte, and the runs of a process that died, as they are`() throws
  {
    try fill()
    var left: RunLog? = try RunLog(path: folder.database)
    try left?.begin(RunSamples.request(3))
    left = nil
    let before = FileManager.default.contents(atPath: folder.database)
    let log = try RunLog(reading: folder.database)
    #expect(try log.recent(limit: 9).map(\.state) == [nil, .ok, .ok])
    #expect(try log.verify().isWhole)
    #expect(FileManager.default.contents(atPath: folder.database) == before)
    #expect(try RunLog(path: folder.database).sealOrphans(now: 5000) == 1)
  }

  @Test func `what would write throws`() throws {
    try fill()
    for path in [folder.database, folder.path + "/none"] {
      let log = try RunLog(reading: path)
      let error = #expect(throws: RunLogError.self) { try log.begin(RunSamples.request(9)) }
      #expect(error?.isReadOnly == true)
      #expect(throws: RunLogError.self) { try log.sealOrphans(now: 1) }
    }
  }

  @Test func `records of an older form say so, and can be read once they were opened to write`()
    throws
  {
    try Self.makeOld(folder.database)
    let error = #expect(throws: RunLogError.self) { try RunLog(reading: folder.database) }
    #expect(error?.isOutdated == true)
    _ = try RunLog(path: folder.database)
    #expect(try RunLog(reading: folder.database).verify().records == 3)
  }

  @Test func `an older form that another keeps locked is a sentence`() throws {
    try Self.makeOld(folder.database)
    try DatabaseQueue(path: folder.database).writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL; BEGIN IMMEDIATE")
      let error = #expect(throws: RunLogError.self) { try RunLog(path: folder.database) }
      #expect(error?.message.hasPrefix("Another program keeps the run records in") == true)
      try db.execute(sql: "ROLLBACK")
    }
  }

  static func makeOld(_ path: String) throws {
    let dump = #filePath.replacing("ReadingTests.swift", with: "Fixtures/schema-1.sql")
    let sql = String(decoding: try Data(contentsOf: URL(filePath: dump)), as: UTF8.self)
    try DatabaseQueue(path: path).writeWithoutTransaction { db in
      try db.execute(sql: sql)
      try db.execute(sql: "INSERT INTO run_search(run_search) VALUES ('rebuild')")
    }
  }
}
