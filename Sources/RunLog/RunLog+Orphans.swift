import Digests
import Foundation
import GRDB
import Runs
import Synchronization

extension RunLog {
  /// Seals the runs that a process left open when it died, as `failed` with `interrupted`. Runs of
  /// processes that live stay as they are. Reading never does this.
  ///
  /// - Parameter now: milliseconds since 1970; an orphan's total time ends with its last delta, and
  ///   no later than this.
  /// - Returns: how many were sealed.
  @discardableResult
  public func sealOrphans(now: Int64) throws -> Int {
    guard !isInMemory else { return 0 }
    let mine = owner.withLock { $0?.id }
    let owners = try read { db in
      try Row.fetchAll(db, sql: "SELECT id, lock FROM owner").map {
        (id: try $0.value("id", as: Int64.self), lock: $0.known("lock", as: String.self) ?? "")
      }
    }
    var count = try sealRuns(ofOwner: nil, now: now)
    for owner in owners where owner.id != mine {
      var lock: OwnerLock?
      // No process of ours has a lock of another name, so its owner cannot live.
      if let name = LockName(owner.lock) {
        lock = try OwnerLock.take(name, beside: path)
        guard lock != nil else { continue }
      }
      // Held until its runs are sealed, so that no other process seals them as well.
      count += try withExtendedLifetime(lock) {
        let sealed = try sealRuns(ofOwner: owner.id, now: now)
        try write { try $0.execute(sql: "DELETE FROM owner WHERE id = ?", arguments: [owner.id]) }
        return sealed
      }
    }
    return count
  }

  private func sealRuns(ofOwner owner: Int64?, now: Int64) throws -> Int {
    try write { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT * FROM run WHERE state IS NULL AND owner IS ?", arguments: [owner])
      for row in rows {
        var record = try Self.record(row, in: db)
        let elapsed = Int(clamping: now.saturatingSubtract(record.startedAt))
        record.timing.total = min(record.deltas.last?.at ?? 0, max(0, elapsed))
        record.state = .failed
        record.failure = .interruptedRun
        try seal(record, seq: try row.value("seq"), in: db)
      }
      return rows.count
    }
  }

  /// The row that says whose the runs of this process are; nil where nobody else can see them.
  func ownerID() throws -> Int64? {
    guard !isInMemory else { return nil }
    return try owner.withLock { owner in
      if let owner { return owner.id }
      let name = LockName.owner(String(sha256Hex(salt()).prefix(16)))
      guard let lock = try? OwnerLock.take(name, beside: path) else { return nil }
      let id = try write { db in
        try db.execute(sql: "INSERT INTO owner(lock) VALUES (?)", arguments: [name.text])
        return db.lastInsertedRowID
      }
      owner = (lock, id)
      return id
    }
  }
}

extension RunFailure {
  /// Of a run whose process ended before it did.
  static let interruptedRun = RunFailure(
    .interrupted, "Precept ended before this run did.",
    hint: "What had arrived is kept; run it again for an answer.")
}
