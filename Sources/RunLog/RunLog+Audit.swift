import Digests
import Foundation
import GRDB

/// What walking the chain of seals has found.
public struct AuditResult: Hashable, Sendable {
  public struct Finding: Hashable, Sendable {
    /// The run concerned, where it is known.
    public var run: String?
    /// One sentence.
    public var reason: String

    public init(run: String?, reason: String) {
      self.run = run
      self.reason = reason
    }
  }

  /// Entries of the chain that hold: runs, judgements and erasures.
  public var records: Int
  public var firstBad: Finding?
  public var isWhole: Bool { firstBad == nil }
}

extension RunLog {
  /// Walks the chain from its beginning: every seal is computed anew from what the tables say now,
  /// and every text is compared with its digest.
  ///
  /// It finds any change of a sealed record, and records that were taken out. It cannot find that
  /// the whole chain was computed anew by somebody who knows how: keep the last seal
  /// (``lastSeal()``) elsewhere to find that.
  public func verify() throws -> AuditResult {
    try read { db in
      var records = 0
      func bad(_ run: String?, _ reason: String) -> AuditResult {
        AuditResult(records: records, firstBad: .init(run: run, reason: reason))
      }
      var previous = ""
      let chain = try Row.fetchCursor(
        db, sql: "SELECT number, kind, subject, seal FROM chain ORDER BY number")
      while let row = try chain.next() {
        let number = Int64(records + 1)
        guard row.known("number") == number, let subject: Int64 = row.known("subject"),
          let entry: ChainEntry = row.word("kind")
        else {
          return bad(nil, "Entry \(number) of the chain is missing.")
        }
        let run = try Self.run(of: entry, subject, in: db)
        guard let header = try entry.header(of: subject, number: number, in: db) else {
          return bad(run, "The \(entry.rawValue) of entry \(number) is missing.")
        }
        let seal = header.seal(after: previous)
        guard row.known("seal") == seal else {
          return bad(run, "The \(entry.rawValue) of entry \(number) is not what was sealed.")
        }
        if entry == .run, let kind = try Self.firstChangedPart(of: subject, in: db) {
          return bad(run, "The \(kind) of entry \(number) is not what was sealed.")
        }
        previous = seal
        records += 1
      }
      if let reason = try Self.unsealed(after: records, in: db) { return bad(nil, reason) }
      if let reason = try Self.changedText(in: db) { return bad(nil, reason) }
      return AuditResult(records: records, firstBad: nil)
    }
  }

  /// The seal of the newest entry; nil for an empty chain. Whoever has kept it elsewhere can tell
  /// that the chain up to there was not computed anew.
  public func lastSeal() throws -> String? {
    try read {
      try String.fetchOne($0, sql: "SELECT seal FROM chain ORDER BY number DESC LIMIT 1")
    }
  }

  /// Whether a seal that was kept elsewhere is still one of the chain's.
  public func holds(seal: String) throws -> Bool {
    try read {
      try Bool.fetchOne(
        $0, sql: "SELECT EXISTS (SELECT 1 FROM chain WHERE seal = ?)", arguments: [seal]) ?? false
    }
  }

  private static func run(
    of entry: ChainEntry, _ subject: Int64, in db: Database
  ) throws -> String? {
    let run = entry == .run ? "?" : "(SELECT run FROM \(entry.rawValue) WHERE seq = ?)"
    return try String.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM run WHERE seq = \(run)"), arguments: [subject])
  }

  private static func firstChangedPart(of run: Int64, in db: Database) throws -> String? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT part.kind, part.text, part.salt, part.digest, text.body,
          EXISTS (SELECT 1 FROM erasure WHERE erasure.run = part.run) AS erased
        FROM part LEFT JOIN text ON text.id = part.text WHERE part.run = ? ORDER BY part.kind
        """)
    let parts = try Row.fetchCursor(statement, arguments: [run])
    while let part = try parts.next() {
      guard let kind: String = part.known("kind") else { return "part" }
      guard let digest: String = part.known("digest") else { return kind }
      guard let body: Data = part.known("body"), let salt: Data = part.known("salt") else {
        // A tombstone: neither text nor salt is left, of a part that erasing takes.
        let isTombstone = part.isNull("text") && part.isNull("salt")
        let mayBeErased = PartKind(rawValue: kind)?.dependsOnContent ?? false
        if part.known("erased") ?? false, isTombstone, mayBeErased { continue }
        return kind
      }
      guard saltedDigest(body, salt: salt) == digest else { return kind }
    }
    return nil
  }

  /// A text under another digest than its own would be taken for another text by later runs.
  private static func changedText(in db: Database) throws -> String? {
    let texts = try Row.fetchCursor(db, sql: "SELECT id, hex(sha256) AS sha256, body FROM text")
    while let text = try texts.next() {
      guard let body: Data = text.known("body"),
        sha256Hex(body).uppercased() == text.known("sha256")
      else {
        return
          "The stored text \(text.known("id", as: Int64.self) ?? 0) is not the one of its digest."
      }
    }
    let stray = try Int64.fetchOne(
      db,
      sql: """
        SELECT id FROM text WHERE NOT EXISTS (SELECT 1 FROM part WHERE part.text = text.id)
          AND NOT EXISTS (SELECT 1 FROM evaluation_text AS e WHERE e.text = text.id)
        """)
    return stray.map { "The stored text \($0) belongs to no record." }
  }

  /// What the tables hold beside the chain that should be in it.
  private static func unsealed(after records: Int, in db: Database) throws -> String? {
    let last = try Int.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'chain'")
    guard (last ?? 0) <= records else {
      return "The end of the chain is missing, after entry \(records)."
    }
    guard last ?? 0 == records else { return "The count of the chain was set back." }
    for entry in [ChainEntry.run, .judgement, .erasure] {
      let open = entry == .run ? "state IS NOT NULL AND" : ""
      let seq = try Int64.fetchOne(
        db,
        sql: """
          SELECT seq FROM \(entry.rawValue) WHERE \(open) NOT EXISTS
            (SELECT 1 FROM chain WHERE chain.kind = ? AND chain.subject = \(entry.rawValue).seq)
          LIMIT 1
          """, arguments: [entry.rawValue])
      if let seq { return "The \(entry.rawValue) \(seq) is in no entry of the chain." }
    }
    return nil
  }
}
