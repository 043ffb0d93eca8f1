import Foundation
import GRDB
import Runs
import Testing

@testable import RunLog

/// A database that somebody else made.
@Suite(.timeLimit(.minutes(1)))
struct StrangerTests {
  let folder = LogFolder()

  init() throws {
    let log = try RunLog(path: folder.database)
    try log.seal(RunSamples.finished(RunSamples.request(1)))
  }

  private static let endless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"

  /// What was done to the schema, and what the sentence names.
  static let changes: [(sql: String, named: String)] = [
    (
      "CREATE TRIGGER liar AFTER UPDATE ON run BEGIN UPDATE run SET decision = 'safe'; END",
      "trigger liar"
    ),
    ("CREATE VIEW extra AS SELECT 1", "view extra"),
    ("CREATE TABLE extra(x)", "table extra"),
    ("CREATE INDEX extra ON run(model)", "index extra"),
    ("CREATE VIRTUAL TABLE extra USING fts5(x)", "table extra"),
    (
      "DROP VIEW run_text; CREATE VIEW run_text AS \(endless) i AS seq, '', '', '' FROM n",
      "run_text"
    ),
    ("ALTER TABLE run ADD COLUMN extra DEFAULT 'x'", "table run"),
    ("DROP INDEX run_open", "run_open"),
    ("DROP TABLE judgement; CREATE VIEW judgement AS \(endless) i AS seq FROM n", "judgement"),
    (
      "DROP TABLE grdb_migrations; CREATE VIEW grdb_migrations AS \(endless) '1' AS identifier FROM n",
      "grdb_migrations"
    ),
    ("DROP TABLE grdb_migrations", "table"),
    ("DELETE FROM grdb_migrations WHERE identifier = '1'", "migrations"),
    ("ANALYZE", "sqlite_stat"),
  ]

  @Test(arguments: changes.indices)
  func `an object that is not ours is named, and nothing is read`(index: Int) throws {
    let (sql, named) = Self.changes[index]
    try DatabaseQueue(path: folder.database).writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF")
      try db.execute(sql: sql)
    }
    let start = ContinuousClock.now
    for open in [{ try RunLog(reading: $0) }, { try RunLog(path: $0) }]
      as [(String) throws -> RunLog]
    {
      let error = #expect(throws: RunLogError.self) { try open(folder.database) }
      #expect(error?.message.contains(named) == true, "\(error?.message ?? "")")
    }
    #expect(start.duration(to: .now) < .seconds(20))
  }

  @Test(arguments: ["", "-wal", "-shm", ".lock"])
  func `a link in the place of a file is refused and not followed`(suffix: String) throws {
    let target = folder.path + "/target"
    let path = folder.database + suffix
    if FileManager.default.fileExists(atPath: path) {
      try FileManager.default.moveItem(atPath: path, toPath: target)
    }
    let before = FileManager.default.contents(atPath: target)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    for open in [{ try RunLog(reading: $0) }, { try RunLog(path: $0) }]
      as [(String) throws -> RunLog]
    {
      let error = #expect(throws: RunLogError.self) { try open(folder.database) }
      #expect(error?.message.contains("is not a regular file of this user") == true)
    }
    #expect(FileManager.default.contents(atPath: target) == before)
  }

  @Test(arguments: ["", "-wal", "-shm", ".lock"])
  func `a pipe in the place of a file is refused at once`(suffix: String) throws {
    try? FileManager.default.removeItem(atPath: folder.database + suffix)
    mkfifo(folder.database + suffix, 0o600)
    #expect(throws: RunLogError.self) { try RunLog(reading: folder.database) }
    #expect(throws: RunLogError.self) { try RunLog(path: folder.database) }
  }

  /// SQLite would play it back, and remove a file that it names.
  @Test func `a rollback journal is refused`() throws {
    try Data(repeating: 7, count: 512).write(to: URL(filePath: folder.database + "-journal"))
    let error = #expect(throws: RunLogError.self) { try RunLog(reading: folder.database) }
    #expect(error?.message.contains("-journal is a rollback journal") == true)
    #expect(throws: RunLogError.self) { try RunLog(path: folder.database) }
  }

  @Test func `a file of another user is refused`() throws {
    // Only the superuser may give a file away; for others the place of the test is a file of root.
    let path = chown(folder.database, 1, 1) == 0 ? folder.database : "/etc/passwd"
    let error = #expect(throws: RunLogError.self) { try RunLog(reading: path) }
    #expect(error?.message.contains("is not a regular file of this user") == true)
    #expect(throws: RunLogError.self) { try RunLog(path: path) }
  }

  @Test func `a new database is for its owner alone, and an empty file becomes one`() throws {
    for name in ["new", "empty"] {
      let path = folder.path + "/" + name
      if name == "empty" { try Data().write(to: URL(filePath: path)) }
      _ = try RunLog(path: path)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(try RunLog(reading: path).recent(limit: 1).isEmpty)
    }
  }

  @Test func `every connection distrusts the file`() throws {
    let logs = [try RunLog(reading: folder.database), try RunLog(path: folder.database)]
    for log in logs {
      try log.read { db in
        for (pragma, value) in [("trusted_schema", 0), ("cell_size_check", 1), ("mmap_size", 0)] {
          let set = try Int.fetchOne(db, sql: "PRAGMA \(pragma)")
          #expect(set ?? 0 == value, "\(pragma)")
        }
      }
      #expect(throws: RunLogError.self) {
        try log.read { try Int.fetchOne($0, sql: "SELECT length(zeroblob(134217729))") }
      }
    }
  }

  @Test func `a statement without end is stopped, and the connection works on`() throws {
    let log = try RunLog(reading: folder.database)
    let limit = QueryLimit(duration: .milliseconds(50))
    let error = #expect(throws: RunLogError.self) {
      try log.read(limit) { try Int.fetchOne($0, sql: "\(Self.endless) count(*) FROM n") }
    }
    #expect(error?.message.contains("was stopped") == true)
    #expect(try log.recent(limit: 9).count == 1)
  }
}
