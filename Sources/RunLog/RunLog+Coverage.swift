import Foundation
import GRDB
public import Policies
import Runs

/// What recorded runs of one policy say about its rules.
public struct CoverageSamples: Hashable, Sendable {
  /// Newest first.
  public var samples: [PolicyCoverage.Sample]
  /// The distinct texts that they ran on; a sample's `text` is an index into it.
  public var texts: [String]

  public init(samples: [PolicyCoverage.Sample] = [], texts: [String] = []) {
    self.samples = samples
    self.texts = texts
  }
}

extension RunLog {
  /// The newest runs of a policy that have ended by themselves, with what each cites.
  ///
  /// Failed and cancelled runs are left out, and runs whose content was erased: they say nothing of
  /// rules.
  ///
  /// - Parameters:
  ///   - policy: its name.
  ///   - version: only runs of this saved version; nil takes all texts.
  ///   - set: only runs of cases of this set.
  ///   - engine: only runs of this engine, by name.
  ///   - excluded: no runs of this engine. A model's runs and the rule matcher's are never counted
  ///     together.
  ///   - limit: at most so many.
  /// - Complexity: O(runs looked at); the prompts, chains and answers are not read.
  public func coverageSamples(
    of policy: String, version: Int? = nil, set: String? = nil, engine: String? = nil,
    excluding excluded: String? = nil, limit: Int = 5000
  ) throws -> CoverageSamples {
    var conditions = [
      "run.policy_name = ?", "run.state IS NOT NULL", "run.state NOT IN ('failed', 'cancelled')",
    ]
    var arguments: StatementArguments = [policy]
    func restrict(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
      guard let value else { return }
      conditions.append(condition)
      arguments += [value]
    }
    restrict("run.policy_version = ?", version)
    restrict("run.engine = ?", engine)
    restrict("run.engine <> ?", excluded)
    let reference = "json_extract(CAST(request.body AS TEXT), '$.caseReference')"
    if let set {
      conditions.append("substr(\(reference), 1, length(?)) = ?")
      arguments += ["\(set)/", "\(set)/"]
    }
    arguments += [limit]
    let sql = """
      SELECT run.labels, run.decision, p.text AS policy, outcome.body AS outcome,
        \(reference) AS reference
      FROM run
      JOIN part AS p ON p.run = run.seq AND p.kind = 'policy'
      JOIN part AS o ON o.run = run.seq AND o.kind = 'outcome'
      JOIN text AS outcome ON outcome.id = o.text
      JOIN part AS r ON r.run = run.seq AND r.kind = 'request'
      JOIN text AS request ON request.id = r.text
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY run.seq DESC LIMIT ?
      """
    return try read { db in
      var found = CoverageSamples()
      var places: [Int64: Int] = [:]
      let decoder = JSONDecoder()
      let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
      while let row = try rows.next() {
        guard let text: Int64 = row.known("policy"), let body: Data = row.known("outcome") else {
          continue
        }
        if places[text] == nil {
          places[text] = found.texts.count
          found.texts.append(try Self.text(text, in: db))
        }
        let outcome = try decoder.decode(CitedOutcome.self, from: body)
        found.samples.append(
          PolicyCoverage.Sample(
            caseReference: row.known("reference"), text: places[text]!,
            citations: outcome.citations, labels: row.texts("labels"),
            decision: row.word("decision")))
      }
      return found
    }
  }

  private static func text(_ id: Int64, in db: Database) throws -> String {
    let body = try Data.fetchOne(db, sql: "SELECT body FROM text WHERE id = ?", arguments: [id])
    return String(decoding: body ?? Data(), as: UTF8.self)
  }
}

/// Of an ``OutcomePart``, only what coverage needs.
private struct CitedOutcome: Decodable {
  var citations: [Citation]
}
