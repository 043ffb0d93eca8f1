import Foundation
import GRDB
import Policies
public import Runs
import Synchronization

extension RunLog {
  /// Opens the record of a run, so that it is known whatever happens next.
  public func begin(_ request: RunRequest, engine: EngineIdentity? = nil) throws {
    var record = RunRecord(request)
    record.engine = engine
    try begin(record)
  }

  private func begin(_ record: RunRecord) throws {
    let owner = try ownerID()
    let settings = currentSettings(of: [record.policy.name])
    let seq = try write { db in
      try sealSettings(settings, at: record.startedAt, in: db)
      return try insert(record, owner: owner, in: db)
    }
    progress.withLock { $0[record.id] = Progress(seq: seq) }
  }

  /// Stores what has arrived since the last checkpoint, in a cost that depends on that alone.
  ///
  /// The record must be the same run's, grown. A record that was not begun is begun.
  public func checkpoint(_ record: RunRecord) throws {
    if progress.withLock({ $0[record.id] }) == nil { try begin(record) }
    guard var known = progress.withLock({ $0[record.id] }) else { return }
    var chunks: [(stream: PartKind, body: Data)] = []
    for (stream, text) in [
      (PartKind.reasoning, record.reasoning), (.commentary, record.commentary),
      (.answer, record.answer),
    ] {
      let stored = known.bytes[stream, default: 0]
      guard text.utf8.count > stored else { continue }
      let start = text.utf8.index(text.startIndex, offsetBy: stored)
      chunks.append((stream, Data(text.utf8[start...])))
      known.bytes[stream] = text.utf8.count
    }
    if record.deltas.count > known.deltas {
      chunks.append((.deltas, Data(DeltaCoding.encode(record.deltas[known.deltas...]))))
      known.deltas = record.deltas.count
    }
    if record.raw.count > known.bytes[.raw, default: 0] {
      chunks.append((.raw, Data(record.raw[known.bytes[.raw, default: 0]...])))
      known.bytes[.raw] = record.raw.count
    }
    var parts: [(PartKind, [UInt8])] = []
    for kind in [PartKind.body, .prompt] where !known.stored.contains(kind) {
      guard let bytes = try record.bytes(of: kind) else { continue }
      parts.append((kind, bytes))
      known.stored.insert(kind)
    }
    // Citations grow with the chain; they are stored with the seal, and can be found again.
    let snapshot = try canonicalJSON(OutcomePart(record, citations: []))
    let isNewEngine = record.engine != nil && known.stored.insert(.request).inserted
    let changed = snapshot != known.snapshot || isNewEngine
    guard changed || !chunks.isEmpty || !parts.isEmpty else { return }
    known.snapshot = snapshot
    try write { db in
      for (stream, body) in chunks {
        try db.execute(
          sql: "INSERT INTO chunk(run, stream, body) VALUES (?, ?, ?)",
          arguments: [known.seq, stream.rawValue, body])
      }
      for (kind, bytes) in parts { try setPart(kind, bytes, of: known.seq, in: db) }
      if changed {
        try setPart(.outcome, snapshot, of: known.seq, in: db)
        try setPart(.request, try canonicalJSON(RequestPart(record)), of: known.seq, in: db)
        try db.execute(
          sql: "UPDATE run SET engine = ?, model = ? WHERE seq = ?",
          arguments: [record.engine?.name ?? "", record.engine?.model, known.seq])
      }
    }
    progress.withLock { $0[record.id] = known }
  }

  /// Closes a record for good: it is folded into its parts, can be searched, and gets its seal.
  ///
  /// - Parameter record: with its state; one without is sealed as `failed(interrupted)`.
  public func seal(_ record: RunRecord) throws {
    let owner = try ownerID()
    let known = progress.withLock { $0[record.id] }
    // Of a run that was begun they are sealed.
    let settings = known == nil ? currentSettings(of: [record.policy.name]) : []
    try write { db in
      try sealSettings(settings, at: record.startedAt, in: db)
      let seq = try known?.seq ?? insert(record, owner: owner, in: db)
      try seal(record, seq: seq, in: db)
    }
    progress.withLock { $0[record.id] = nil }
  }

  /// Keeps finished runs that were not begun, all in one transaction.
  ///
  /// - Parameter records: each with its state.
  public func record(_ records: [RunRecord]) throws {
    guard let first = records.first else { return }
    let owner = try ownerID()
    let settings = currentSettings(of: [first.policy.name])
    try write { db in
      try sealSettings(settings, at: first.startedAt, in: db)
      for record in records {
        let seq = try insert(record, owner: owner, withParts: false, in: db)
        try seal(record, seq: seq, in: db)
      }
    }
  }

  func seal(_ given: RunRecord, seq: Int64, in db: Database) throws {
    var record = given
    if record.state == nil {
      record.state = .failed
      record.failure = record.failure ?? .interruptedRun
    }
    let open = try Bool.fetchOne(
      db.cachedStatement(sql: "SELECT state IS NULL FROM run WHERE seq = ?"), arguments: [seq])
    guard open == true else { throw RunLogError.alreadySealed(record.id.text) }
    for kind in PartKind.allCases {
      guard let bytes = try record.bytes(of: kind) else { continue }
      try setPart(kind, bytes, of: seq, in: db)
      try sealPart(kind, bytes, of: seq, in: db)
    }
    try db.cachedStatement(sql: "DELETE FROM chunk WHERE run = ?").execute(arguments: [seq])
    try db.cachedStatement(
      sql: """
        UPDATE run SET engine = ?, model = ?, state = ?, decision = ?, labels = ?, total_ms = ?,
          completion_tokens = ?, owner = NULL WHERE seq = ?
        """
    ).execute(
      arguments: [
        record.engine?.name ?? "", record.engine?.model, record.state?.rawValue,
        record.verdict?.decision.rawValue,
        String(
          decoding: try canonicalJSON(record.labels.map(\.label)), as: UTF8.self),
        record.timing.total, record.usage?.completionTokens, seq,
      ])
    try addToIndex(seq, in: db)
    try storeKey(of: record, seq: seq, in: db)
    try appendToChain(.run, seq, in: db)
  }

  /// Every sealed run is in the search index; one whose content was erased without a word.
  func addToIndex(_ seq: Int64, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO run_search(rowid, content, reasoning, answer)
          SELECT seq, content, reasoning, answer FROM run_text WHERE seq = ?
        """
    ).execute(arguments: [seq])
  }
}
