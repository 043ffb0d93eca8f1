import Foundation
import GRDB
public import Policies
public import Runs

/// What one recorded run of a case decided.
public struct CaseVerdict: Hashable, Sendable {
  /// `set/id`.
  public var caseReference: String
  /// The saved version that the run's policy text was.
  public var version: Int
  public var engine: String
  public var model: String?
  public var state: RunState
  public var verdict: Verdict?
}

extension RunLog {
  /// Recorded runs of cases under saved versions of a policy, newest first. Runs that failed or were
  /// cancelled say nothing of a version and are left out.
  ///
  /// - Parameter limit: at most so many.
  public func caseVerdicts(policy: String, limit: Int) throws -> [CaseVerdict] {
    let sql = """
      SELECT run.policy_version, run.engine, run.model, run.state,
        json_extract(CAST(head.body AS TEXT), '$.caseReference') AS reference,
        json_extract(CAST(tail.body AS TEXT), '$.verdict') AS verdict
      FROM run
      JOIN part AS p1 ON p1.run = run.seq AND p1.kind = ? JOIN text AS head ON head.id = p1.text
      LEFT JOIN part AS p2 ON p2.run = run.seq AND p2.kind = ?
      LEFT JOIN text AS tail ON tail.id = p2.text
      WHERE run.policy_name = ? AND run.policy_version IS NOT NULL
        AND run.state NOT IN ('cancelled', 'failed') AND reference IS NOT NULL
      ORDER BY run.seq DESC LIMIT ?
      """
    return try read { db in
      try Row.fetchAll(
        db, sql: sql,
        arguments: [PartKind.request.rawValue, PartKind.outcome.rawValue, policy, limit]
      ).compactMap { row in
        guard let state: RunState = row.word("state"),
          let reference: String = row.known("reference"), let version = row.count("policy_version")
        else { return nil }
        let json: String? = row.known("verdict")
        return CaseVerdict(
          caseReference: reference, version: version, engine: row.known("engine") ?? "",
          model: row.known("model"), state: state,
          verdict: json.flatMap { try? JSONDecoder().decode(Verdict.self, from: Data($0.utf8)) })
      }
    }
  }
}
