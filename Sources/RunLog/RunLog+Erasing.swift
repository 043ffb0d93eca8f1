import Foundation
import GRDB
public import Runs

/// Where an erasure is.
public enum ErasureStep: Hashable, Sendable {
  /// Runs on the content.
  case records(done: Int, of: Int)
  /// Pages of the search index that are written anew; an estimate.
  case index(done: Int, of: Int)
  /// The write-ahead log, and a look at the file itself.
  case log
}

/// How whoever erases takes part.
public struct ErasureControl: Sendable {
  /// Asked between transactions. Once true, nothing more is erased; what is begun stays erased.
  public var isCancelled: @Sendable () -> Bool
  /// Called between transactions.
  public var progress: @Sendable (ErasureStep) -> Void
  /// Called with the content before the records lose it, so that it can be removed from other
  /// places too. After a crash it is called again.
  public var removeElsewhere: @Sendable (_ content: String) throws -> Void

  public init(
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (ErasureStep) -> Void = { _ in },
    removeElsewhere: @escaping @Sendable (_ content: String) throws -> Void = { _ in }
  ) {
    self.isCancelled = isCancelled
    self.progress = progress
    self.removeElsewhere = removeElsewhere
  }
}

/// What an erasure has done.
public struct Erasure: Hashable, Sendable {
  /// What still holds the content, or words of it.
  public enum Remainder: Hashable, Sendable {
    /// So many runs, since it was cancelled.
    case runs(Int)
    /// Runs that were begun meanwhile.
    case goingOn(Int)
    /// The search index, since it was cancelled. The next erasure cleans it, and so does
    /// ``RunLog/finishErasures(under:)``.
    case index
    /// The write-ahead log, since another program reads the records. It is emptied likewise.
    case log
    /// So many texts and notes of other runs contain the content.
    case quotations(Int)
    /// Unused parts of the file, which SQLite did not overwrite.
    case unusedSpace
  }

  /// How many runs lost their content.
  public internal(set) var runs = 0
  public internal(set) var remains: [Remainder] = []

  public init() {}
}

extension RunLog {
  /// Erases a run's content and everything that quotes or describes it, in this run, in every other
  /// run on the same content, in the plans of evaluations, in the search index and in the
  /// write-ahead log. Seals still hold afterwards: the digests stay as tombstones, and each erasure
  /// is sealed itself.
  ///
  /// It works in transactions of some 25 ms and leaves time between them, so that others can write.
  /// What a crash interrupts is finished by the next erasure, or by ``finishErasures(under:)``.
  ///
  /// - Complexity: the search index is written anew.
  /// - Throws: ``RunLogError`` when there is no such run, one of the runs goes on, or another process
  ///   is erasing.
  @discardableResult
  public func eraseContent(
    of id: Run.ID, at now: Int64, under control: ErasureControl = ErasureControl()
  ) throws -> Erasure {
    guard let eraser = try Eraser(of: self, under: control) else {
      throw RunLogError.erasureGoesOn
    }
    try write { try beginErasure(of: id, at: now, in: $0) }
    return try eraser.finish()
  }

  /// Whether an erasure was interrupted.
  public var hasUnfinishedErasure: Bool {
    get throws {
      try read { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM erasing)") ?? false }
    }
  }

  /// Finishes erasures that were interrupted.
  ///
  /// - Returns: nil where there are none, or another process is at it.
  @discardableResult
  public func finishErasures(under control: ErasureControl = ErasureControl()) throws -> Erasure? {
    guard try hasUnfinishedErasure, let eraser = try Eraser(of: self, under: control) else {
      return nil
    }
    return try eraser.finish()
  }

  private func beginErasure(of id: Run.ID, at now: Int64, in db: Database) throws {
    let content = try Row.fetchOne(
      db,
      sql: """
        SELECT text.id, text.sha256 FROM part JOIN text ON text.id = part.text
        WHERE part.run = ? AND part.kind = 'content'
        """, arguments: [try sequence(of: id, in: db)])
    guard let content else { return }
    let running = try String.fetchOne(
      db,
      sql: """
        SELECT run.id FROM part JOIN run ON run.seq = part.run
        WHERE part.text = ? AND part.kind = 'content' AND run.state IS NULL LIMIT 1
        """, arguments: [try content.value("id", as: Int64.self)])
    if let running { throw RunLogError.running(running) }
    try db.execute(
      sql: "INSERT INTO erasing(sha256, at) VALUES (?, ?)",
      arguments: [try content.value("sha256", as: Data.self), now])
  }

  /// Erases a sealed run's content, in the index too, and seals the erasure.
  func erase(_ run: Int64, at now: Int64, in db: Database) throws {
    let isIndexed = try removeFromIndex(run, in: db)
    let kinds = PartKind.allCases.filter(\.dependsOnContent).map(\.rawValue)
    let marks = databaseQuestionMarks(count: kinds.count)
    let texts = try Int64.fetchAll(
      db.cachedStatement(
        sql: "SELECT text FROM part WHERE run = ? AND text IS NOT NULL AND kind IN (\(marks))"),
      arguments: [run] + StatementArguments(kinds))
    try db.cachedStatement(
      sql: "UPDATE part SET text = NULL, salt = NULL WHERE run = ? AND kind IN (\(marks))"
    ).execute(arguments: [run] + StatementArguments(kinds))
    for text in texts { try deleteTextIfUnused(text, in: db) }
    if isIndexed {
      try addToIndex(run, in: db)
    } else {
      // Only making such an index anew, in one long step, mends it.
      try db.execute(sql: "INSERT INTO run_search(run_search) VALUES ('rebuild')")
    }
    try db.execute(sql: "DELETE FROM run_key WHERE run = ?", arguments: [run])
    try db.execute(sql: "INSERT INTO erasure(run, at) VALUES (?, ?)", arguments: [run, now])
    try appendToChain(.erasure, db.lastInsertedRowID, in: db)
  }

  /// Marks a run's words as deleted. They are gone once the index's pages are merged.
  ///
  /// - Returns: false where the index does not match the texts.
  private func removeFromIndex(_ run: Int64, in db: Database) throws -> Bool {
    do {
      try db.cachedStatement(
        sql: """
          INSERT INTO run_search(run_search, rowid, content, reasoning, answer)
            SELECT 'delete', seq, content, reasoning, answer FROM run_text WHERE seq = ?
          """
      ).execute(arguments: [run])
      return true
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      return false
    }
  }
}
