import Digests
import Foundation
import GRDB

/// What the tables hold beside the chain: everything must be in it, or serve a run that goes on.
enum TableAudit {
  /// Rows that should be in the chain and are not, and counts that were set back.
  static func unsealed(after entries: Int, in db: Database) throws -> String? {
    let last = try Int.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'chain'")
    guard (last ?? 0) <= entries else {
      return "The end of the chain is missing, after entry \(entries)."
    }
    guard last ?? 0 == entries else { return "The count of the chain was set back." }
    for entry in ChainEntry.allCases {
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
    return try changedCount(in: db)
  }

  /// Nothing is ever deleted from these tables, so that the next row has the next number.
  private static func changedCount(in db: Database) throws -> String? {
    for table in ["run", "judgement", "erasure", "event"] {
      let isRight = try Bool.fetchOne(
        db,
        sql: """
          SELECT ifnull((SELECT max(seq) FROM \(table)), 0)
            = ifnull((SELECT seq FROM sqlite_sequence WHERE name = ?), 0)
          """, arguments: [table])
      guard isRight == true else {
        return "The count of \(table) rows is not that of the rows: some are missing at the end."
      }
    }
    return nil
  }

  /// A text under another digest than its own would be taken for another text by later runs.
  static func changedText(
    in db: Database, _ progress: (AuditProgress) throws -> Void
  ) throws -> String? {
    let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM text") ?? 0
    var done = 0
    let texts = try Row.fetchCursor(db, sql: "SELECT id, sha256, body FROM text")
    while let text = try texts.next() {
      if done.isMultiple(of: ChainWalk.stride) {
        try progress(AuditProgress(step: .texts, done: done, total: total))
      }
      done += 1
      guard
        sha256Hex(text.known("body") ?? Data())
          == (text.known("sha256", as: Data.self) ?? Data()).hexadecimal
      else {
        return "The stored text \(text.known("id") ?? 0) is not the one of its digest."
      }
    }
    return nil
  }

  /// A kind of row that no record, evaluation or process accounts for.
  private struct Stray {
    /// A query for one such row's name.
    var sql: String
    /// The sentence, with “…” for the name.
    var sentence: String

    init(_ sql: String, _ sentence: String) {
      self.sql = sql
      self.sentence = sentence
    }
  }

  static func stray(in db: Database) throws -> String? {
    for stray in Self.strays {
      if let name = try String.fetchOne(db, sql: stray.sql + " LIMIT 1") {
        return stray.sentence.replacing("…", with: name)
      }
    }
    let migrations = try String.fetchSet(db, sql: "SELECT identifier FROM grdb_migrations")
    let known = Set(Schema.migrator.migrations)
    guard migrations == known else {
      return "The list of the schema's versions is not ours."
    }
    return nil
  }

  private static let strays: [Stray] = {
    let partKinds = PartKind.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    let digit = "[0-9a-f]"
    let owner = "owner-" + String(repeating: digit, count: 16)
    return [
      Stray(
        """
        SELECT id FROM text WHERE NOT EXISTS (SELECT 1 FROM part WHERE part.text = text.id)
          AND NOT EXISTS (SELECT 1 FROM evaluation_text AS e WHERE e.text = text.id)
        """,
        "The stored text … belongs to no record."),
      Stray(
        """
        SELECT kind || ' of run ' || run FROM part
          WHERE run NOT IN (SELECT seq FROM run) OR kind NOT IN (\(partKinds))
        """,
        "The part … belongs to no record."),
      Stray(
        """
        SELECT chunk.id FROM chunk LEFT JOIN run ON run.seq = chunk.run
          WHERE run.seq IS NULL OR run.state IS NOT NULL OR chunk.stream NOT IN (\(partKinds))
        """,
        "The piece … of a stream belongs to no run that goes on."),
      Stray(
        """
        SELECT id FROM run WHERE state IS NULL AND (decision IS NOT NULL OR labels <> '[]'
          OR total_ms IS NOT NULL OR completion_tokens IS NOT NULL
          OR (owner IS NOT NULL AND owner NOT IN (SELECT id FROM owner)))
        """,
        "The run … goes on, and has a result already."),
      Stray(
        "SELECT id FROM owner WHERE lock NOT GLOB '\(owner)'",
        "The owner … has a lock that is none of ours."),
      Stray(
        """
        SELECT run FROM run_key WHERE NOT EXISTS
          (SELECT 1 FROM run WHERE run.seq = run_key.run AND run.state IS NOT NULL)
        """,
        "The key of run row … belongs to no record."),
      Stray(
        """
        SELECT kind || ' ' || place FROM evaluation_text
          WHERE evaluation NOT IN (SELECT seq FROM evaluation)
        """,
        "The plan's … belongs to no evaluation."),
      Stray(
        "SELECT run FROM trial WHERE evaluation NOT IN (SELECT seq FROM evaluation)",
        "The result that is run row … belongs to no evaluation."),
      Stray(
        """
        SELECT name FROM sqlite_sequence GROUP BY name HAVING count(*) > 1
          OR name NOT IN ('owner', 'run', 'judgement', 'erasure', 'chain', 'evaluation', 'event')
        """,
        "The count of … is none of ours."),
    ]
  }()
}
