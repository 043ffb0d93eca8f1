import GRDB
import GRDBSQLite

/// Ends the statements of a connection once a time has passed.
///
/// A file that was made for it can keep one statement busy for ever, whatever its schema says.
struct QueryLimit {
  let duration: Duration

  static let reading = QueryLimit(duration: .seconds(60))
  /// For what reads every record.
  static let readingAll = QueryLimit(duration: .seconds(1800))

  /// - Throws: what the body throws; ``RunLogError`` when the time was over.
  func within<T>(_ db: Database, path: String, _ body: (Database) throws -> T) throws -> T {
    var deadline = ContinuousClock.now + duration
    return try withUnsafeMutablePointer(to: &deadline) { pointer in
      let connection = db.sqliteConnection
      // Each so many steps of SQLite's machine: about a millisecond.
      sqlite3_progress_handler(
        connection, 20_000,
        { context in
          let deadline = context!.assumingMemoryBound(to: ContinuousClock.Instant.self).pointee
          return ContinuousClock.now < deadline ? 0 : 1
        }, pointer)
      defer { sqlite3_progress_handler(connection, 0, nil, nil) }
      do {
        return try body(db)
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_INTERRUPT && ContinuousClock.now >= pointer.pointee
      {
        throw RunLogError.tooSlow(path, seconds: duration.components.seconds)
      }
    }
  }
}

extension Database {
  /// What a connection is told before it reads anything: the file may be a stranger's.
  func harden() throws {
    let limits: [(Int32, Int32)] = [
      (SQLITE_LIMIT_LENGTH, DatabaseOpener.longestValue), (SQLITE_LIMIT_SQL_LENGTH, 100_000),
      (SQLITE_LIMIT_COLUMN, 100), (SQLITE_LIMIT_EXPR_DEPTH, 100),
      (SQLITE_LIMIT_COMPOUND_SELECT, 20), (SQLITE_LIMIT_FUNCTION_ARG, 20),
      (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_TRIGGER_DEPTH, 1),
      (SQLITE_LIMIT_WORKER_THREADS, 0),
    ]
    for (limit, value) in limits { sqlite3_limit(sqliteConnection, limit, value) }
    try execute(
      sql: """
        PRAGMA trusted_schema = OFF;
        PRAGMA cell_size_check = ON;
        PRAGMA mmap_size = 0;
        """)
    // Deleted texts are overwritten, so that erasing means it.
    if !configuration.readonly { try execute(sql: "PRAGMA secure_delete = ON") }
  }
}
