import Foundation
import GRDB
public import Policies
public import Runs

/// What a person says of a recorded run. It is appended to the record, which it does not change.
public struct Judgement: Hashable, Sendable {
  public var run: Run.ID
  /// nil for a note without a verdict.
  public var decision: Decision?
  public var labels: [String]
  public var note: String
  public var author: String
  /// Milliseconds since 1970, UTC.
  public var at: Int64

  public init(
    run: Run.ID, decision: Decision?, labels: [String] = [], note: String, author: String,
    at: Int64
  ) {
    self.run = run
    self.decision = decision
    self.labels = labels
    self.note = note
    self.author = author
    self.at = at
  }
}

extension RunLog {
  /// Appends a judgement and seals it.
  ///
  /// - Throws: ``RunLogError`` when there is no such run.
  public func append(_ judgement: Judgement) throws {
    try write { db in
      let run = try sequence(of: judgement.run, in: db)
      let labels = String(decoding: try canonicalJSON(judgement.labels), as: UTF8.self)
      try db.execute(
        sql: """
          INSERT INTO judgement(run, decision, labels, note, author, at) VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          run, judgement.decision?.rawValue, labels, judgement.note, judgement.author,
          judgement.at,
        ])
      try appendToChain(.judgement, db.lastInsertedRowID, in: db)
    }
  }

  /// The judgements of a run, oldest first.
  public func judgements(of run: Run.ID) throws -> [Judgement] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT judgement.* FROM judgement JOIN run ON run.seq = judgement.run
          WHERE run.id = ? ORDER BY judgement.seq
          """, arguments: [run.text])
      return rows.map { row in
        Judgement(
          run: run, decision: row.word("decision"), labels: row.texts("labels"),
          note: row.known("note") ?? "", author: row.known("author") ?? "",
          at: row.known("at") ?? 0)
      }
    }
  }

  func sequence(of run: Run.ID, in db: Database) throws -> Int64 {
    let seq = try Int64.fetchOne(db, sql: "SELECT seq FROM run WHERE id = ?", arguments: [run.text])
    guard let seq else { throw RunLogError.unknownRun(run.text) }
    return seq
  }
}
