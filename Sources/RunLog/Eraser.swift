import Foundation
import GRDB

/// Carries out the erasures that the table `erasing` names, in short transactions.
struct Eraser {
  /// How long a transaction may hold the write lock.
  private static let hold = Duration.milliseconds(25)

  private let log: RunLog
  private let control: ErasureControl
  /// Says to other processes that one is erasing.
  private let lock: OwnerLock?

  /// - Returns: nil while another process erases.
  init?(of log: RunLog, under control: ErasureControl) throws {
    self.log = log
    self.control = control
    if log.isInMemory {
      lock = nil
    } else {
      guard let lock = try OwnerLock.take(.erasure, beside: log.path) else { return nil }
      self.lock = lock
    }
  }

  /// One row of `erasing`.
  private struct Begun {
    var seq: Int64
    /// Of the content; nil once no sealed run has it.
    var sha256: Data?
    var at: Int64
    var isIndexClean: Bool
  }

  func finish() throws -> Erasure {
    var erasure = Erasure()
    let begun = try log.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM erasing ORDER BY seq").map {
        Begun(
          seq: try $0.decode(forColumn: "seq"), sha256: try $0.decode(forColumn: "sha256"),
          at: try $0.decode(forColumn: "at"),
          isIndexClean: try $0.decode(forColumn: "is_index_clean"))
      }
    }
    guard !begun.isEmpty else { return erasure }
    var contents: [Data] = []
    for one in begun {
      if let content = try content(of: one) {
        contents.append(content)
        try control.removeElsewhere(String(decoding: content, as: UTF8.self))
      }
      guard try eraseRecords(one, &erasure) else { return erasure }
    }
    if begun.contains(where: { !$0.isIndexClean }) {
      guard try cleanIndex() else {
        erasure.remains.append(.index)
        return erasure
      }
      try step { try $0.execute(sql: "UPDATE erasing SET is_index_clean = 1 WHERE sha256 IS NULL") }
    }
    control.progress(.log)
    guard try emptyLog() else {
      erasure.remains.append(.log)
      return erasure
    }
    for content in contents { erasure.remains += try remainders(of: content) }
    try step {
      for one in begun {
        try $0.execute(sql: "DELETE FROM erasing WHERE seq = ?", arguments: [one.seq])
      }
    }
    return erasure
  }

  /// A short transaction, and after it some time in which others can begin theirs.
  @discardableResult
  private func step<T>(_ body: (Database) throws -> T) throws -> T {
    var start = ContinuousClock.now
    let result = try log.write { db in
      start = .now
      return try body(db)
    }
    if !log.isInMemory {
      let held = start.duration(to: .now).components
      usleep(UInt32(6000 + held.attoseconds / 1_000_000_000_000 / 4))
    }
    return result
  }

  // MARK: Records

  private func content(of one: Begun) throws -> Data? {
    guard let sha256 = one.sha256 else { return nil }
    return try log.read {
      try Data.fetchOne($0, sql: "SELECT body FROM text WHERE sha256 = ?", arguments: [sha256])
    }
  }

  /// - Returns: false when it was cancelled.
  private func eraseRecords(_ one: Begun, _ erasure: inout Erasure) throws -> Bool {
    guard let sha256 = one.sha256 else { return true }
    var left = try log.read { try countRuns(on: sha256, sealed: true, in: $0) }
    let total = left
    while true {
      control.progress(.records(done: total - left, of: total))
      if control.isCancelled() {
        // The rest shall stay; what is gone from the records must still leave the index.
        try step { try settle(one, in: $0) }
        if left > 0 { erasure.remains.append(.runs(left)) }
        erasure.remains.append(.index)
        return false
      }
      let erased = try step { try eraseSome(on: sha256, at: one.at, in: $0) }
      guard let erased else { break }
      erasure.runs += erased
      left = max(0, left - erased)
    }
    let open = try step { db in
      try settle(one, in: db)
      return try countRuns(on: sha256, sealed: false, in: db)
    }
    if open > 0 { erasure.remains.append(.goingOn(open)) }
    return true
  }

  private func settle(_ one: Begun, in db: Database) throws {
    try db.execute(sql: "UPDATE erasing SET sha256 = NULL WHERE seq = ?", arguments: [one.seq])
  }

  private func countRuns(on sha256: Data, sealed: Bool, in db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM text JOIN part ON part.text = text.id AND part.kind = 'content'
          JOIN run ON run.seq = part.run AND run.state IS \(sealed ? "NOT" : "") NULL
        WHERE text.sha256 = ?
        """, arguments: [sha256]) ?? 0
  }

  /// Erases as many as there is time for.
  ///
  /// - Returns: how many runs; nil when none is left.
  private func eraseSome(on sha256: Data, at now: Int64, in db: Database) throws -> Int? {
    let start = ContinuousClock.now
    let text = try Int64.fetchOne(
      db, sql: "SELECT id FROM text WHERE sha256 = ?", arguments: [sha256])
    guard let text else { return nil }
    // Plans first: with its last run, the text goes.
    if try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM evaluation_text WHERE text = ?)", arguments: [text])
      ?? false
    {
      try log.eraseFromPlans(text, at: now, in: db)
      return 0
    }
    let runs = try Int64.fetchAll(
      db,
      sql: """
        SELECT part.run FROM part JOIN run ON run.seq = part.run AND run.state IS NOT NULL
        WHERE part.text = ? AND part.kind = 'content' LIMIT 50
        """, arguments: [text])
    var count = 0
    for run in runs where count == 0 || start.duration(to: .now) < Self.hold {
      try log.erase(run, at: now, in: db)
      count += 1
    }
    return runs.isEmpty ? nil : count
  }

  // MARK: Index

  /// Merges all parts of the index into one, some pages at a time. Words that were marked as deleted
  /// are left out of what is written.
  ///
  /// FTS5 has `secure-delete` only since SQLite 3.42, and `rebuild` is one long statement.
  ///
  /// - Returns: false when it was cancelled.
  private func cleanIndex() throws -> Bool {
    let total = try log.read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM run_search_idx") ?? 0
    }
    var done = 0
    var pages = 32
    // A negative number begins a merge of all parts; positive ones go on with it.
    var sign = -1
    while true {
      control.progress(.index(done: min(done, total), of: total))
      if control.isCancelled() { return false }
      var held = Duration.zero
      let changes = try step { db in
        let before = db.totalChangesCount
        let start = ContinuousClock.now
        try db.execute(
          sql: "INSERT INTO run_search(run_search, rank) VALUES ('merge', ?)",
          arguments: [sign * pages])
        held = start.duration(to: .now)
        return db.totalChangesCount - before
      }
      // FTS5's documented sign that there was nothing to merge.
      if changes < 2 { return true }
      sign = 1
      done += pages
      // Writing the pages at the end of the transaction takes about as long again.
      if held < Self.hold / 4 { pages = min(128, pages * 3 / 2) }
      if held > Self.hold / 2 { pages = max(8, pages / 2) }
    }
  }

  // MARK: Files

  /// Moves the write-ahead log into the database and cuts it off.
  ///
  /// - Returns: false when another program reads what is in it, for five seconds, or it was cancelled.
  private func emptyLog() throws -> Bool {
    guard !log.isInMemory else { return true }
    for _ in 0..<100 {
      do {
        // Waiting would keep the write lock meanwhile.
        try log.patience.without {
          try log.database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        }
        return true
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        if control.isCancelled() { return false }
        usleep(50_000)
      } catch {
        throw RunLogError.database(error, path: log.path)
      }
    }
    return false
  }

  private func remainders(of content: Data) throws -> [Erasure.Remainder] {
    guard let copies = Copies(of: content, in: log) else { return [] }
    var remainders: [Erasure.Remainder] = []
    let quotations = try copies.quotations()
    if quotations > 0 { remainders.append(.quotations(quotations)) }
    if !log.isInMemory, try !copies.overwriteStale(step: { try step($0) }, emptyLog: emptyLog) {
      remainders.append(.unusedSpace)
    }
    return remainders
  }
}
