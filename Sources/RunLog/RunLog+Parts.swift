import Digests
import Foundation
import GRDB
import Runs

extension RunLog {
  /// Opens a run's row and the parts that are known before anything has come back.
  ///
  /// A row that another process left open is taken over.
  ///
  /// - Parameter withParts: false where the seal, which stores them all, follows at once.
  func insert(
    _ record: RunRecord, owner: Int64?, withParts: Bool = true, in db: Database
  ) throws -> Int64 {
    let found = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT seq, state FROM run WHERE id = ?"),
      arguments: [record.id.text])
    if let found {
      guard found.isNull("state") else {
        throw RunLogError.alreadySealed(record.id.text)
      }
      let seq: Int64 = try found.value("seq")
      try db.execute(sql: "DELETE FROM chunk WHERE run = ?", arguments: [seq])
      try db.execute(sql: "UPDATE run SET owner = ? WHERE seq = ?", arguments: [owner, seq])
      return seq
    }
    try db.cachedStatement(
      sql: """
        INSERT INTO run(id, started_at, is_live, policy_name, policy_version, engine, model, owner)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        record.id.text, record.startedAt, record.isLive, record.policy.name,
        record.policy.version, record.engine?.name ?? "", record.engine?.model, owner,
      ])
    let seq = db.lastInsertedRowID
    guard withParts else { return seq }
    for kind in [PartKind.policy, .content, .format, .request] {
      guard let bytes = try record.bytes(of: kind) else { continue }
      try setPart(kind, bytes, of: seq, in: db)
    }
    return seq
  }

  /// Says what a part of a run is. The text is stored once, whoever else has it.
  func setPart(_ kind: PartKind, _ bytes: [UInt8], of seq: Int64, in db: Database) throws {
    let text = try textID(of: bytes, in: db)
    let old = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT text FROM part WHERE run = ? AND kind = ?"),
      arguments: [seq, kind.rawValue])
    guard old != text else { return }
    try db.cachedStatement(
      sql: """
        INSERT INTO part(run, kind, text) VALUES (?, ?, ?)
          ON CONFLICT(run, kind) DO UPDATE SET text = excluded.text
        """
    ).execute(arguments: [seq, kind.rawValue, text])
    if let old { try deleteTextIfUnused(old, in: db) }
  }

  /// Gives a part the salted digest that its run's seal covers.
  func sealPart(_ kind: PartKind, _ bytes: [UInt8], of seq: Int64, in db: Database) throws {
    let salt = Data(salt())
    try db.cachedStatement(sql: "UPDATE part SET salt = ?, digest = ? WHERE run = ? AND kind = ?")
      .execute(arguments: [salt, saltedDigest(Data(bytes), salt: salt), seq, kind.rawValue])
  }

  func deleteTextIfUnused(_ text: Int64, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        DELETE FROM text WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM part WHERE text = ?1)
          AND NOT EXISTS (SELECT 1 FROM evaluation_text WHERE text = ?1)
        """
    ).execute(arguments: [text])
  }

  func textID(of bytes: [UInt8], in db: Database) throws -> Int64 {
    let hash = Data(binary(sha256Hex(bytes)))
    let find = try db.cachedStatement(sql: "SELECT id FROM text WHERE sha256 = ?")
    if let id = try Int64.fetchOne(find, arguments: [hash]) { return id }
    try db.cachedStatement(sql: "INSERT INTO text(sha256, body) VALUES (?, ?)")
      .execute(arguments: [hash, Data(bytes)])
    return db.lastInsertedRowID
  }

  /// Hexadecimal digits as bytes, half as many.
  private func binary(_ digits: String) -> [UInt8] {
    func value(_ digit: UInt8) -> UInt8 { digit < 0x3A ? digit - 0x30 : digit - 0x57 }
    let digits = Array(digits.utf8)
    return stride(from: 0, to: digits.count, by: 2).map {
      value(digits[$0]) << 4 | value(digits[$0 + 1])
    }
  }
}
