import Digests
public import Evaluation
import Foundation
import GRDB
import Policies
import Runs

extension RunLog {
  /// Keeps a plan, before its first run.
  ///
  /// - Throws: ``RunLogError``, also for a plan of more trials than can be run.
  public func create(_ plan: EvaluationPlan) throws {
    try Self.check(plan)
    var bare = plan
    for index in bare.cases.indices { bare.cases[index].content = "" }
    for index in bare.arms.indices { bare.arms[index].text = "" }
    let json = Data(try canonicalJSON(bare))
    let settings = currentSettings(of: Set(plan.arms.map(\.policy.name)))
    try write { db in
      try db.execute(
        sql: "INSERT INTO evaluation(id, created_at, plan) VALUES (?, ?, ?)",
        arguments: [plan.id.text, plan.createdAt, json])
      let seq = db.lastInsertedRowID
      let texts = try insertTexts(of: plan, evaluation: seq, in: db)
      try sealSettings(settings, at: plan.createdAt, in: db)
      let sealed = SealedPlan(
        id: plan.id.text, evaluation: seq, createdAt: plan.createdAt, plan: sha256Hex(json),
        texts: texts)
      try append(.plan(sealed), at: plan.createdAt, in: db)
    }
  }

  static func check(_ plan: EvaluationPlan) throws {
    guard plan.count <= EvaluationPlan.mostTrials else {
      throw RunLogError.tooManyTrials(plan.count)
    }
  }

  /// - Returns: the digest of them all.
  private func insertTexts(
    of plan: EvaluationPlan, evaluation: Int64, in db: Database
  ) throws -> String {
    // In the order of their kinds' names, as the digest wants them.
    let texts =
      plan.cases.enumerated().map { (TextKind.content, $0, $1.content) }
      + plan.arms.enumerated().map { (TextKind.policy, $0, $1.text) }
    var all = PlanTextsDigest()
    for (kind, place, text) in texts {
      let bytes = [UInt8](text.utf8)
      let salt = Data(salt())
      let digest = saltedDigest(Data(bytes), salt: salt)
      try db.cachedStatement(
        sql: """
          INSERT INTO evaluation_text(evaluation, kind, place, text, salt, digest)
            VALUES (?, ?, ?, ?, ?, ?)
          """
      ).execute(
        arguments: [
          evaluation, kind.rawValue, place, try textID(of: bytes, in: db), salt, digest,
        ])
      all.add(kind: kind.rawValue, place: Int64(place), digest: digest)
    }
    return all.value
  }

  private enum TextKind: String {
    case policy, content
  }

  /// Newest first.
  public func evaluations(limit: Int = 500) throws -> [EvaluationSummary] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT *, (SELECT count(*) FROM trial WHERE evaluation = seq) AS results
          FROM evaluation ORDER BY seq DESC LIMIT ?
          """, arguments: [limit])
      return try rows.map { try Self.summary($0) }
    }
  }

  private static func summary(_ row: Row) throws -> EvaluationSummary {
    let right = row.count("right") ?? 0
    let judged = row.count("judged") ?? 0
    guard let plan = try? bare(row) else {
      // It stays in the list, so that it can be found and deleted.
      let id: String = try row.value("id")
      guard let id = EvaluationID(id) else {
        throw RunLogError.damaged("\(id) is no evaluation's id")
      }
      return EvaluationSummary(
        id: id, createdAt: row.known("created_at") ?? 0, kind: .policies, set: "",
        arms: ["(damaged)"], engines: [], cases: 0, repeats: 0, done: 0, total: 0, right: right,
        judged: judged)
    }
    return EvaluationSummary(
      id: plan.id, createdAt: plan.createdAt, kind: plan.kind, set: plan.set,
      arms: plan.arms.map(\.name), engines: plan.engines, cases: plan.cases.count,
      repeats: plan.repeats, done: (row.count("results") ?? 0) + (row.count("skipped") ?? 0),
      total: plan.count, right: right, judged: judged)
  }

  /// The evaluation whose id begins with these characters, in any case.
  ///
  /// - Throws: ``RunLogError`` when there is none, or several.
  public func evaluationID(matching prefix: String) throws -> EvaluationID {
    let found = try read { db in
      try String.fetchAll(
        db, sql: "SELECT id FROM evaluation WHERE id >= ? AND id < ? LIMIT 2",
        arguments: [prefix.uppercased(), prefix.uppercased() + "~"])
    }
    guard found.count < 2 else { throw RunLogError.ambiguous(prefix) }
    guard let id = found.first.flatMap(EvaluationID.init), !prefix.isEmpty else {
      throw RunLogError.unknownEvaluation(prefix)
    }
    return id
  }

  /// The plan with its texts; a content that was erased is empty.
  public func plan(of id: EvaluationID) throws -> EvaluationPlan {
    try readPlan(of: id).plan
  }

  /// The plan, and whether a text of it was erased.
  func readPlan(of id: EvaluationID) throws -> (plan: EvaluationPlan, isErased: Bool) {
    try read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM evaluation WHERE id = ?", arguments: [id.text])
      guard let row else { throw RunLogError.unknownEvaluation(id.text) }
      var plan = try Self.bare(row)
      var isErased = false
      let texts = try Row.fetchCursor(
        db,
        sql: """
          SELECT kind, place, body FROM evaluation_text AS e LEFT JOIN text ON text.id = e.text
          WHERE evaluation = ?
          """, arguments: [try row.value("seq", as: Int64.self)])
      while let text = try texts.next() {
        guard let body: Data = text.known("body") else {
          isErased = true
          continue
        }
        let place = text.count("place") ?? -1
        let string = String(decoding: body, as: UTF8.self)
        switch text.word("kind", as: TextKind.self) {
        case .policy where plan.arms.indices.contains(place): plan.arms[place].text = string
        case .content where plan.cases.indices.contains(place): plan.cases[place].content = string
        default: throw RunLogError.damaged("the evaluation \(id) has a text of nothing")
        }
      }
      return (plan, isErased)
    }
  }

  private static func bare(_ row: Row) throws -> EvaluationPlan {
    do {
      return try JSONDecoder().decode(EvaluationPlan.self, from: row.value("plan", as: Data.self))
    } catch is DecodingError {
      throw RunLogError.damaged("the evaluation \(row.known("id") ?? "") cannot be decoded")
    }
  }
}
