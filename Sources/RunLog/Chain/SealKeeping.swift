import GRDB
import Synchronization

/// Keeps the newest seal outside the database, once for each transaction and after it.
final class SealKeeping: Sendable {
  private let store: any SealStore
  private let database: String
  /// Of the transaction that goes on.
  private let pending = Mutex<ChainHead?>(nil)
  /// What this process kept last: its seal is known to be in the chain.
  private let mine = Mutex<SealMemory?>(nil)

  init(store: any SealStore, database: String) {
    self.store = store
    self.database = database
  }

  /// Tells the end of the chain, within the transaction that wrote it.
  func note(_ head: ChainHead, in db: Database) {
    let isFirst = pending.withLock { pending in
      defer { pending = head }
      return pending == nil
    }
    guard isFirst else { return }
    db.afterNextTransaction(
      onCommit: { [self] db in
        guard let head = pending.withLock({ $0.take() }) else { return }
        // The record is written; a state folder that cannot be written must not undo that.
        try? keep(head, in: db)
      },
      onRollback: { [self] _ in pending.withLock { $0 = nil } })
  }

  private func keep(_ head: ChainHead, in db: Database) throws {
    let known = mine.withLock { $0 }
    let stored = store.memory(of: database)
    let identity = try known?.last.identity ?? db.seal(of: 1) ?? head.seal
    let seal = KeptSeal(identity: identity, number: head.number, seal: head.seal)
    var memory = SealMemory(database: database, last: seal, lost: stored?.lost ?? [])
    if let stored, stored != known {
      if try db.holds(stored.last) {
        // Another process was here after this one's transaction.
        guard stored.last.number < head.number else { return }
      } else {
        memory.lost = Array((memory.lost + [stored.last]).suffix(SealMemory.lostLimit))
      }
    }
    try store.keep(memory)
    mine.withLock { $0 = memory }
  }
}

/// The newest entry of the chain.
struct ChainHead: Hashable {
  var number: Int64
  var seal: String
}

extension SealMemory {
  /// So many lost seals are remembered.
  static let lostLimit = 16
}

extension Database {
  func seal(of number: Int64) throws -> String? {
    try String.fetchOne(
      cachedStatement(sql: "SELECT seal FROM chain WHERE number = ?"), arguments: [number])
  }

  /// Whether a kept seal is in the chain; that of an empty chain always is.
  func holds(_ kept: KeptSeal) throws -> Bool {
    try kept.number == 0 || seal(of: kept.number) == kept.seal
  }

  func chainHead() throws -> ChainHead? {
    try Row.fetchOne(
      cachedStatement(sql: "SELECT number, seal FROM chain ORDER BY number DESC LIMIT 1")
    ).map { ChainHead(number: $0.known("number") ?? 0, seal: $0.known("seal") ?? "") }
  }
}
