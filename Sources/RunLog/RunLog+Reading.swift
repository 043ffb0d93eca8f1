import Foundation
import GRDB
import Policies
public import Runs

extension RunLog {
  /// The whole record, or nil where there is none. Of a run that goes on, what was checkpointed.
  ///
  /// Where the content was erased, it is empty, and so is what the model said of it; a warning of
  /// the kind `erased` says so.
  public func record(_ id: Run.ID) throws -> RunRecord? {
    try read { db in
      let row = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE id = ?", arguments: [id.text])
      guard let row else { return nil }
      return try Self.record(row, in: db)
    }
  }

  /// The run whose id begins with these characters, in any case.
  ///
  /// - Throws: ``RunLogError`` when several do. None is nil.
  public func id(matching prefix: String) throws -> Run.ID? {
    let upper = prefix.uppercased()
    let digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    guard !upper.isEmpty, upper.allSatisfy(digits.contains) else { return nil }
    let found = try read { db in
      try String.fetchAll(
        db, sql: "SELECT id FROM run WHERE id >= ? AND id < ? LIMIT 2",
        arguments: [upper, upper + "~"])
    }
    guard found.count < 2 else { throw RunLogError.ambiguous(prefix) }
    return found.first.flatMap(Run.ID.init)
  }

  static func record(_ row: Row, in db: Database) throws -> RunRecord {
    let text: String = try row.value("id")
    guard let id = Run.ID(text) else { throw RunLogError.damaged("\(text) is no run id") }
    let seq: Int64 = try row.value("seq")
    var parts: [PartKind: Data] = [:]
    var isErased = false
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT part.kind, text.body FROM part LEFT JOIN text ON text.id = part.text
        WHERE part.run = ?
        """, arguments: [seq])
    for part in rows {
      guard let kind: PartKind = part.word("kind") else { continue }
      let body: Data? = part.known("body")
      parts[kind] = body
      if body == nil { isErased = true }
    }
    let state: RunState? = row.word("state")
    var deltas: [RunRecord.Delta] = []
    if state == nil { deltas = try addChunks(of: seq, to: &parts, in: db) }
    var record: RunRecord
    do {
      record = try RunRecord(
        id: id, startedAt: try row.value("started_at"), state: state, parts: parts)
    } catch is DecodingError {
      throw RunLogError.damaged("\(id) cannot be decoded")
    }
    if state == nil { record.deltas = deltas }
    if isErased {
      record.warnings.append(RunWarning(RunWarning.erased, "The content of this run was erased."))
    }
    return record
  }

  /// What was checkpointed of a run that goes on; the deltas of each chunk stand by themselves.
  private static func addChunks(
    of seq: Int64, to parts: inout [PartKind: Data], in db: Database
  ) throws -> [RunRecord.Delta] {
    var deltas: [RunRecord.Delta] = []
    let chunks = try Row.fetchAll(
      db, sql: "SELECT stream, body FROM chunk WHERE run = ? ORDER BY id", arguments: [seq])
    for chunk in chunks {
      guard let kind: PartKind = chunk.word("stream"), let body: Data = chunk.known("body") else {
        continue
      }
      if kind == .deltas {
        deltas += try DeltaCoding.decode(body)
      } else {
        parts[kind, default: Data()].append(body)
      }
    }
    return deltas
  }
}
