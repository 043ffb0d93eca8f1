import Foundation
import GRDB
public import Runs

extension RunLog {
  /// Erases a run's content and everything that quotes or describes it, in this run, in every
  /// other run on the same content, and in the plans of evaluations. Seals still hold afterwards: the digests stay as tombstones,
  /// and the erasure is sealed itself.
  ///
  /// Complexity: the search index is built anew, from the texts of all runs.
  ///
  /// - Returns: how many runs it concerned.
  /// - Throws: ``RunLogError`` when there is no such run, or one of the runs goes on.
  @discardableResult
  public func eraseContent(of id: Run.ID, at now: Int64) throws -> Int {
    let count = try write { db in
      let runs = try self.runs(sharingContentOf: try sequence(of: id, in: db), in: db)
      for run in runs { try erase(run, at: now, in: db) }
      try db.execute(sql: "INSERT INTO run_search(run_search) VALUES ('rebuild')")
      return runs.count
    }
    // What was erased must not stay readable in the write-ahead log.
    do {
      try database.writeWithoutTransaction { db in
        if !isInMemory { _ = try db.checkpoint(.truncate) }
      }
    } catch {
      throw RunLogError.database(error, path: path)
    }
    return count
  }

  private func runs(sharingContentOf seq: Int64, in db: Database) throws -> [Int64] {
    let runs = try Int64.fetchAll(
      db,
      sql: """
        SELECT other.run FROM part JOIN part AS other ON other.text = part.text
        WHERE part.run = ? AND part.kind = 'content' AND other.kind = 'content'
        """, arguments: [seq])
    for run in runs {
      let row = try Row.fetchOne(
        db, sql: "SELECT id, state FROM run WHERE seq = ?", arguments: [run])
      if let row, row.isNull("state") { throw RunLogError.running(row.known("id") ?? "") }
    }
    return runs
  }

  private func erase(_ run: Int64, at now: Int64, in db: Database) throws {
    for kind in PartKind.allCases where kind.dependsOnContent {
      let text = try Int64.fetchOne(
        db, sql: "SELECT text FROM part WHERE run = ? AND kind = ?",
        arguments: [run, kind.rawValue])
      guard let text else { continue }
      try db.execute(
        sql: "UPDATE part SET text = NULL, salt = NULL WHERE run = ? AND kind = ?",
        arguments: [run, kind.rawValue])
      if kind == .content {
        try eraseFromPlans(text, at: now, in: db)
      }
      try deleteTextIfUnused(text, in: db)
    }
    try db.execute(sql: "DELETE FROM run_key WHERE run = ?", arguments: [run])
    try db.execute(sql: "INSERT INTO erasure(run, at) VALUES (?, ?)", arguments: [run, now])
    try appendToChain(.erasure, db.lastInsertedRowID, in: db)
  }
}
