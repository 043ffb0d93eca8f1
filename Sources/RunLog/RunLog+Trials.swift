import Digests
public import Evaluation
import Foundation
import GRDB
import Harmony
import Policies
public import Runs

/// The right to work on an evaluation, which one process at a time has. It ends with the value, and
/// with the process, however that ends.
public final class EvaluationClaim: Sendable {
  public let plan: EvaluationPlan
  private let lock: OwnerLock?

  fileprivate init(plan: EvaluationPlan, lock: OwnerLock?) {
    self.plan = plan
    self.lock = lock
  }
}

/// The right to delete an evaluation, which nobody has while another works on it.
public final class EvaluationDeletion: Sendable {
  let id: EvaluationID
  private let lock: OwnerLock?

  fileprivate init(id: EvaluationID, lock: OwnerLock?) {
    self.id = id
    self.lock = lock
  }
}

extension RunLog {
  /// - Throws: ``RunLogError`` when there is no such evaluation, another process works on it, it has
  ///   more trials than can be run, or contents of it were erased.
  public func claim(_ id: EvaluationID) throws -> EvaluationClaim {
    let lock = try lock(id)
    // Read under the lock: what another process has deleted or erased is known here.
    let (plan, isErased) = try readPlan(of: id)
    if isErased { throw RunLogError.erasedPlan(id.text) }
    try Self.check(plan)
    return EvaluationClaim(plan: plan, lock: lock)
  }

  /// - Throws: ``RunLogError`` when there is no such evaluation, or another process works on it.
  public func claimDeletion(of id: EvaluationID) throws -> EvaluationDeletion {
    let lock = try lock(id)
    _ = try read { try Self.sequence(of: id, in: $0) }
    return EvaluationDeletion(id: id, lock: lock)
  }

  /// nil in memory, where nobody else is.
  private func lock(_ id: EvaluationID) throws -> OwnerLock? {
    switch access {
    case .inMemory: return nil
    case .reading: throw RunLogError.readingOnly(path)
    case .writing:
      guard let lock = try OwnerLock.take(.evaluation(id), beside: path) else {
        throw RunLogError.evaluationRuns(id.text)
      }
      return lock
    }
  }

  /// Keeps finished runs with what they are the results of, all in one transaction: after it, each
  /// has its record, its seal and its place; before it, nothing of them is there.
  ///
  /// - Returns: the trials that are kept. One that has a result already keeps that.
  @discardableResult
  public func record(
    _ finished: [(record: RunRecord, trial: Trial)], of id: EvaluationID
  ) throws -> [Trial] {
    let owner = try ownerID()
    return try write { db in
      let evaluation = try Self.sequence(of: id, in: db)
      var kept: [Trial] = []
      var sealed: [SealedTrial] = []
      for (record, trial) in finished {
        let seq = try insert(record, owner: owner, withParts: false, in: db)
        try seal(record, seq: seq, in: db)
        try Self.place(trial, run: seq, isReused: false, of: evaluation, in: db)
        guard db.changesCount > 0 else { continue }
        kept.append(trial)
        sealed.append(SealedTrial(trial, run: seq, isReused: false))
      }
      try sealTrials(sealed, of: id, evaluation, in: db)
      return kept
    }
  }

  private func sealTrials(
    _ trials: [SealedTrial], of id: EvaluationID, _ evaluation: Int64, in db: Database
  ) throws {
    guard !trials.isEmpty else { return }
    let sealed = SealedTrials(id: id.text, evaluation: evaluation, trials: trials)
    try append(.trials(sealed), at: outside.now(), in: db)
  }

