import GRDB

/// The search index against the texts.
///
/// FTS5 checks an index only by a command that takes the write lock, and for as long as all texts
/// take. So that no writer waits, the index is copied into a temporary one over the same texts, and
/// the command is given to that. What is temporary goes with the caller's transaction.
enum IndexAudit {
  static func difference(in db: Database) throws -> String? {
    let counts = try Row.fetchOne(
      db,
      sql: """
        SELECT (SELECT count(*) FROM run WHERE state IS NOT NULL) AS runs,
          (SELECT count(*) FROM main.run_search_docsize) AS indexed
        """)
    guard let counts else { return nil }
    let (runs, indexed): (Int, Int) = (counts["runs"], counts["indexed"])
    guard runs == indexed else {
      return "The search index has \(indexed) runs, and there are \(runs)."
    }
    do {
      try db.execute(sql: copy)
      try db.execute(
        sql: "INSERT INTO temp.audit_search(audit_search, rank) VALUES ('integrity-check', 1)")
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      return "The search index does not match the texts of the records."
    }
    return nil
  }

  private static let copy: String = {
    let index = ["data", "idx", "docsize", "config"].map {
      """
      DELETE FROM temp.audit_search_\($0);
      INSERT INTO temp.audit_search_\($0) SELECT * FROM main.run_search_\($0);
      """
    }
    return """
      CREATE TEMP VIEW audit_text AS SELECT * FROM main.run_text;
      CREATE VIRTUAL TABLE temp.audit_search USING fts5(
        content, reasoning, answer,
        content='audit_text', content_rowid='seq', tokenize='trigram'
      );
      \(index.joined(separator: "\n"))
      """
  }()
}
