import Digests
import Foundation
import GRDB

extension Schema {
  /// Seals the evaluations of version 2, which the chain did not cover: one entry for all of them, as
  /// they stand at this moment. Part of migration 3: a change here is a change of what is released.
  static func adoptEvaluations(in db: Database) throws {
    let rows = try Row.fetchAll(db, sql: "SELECT * FROM evaluation ORDER BY seq")
    guard !rows.isEmpty else { return }
    let evaluations = try rows.map { try adopt($0, in: db) }
    let event = ChainEvent.adopted(AdoptedEvaluations(evaluations: evaluations))
    _ = try db.append(event, at: RunLogOutside.systemClock())
  }

  private static func adopt(
    _ row: Row, in db: Database
  ) throws -> AdoptedEvaluations.Evaluation {
    let seq: Int64 = row["seq"]
    let (texts, erased) = try saltTexts(of: seq, in: db)
    let plan: Data = row["plan"]
    return AdoptedEvaluations.Evaluation(
      plan: SealedPlan(
        id: row["id"], evaluation: seq, createdAt: row["created_at"], plan: sha256Hex(plan),
        texts: texts),
      figures: .init(right: row["right"], judged: row["judged"], skipped: row["skipped"]),
      trials: try SealedTrial.fetchAll(of: seq, in: db), erased: erased)
  }

  private static func saltTexts(
    of evaluation: Int64, in db: Database
  ) throws -> (digest: String, erased: [ErasedTexts.Place]) {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT kind, place, text FROM evaluation_text WHERE evaluation = ? ORDER BY kind, place
        """, arguments: [evaluation])
    var all = PlanTextsDigest()
    var erased: [ErasedTexts.Place] = []
    for row in rows {
      let (kind, place): (String, Int64) = (row["kind"], row["place"])
      let body = try Data.fetchOne(
        db.cachedStatement(sql: "SELECT body FROM text WHERE id = ?"),
        arguments: [row["text"] as Int64?])
      guard let body else {
        erased.append(.init(evaluation: evaluation, kind: kind, place: place))
        all.add(kind: kind, place: place, digest: nil)
        continue
      }
      let salt = Data(RunLog.randomSalt())
      let digest = saltedDigest(body, salt: salt)
      try db.cachedStatement(
        sql: """
          UPDATE evaluation_text SET salt = ?, digest = ?
            WHERE evaluation = ? AND kind = ? AND place = ?
          """
      ).execute(arguments: [salt, digest, evaluation, kind, place])
      all.add(kind: kind, place: place, digest: digest)
    }
    return (all.value, erased)
  }
}

extension SealedTrial {
  init(_ row: Row) {
    self.init(
      place: Place(draw: row["draw"], arm: row["arm"], item: row["item"]), run: row["run"],
      isReused: row["is_reused"])
  }

  /// The results of an evaluation as the table has them.
  static func fetchAll(
    of evaluation: Int64, where condition: String = "TRUE",
    arguments: StatementArguments = StatementArguments(), in db: Database
  ) throws -> [SealedTrial] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT draw, arm, item, run, is_reused FROM trial WHERE evaluation = ? AND \(condition)
          ORDER BY draw, arm, item
        """, arguments: [evaluation] + arguments
    ).map(SealedTrial.init)
  }
}
