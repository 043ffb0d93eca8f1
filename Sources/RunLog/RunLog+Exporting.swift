public import Foundation
import GRDB
public import Runs

extension RunLog {
  /// A sealed run as one file that ``AuditResult/verifying(export:)`` checks anywhere.
  ///
  /// - Throws: ``RunLogError`` when there is no such run, or it goes on.
  public func export(_ id: Run.ID) throws -> Data {
    try read { db in
      let seq = try sequence(of: id, in: db)
      let chain = try Row.fetchAll(
        db,
        sql: """
          SELECT number, kind, subject, seal FROM chain WHERE (kind = 'run' AND subject = ?1)
            OR (kind = 'judgement' AND subject IN (SELECT seq FROM judgement WHERE run = ?1))
            OR (kind = 'erasure' AND subject IN (SELECT seq FROM erasure WHERE run = ?1))
          ORDER BY number
          """, arguments: [seq])
      guard chain.first?.known("kind") == "run" else { throw RunLogError.running(id.text) }
      let entries = try chain.map { row in try Self.entry(row, in: db) }
      return try ExportedRun(entries: entries, parts: try Self.parts(of: seq, in: db)).encoded()
    }
  }

  private static func entry(_ row: Row, in db: Database) throws -> ExportedRun.Entry {
    let number: Int64 = try row.value("number")
    guard let kind: ChainEntry = row.word("kind"),
      let header = try kind.header(of: row.value("subject"), number: number, in: db)
    else { throw RunLogError.damaged("entry \(number) is gone") }
    let previous = try String.fetchOne(
      db, sql: "SELECT seal FROM chain WHERE number = ?", arguments: [number.saturatingSubtract(1)])
    return ExportedRun.Entry(
      fields: header.fields, previous: previous ?? "", seal: try row.value("seal"))
  }

  private static func parts(of seq: Int64, in db: Database) throws -> [ExportedRun.Part] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT part.kind, part.salt, text.body FROM part LEFT JOIN text ON text.id = part.text
        WHERE part.run = ? ORDER BY part.kind
        """, arguments: [seq])
    return try rows.map { row in
      let body: Data? = row.known("body")
      let text = body.flatMap { String(validating: $0, as: UTF8.self) }
      return ExportedRun.Part(
        kind: try row.value("kind"), salt: row.known("salt", as: Data.self)?.hexadecimal,
        text: text,
        base64: text == nil ? body?.base64EncodedString() : nil)
    }
  }
}
