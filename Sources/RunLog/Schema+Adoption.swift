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
    let seq: Int64 = try row.value("seq")
    let (texts, erased) = try saltTexts(of: seq, in: db)
    let plan: Data = row.known("plan") ?? Data()
    return AdoptedEvaluations.Evaluation(
      plan: SealedPlan(
        id: row.known("id") ?? "", evaluation: seq, createdAt: row.known("created_at") ?? 0,
        plan: sha256Hex(plan), texts: texts),
      figures: .init(
        right: row.known("right") ?? 0, judged: row.known("judged") ?? 0,
        skipped: row.known("skipped") ?? 0),
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
      let kind: String = row.known("kind") ?? ""
      let place: Int64 = row.known("place") ?? -1
      let body = try Data.fetchOne(
        db.cachedStatement(sql: "SELECT body FROM text WHERE id = ?"),
        arguments: [row.known("text", as: Int64.self)])
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
  /// What is no number is -1, which no plan has and the audit names.
  init(_ row: Row) {
    self.init(
      place: Place(
        draw: row.known("draw") ?? -1, arm: row.known("arm") ?? -1, item: row.known("item") ?? -1),
      run: row.known("run") ?? -1, isReused: row.known("is_reused") ?? false)
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