  private static func place(
    _ trial: Trial, run: Int64, isReused: Bool, of evaluation: Int64, in db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO trial(evaluation, arm, item, draw, run, is_reused) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT DO NOTHING
        """
    ).execute(arguments: [evaluation, trial.arm, trial.item, trial.draw, run, isReused])
  }

  private static func sequence(of id: EvaluationID, in db: Database) throws -> Int64 {
    let seq = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT seq FROM evaluation WHERE id = ?"), arguments: [id.text])
    guard let seq else { throw RunLogError.unknownEvaluation(id.text) }
    return seq
  }

  /// Every result that there is, in the order of the trials. Trials may be among them that the plan
  /// does not have: ``EvaluationPlan/has(_:)`` tells.
  ///
  /// Of a run whose content was erased, decision and labels stay.
  public func results(of id: EvaluationID) throws -> [TrialResult] {
    try read { db in
      let decoder = JSONDecoder()
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT trial.arm, trial.item, trial.draw, trial.is_reused, run.id, run.state,
            run.decision, run.labels, run.total_ms, run.completion_tokens,
            json_extract(CAST(text.body AS TEXT), '$.verdict') AS verdict,
            json_extract(CAST(text.body AS TEXT), '$.usage.promptTokens') AS prompt_tokens,
            json_extract(CAST(text.body AS TEXT), '$.failure.message') AS failure
          FROM trial JOIN run ON run.seq = trial.run
          LEFT JOIN part ON part.run = run.seq AND part.kind = 'outcome'
          LEFT JOIN text ON text.id = part.text
          WHERE trial.evaluation = ? ORDER BY trial.draw, trial.arm, trial.item
          """, arguments: [try Self.sequence(of: id, in: db)])
      var results: [TrialResult] = []
      while let row = try rows.next() {
        guard let run = Run.ID(try row.value("id")), let state: RunState = row.word("state") else {
          throw RunLogError.damaged("a result of the evaluation \(id) cannot be read")
        }
        let verdict = row.known("verdict", as: String.self).flatMap {
          try? decoder.decode(Verdict.self, from: Data($0.utf8))
        }
        results.append(
          TrialResult(
            trial: Self.trial(row), run: run, state: state,
            verdict: verdict ?? Self.columns(row), milliseconds: row.count("total_ms"),
            completionTokens: row.count("completion_tokens"),
            promptTokens: row.count("prompt_tokens"), isReused: row.known("is_reused") ?? false,
            failure: row.known("failure", as: String.self)))
      }
      return results
    }
  }

  /// The models that answered each arm, by its place in the plan, each once.
  public func models(of id: EvaluationID) throws -> [Int: [String]] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT DISTINCT trial.arm, run.model FROM trial JOIN run ON run.seq = trial.run
          WHERE trial.evaluation = ? AND run.model IS NOT NULL ORDER BY trial.arm, run.model
          """, arguments: [try Self.sequence(of: id, in: db)])
      return rows.reduce(into: [:]) { models, row in
        guard let arm = row.count("arm"), let model: String = row.known("model") else { return }
        models[arm, default: []].append(model)
      }
    }
  }

  /// What is no count is a place that no plan has.
  private static func trial(_ row: Row) -> Trial {
    Trial(
      arm: row.count("arm") ?? -1, item: row.count("item") ?? -1, draw: row.count("draw") ?? -1)
  }

  private static func columns(_ row: Row) -> Verdict? {
    guard let decision: Decision = row.word("decision") else { return nil }
    return Verdict(
      decision: decision,
      labels: row.texts("labels").map { .init(label: $0, decision: decision) })
  }

  /// Forgets which runs are the results of trials that ended in one of these states, so that they are
  /// made anew. The records of the runs stay.
  ///
  /// - Returns: how many.
  @discardableResult
  public func reopen(_ claim: EvaluationClaim, endedIn states: Set<RunState>) throws -> Int {
    try write { db in
      let id = claim.plan.id
      let evaluation = try Self.sequence(of: id, in: db)
      let marks = databaseQuestionMarks(count: states.count)
      let condition = "run IN (SELECT seq FROM run WHERE state IN (\(marks)))"
      let arguments = StatementArguments(states.map(\.rawValue))
      let trials = try SealedTrial.fetchAll(
        of: evaluation, where: condition, arguments: arguments, in: db)
      guard !trials.isEmpty else { return 0 }
      try db.execute(
        sql: "DELETE FROM trial WHERE evaluation = ? AND \(condition)",
        arguments: [evaluation] + arguments)
      let sealed = SealedTrials(id: id.text, evaluation: evaluation, trials: trials)
      try append(.reopened(sealed), at: outside.now(), in: db)
      return trials.count
    }
  }

  /// What lists show of an evaluation without counting it anew.
  public func note(_ id: EvaluationID, right: Int, judged: Int, skipped: Int) throws {
    let figures = SealedFigures.Figures(
      right: Int64(right), judged: Int64(judged), skipped: Int64(skipped))
    try write { db in
      try db.execute(
        sql: """
          UPDATE evaluation SET right = ?1, judged = ?2, skipped = ?3
            WHERE id = ?4 AND (right, judged, skipped) <> (?1, ?2, ?3)
          """, arguments: [right, judged, skipped, id.text])
      guard db.changesCount > 0 else { return }
      let sealed = SealedFigures(
        id: id.text, evaluation: try Self.sequence(of: id, in: db), figures: figures)
      try append(.figures(sealed), at: outside.now(), in: db)
    }
  }

  /// Deletes an evaluation's plan and results. The runs stay, sealed as they are.
  public func delete(_ deletion: EvaluationDeletion) throws {
    try write { db in
      let seq = try Self.sequence(of: deletion.id, in: db)
      let texts = try Int64.fetchAll(
        db, sql: "SELECT text FROM evaluation_text WHERE evaluation = ? AND text IS NOT NULL",
        arguments: [seq])
      let results = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM trial WHERE evaluation = ?", arguments: [seq])
      for table in ["trial", "evaluation_text"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE evaluation = ?", arguments: [seq])
      }
      try db.execute(sql: "DELETE FROM evaluation WHERE seq = ?", arguments: [seq])
      for text in texts { try deleteTextIfUnused(text, in: db) }
      let gone = DeletedEvaluation(id: deletion.id.text, evaluation: seq, results: results ?? 0)
      try append(.deleted(gone), at: outside.now(), in: db)
    }
  }

  // MARK: Runs that serve again

  /// Gives the trial the newest recorded run of the same policy, content, format, parameters (but for
  /// the seed, which is any) and model. A run that serves this evaluation already does not serve
  /// twice, and neither do rule matchers, failures and cancelled runs.
  ///
  /// - Parameters:
  ///   - request: of the trial.
  ///   - engine: what would answer it.
  /// - Returns: nil where there is none.
  public func reuse(
    for trial: Trial, _ request: RunRequest, on engine: EngineIdentity, of id: EvaluationID
  ) throws -> TrialResult? {
    guard let key = try RunKey(request, engine: engine) else { return nil }
    let run = try write { db -> String? in
      let evaluation = try Self.sequence(of: id, in: db)
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT run.seq, run.id FROM run_key JOIN run ON run.seq = run_key.run
          WHERE run_key.key = ? AND NOT EXISTS
            (SELECT 1 FROM trial WHERE trial.evaluation = ? AND trial.run = run.seq)
          ORDER BY run.seq DESC LIMIT 1
          """, arguments: [key.bytes, evaluation])
      guard let row else { return nil }
      let seq: Int64 = try row.value("seq")
      try Self.place(trial, run: seq, isReused: true, of: evaluation, in: db)
      guard db.changesCount > 0 else { return nil }
      let sealed = SealedTrial(trial, run: seq, isReused: true)
      try sealTrials([sealed], of: id, evaluation, in: db)
      return row.known("id")
    }
    guard let run = run.flatMap(Run.ID.init), let record = try record(run) else { return nil }
    var result = TrialResult(record, of: trial)
    result.isReused = true
    return result
  }

  func storeKey(of record: RunRecord, seq: Int64, in db: Database) throws {
    guard let key = try RunKey(record) else { return }
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO run_key(run, key) VALUES (?, ?)")
      .execute(arguments: [seq, key.bytes])
  }
}
