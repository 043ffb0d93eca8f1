import Foundation
import GRDB

extension RunLog {
  /// Walks the chain from its beginning: every seal is computed from what the tables say now, every
  /// text is compared with its digest, and every table, column and the search index with what was
  /// sealed.
  ///
  /// It finds any change of what was sealed, and entries that were taken out. A chain that was cut at
  /// its end, or computed again by somebody who knows how, is found where the last seal was kept
  /// outside (``RunLogOutside/seals``, ``lastSeal()``).
  ///
  /// It reads one state of the database, writes nothing in it, and holds up no writer. The search index
  /// is checked on a copy in a temporary file.
  ///
  /// - Parameters:
  ///   - labels: the labels of the workspace, to be compared with the last that were sealed.
  ///   - progress: called now and then; what it throws ends the audit.
  /// - Complexity: O(bytes of all records).
  public func verify(
    labels: (() throws -> [CurrentLabel])? = nil,
    progress: (AuditProgress) throws -> Void = { _ in }
  ) throws -> AuditResult {
    // Before the state that is read: another process may append meanwhile.
    let outside = outside.seals.map { seals in
      KeptSeals(memory: seals.memory(of: Self.canonical(path)), all: seals.all())
    }
    do {
      return try database.unsafeRead { db in
        var result = AuditResult(records: 0, firstBad: nil)
        try QueryLimit.readingAll.within(db, path: path) { db in
          try db.inTransaction(.deferred) {
            result = try Self.audit(db, outside, labels, progress)
            return .rollback
          }
        }
        return result
      }
    } catch let error as DatabaseError {
      throw RunLogError.database(error, path: path)
    }
  }

  private static func audit(
    _ db: Database, _ outside: KeptSeals?, _ labels: (() throws -> [CurrentLabel])?,
    _ progress: (AuditProgress) throws -> Void
  ) throws -> AuditResult {
    var walk = ChainWalk()
    var result = try walk.run(in: db, progress)
    guard result.isWhole else { return result }
    func isBad(_ reason: String?) -> Bool {
      guard let reason else { return false }
      result.firstBad = .init(run: nil, reason: reason)
      return true
    }
    if isBad(try outside?.loss(in: db, entries: result.entries)) { return result }
    if isBad(try TableAudit.unsealed(after: result.entries, in: db)) { return result }
    if isBad(try TableAudit.changedText(in: db, progress)) { return result }
    if isBad(try walk.ledger.difference(in: db)) { return result }
    if isBad(try TableAudit.stray(in: db)) { return result }
    try progress(AuditProgress(step: .index, done: 0, total: 1))
    if isBad(try IndexAudit.difference(in: db)) { return result }
    result.notes = try outside?.notes(in: db, entries: result.entries) ?? []
    if let labels { result.notes += walk.ledger.labelNotes(try labels()) }
    return result
  }

  /// The seal of the newest entry; nil for an empty chain. Whoever has kept it elsewhere can tell
  /// that the chain up to there was not computed again.
  public func lastSeal() throws -> String? {
    try read { try $0.chainHead()?.seal }
  }

  /// Whether a seal that was kept elsewhere is still one of the chain's.
  public func holds(seal: String) throws -> Bool {
    try read {
      try Bool.fetchOne(
        $0, sql: "SELECT EXISTS (SELECT 1 FROM chain WHERE seal = ?)", arguments: [seal]) ?? false
    }
  }

  /// Keeps the present end of the chain outside as the one to hold later audits to, and forgets the
  /// seals that were lost. For records that were put back from a backup.
  ///
  /// - Throws: what the store throws; nothing where none is given.
  public func acceptEnd() throws {
    guard let seals = outside.seals else { return }
    let (head, identity) = try read { (try $0.chainHead(), try $0.seal(of: 1)) }
    let last = KeptSeal(
      identity: identity ?? "", number: head?.number ?? 0, seal: head?.seal ?? "")
    try seals.keep(SealMemory(database: Self.canonical(path), last: last))
  }
}
