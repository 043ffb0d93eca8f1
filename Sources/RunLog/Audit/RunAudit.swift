import Foundation
import GRDB
import Policies
import Runs

/// One sealed run: its parts against their digests, and its columns, which lists, searches and
/// evaluations go by, against its parts. A trigger that turns a decision round while it is written is
/// sealed with what it made of the column; the part still says what came from the model.
enum RunAudit {
  /// A text as its row has it.
  private struct Part {
    var body: Data
    var sha256: String
  }

  /// - Returns: what differs, as in “the answer”; nil where all of it holds.
  static func difference(of run: Int64, in db: Database) throws -> String? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT part.kind, part.text, part.salt, part.digest, text.body, text.sha256,
          EXISTS (SELECT 1 FROM erasure WHERE erasure.run = part.run) AS erased
        FROM part LEFT JOIN text ON text.id = part.text WHERE part.run = ? ORDER BY part.kind
        """)
    var known: [PartKind: Part] = [:]
    let parts = try Row.fetchCursor(statement, arguments: [run])
    while let part = try parts.next() {
      let name = part.known("kind", as: String.self) ?? ""
      guard let kind = PartKind(rawValue: name), let digest = part.known("digest", as: String.self)
      else {
        return "the \(name)"
      }
      guard let body = part.known("body", as: Data.self),
        let salt = part.known("salt", as: Data.self)
      else {
        // A tombstone: neither text nor salt is left, of a part that erasing takes.
        let isTombstone = part.isNull("text") && part.isNull("salt")
        if part.known("erased") ?? false, isTombstone, kind.dependsOnContent { continue }
        return "the \(name)"
      }
      guard saltedDigest(body, salt: salt) == digest else { return "the \(name)" }
      switch kind {
      case .policy, .content, .format, .request, .outcome:
        known[kind] = Part(
          body: body, sha256: (part.known("sha256", as: Data.self) ?? Data()).hexadecimal)
      case .body, .prompt, .reasoning, .commentary, .answer, .deltas, .raw: break
      }
    }
    return try columnsDifference(of: run, known, in: db)
  }

  private static func columnsDifference(
    of run: Int64, _ parts: [PartKind: Part], in db: Database
  ) throws -> String? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT run.*, run_key.key FROM run LEFT JOIN run_key ON run_key.run = run.seq
        WHERE run.seq = ?
        """)
    guard let row = try Row.fetchOne(statement, arguments: [run]) else { return "the run" }
    let decoder = JSONDecoder()
    guard row.isNull("owner") else { return "the owner" }
    guard let request = parts[.request],
      let asked = try? decoder.decode(RequestPart.self, from: request.body)
    else { return "the request" }
    if let column = differingColumn(row, asked) { return "the \(column)" }
    let state = row.known("state", as: String.self)
    if let outcome = parts[.outcome] {
      guard let sealed = try? decoder.decode(SealedOutcome.self, from: outcome.body) else {
        return "the outcome"
      }
      if let column = differingColumn(row, sealed, decoder) { return "the \(column)" }
    }
    if let key = row.known("key", as: Data.self), key != self.key(parts, asked, state: state) {
      return "the key"
    }
    return nil
  }

  private static func differingColumn(_ row: Row, _ asked: RequestPart) -> String? {
    if row.known("policy_name", as: String.self) != asked.policy.name { return "policy's name" }
    if row.known("policy_version", as: Int.self) != asked.policy.version {
      return "policy's version"
    }
    if row.known("engine", as: String.self) != asked.engine?.name ?? "" { return "engine" }
    if row.known("model", as: String.self) != asked.engine?.model { return "model" }
    if row.known("is_live", as: Bool.self) != asked.isLive { return "mode" }
    return nil
  }

  private static func differingColumn(
    _ row: Row, _ sealed: SealedOutcome, _ decoder: JSONDecoder
  ) -> String? {
    if let state = sealed.state, row.known("state", as: String.self) != state { return "state" }
    if row.known("decision", as: String.self) != sealed.verdict?.decision { return "decision" }
    let labels = try? decoder.decode([String].self, from: Data((row.known("labels") ?? "").utf8))
    let stated = sealed.verdict?.labels ?? sealed.undecided ?? []
    if labels != stated.map(\.label) { return "labels" }
    if row.count("total_ms").map(Int64.init) != sealed.timing.total { return "time" }
    if row.count("completion_tokens").map(Int64.init) != sealed.usage?.completionTokens {
      return "tokens"
    }
    return nil
  }

  /// The key under which the run may serve again; nil where it may not.
  private static func key(_ parts: [PartKind: Part], _ asked: RequestPart, state: String?) -> Data?
  {
    let servesNever: [RunState] = [.failed, .cancelled]
    guard let parameters = asked.parameters, let engine = asked.engine,
      let policy = parts[.policy], let content = parts[.content], let format = parts[.format],
      let state = state.flatMap(RunState.init), !servesNever.contains(state)
    else { return nil }
    return RunKey(
      policy: policy.sha256, content: content.sha256, format: [UInt8](format.body), parameters,
      engine)?.bytes
  }
}

/// Of an ``OutcomePart``, what stands in columns as well.
private struct SealedOutcome: Decodable {
  struct Label: Decodable { var label: String }
  struct Verdict: Decodable {
    var decision: String
    var labels: [Label]
  }

  struct Timing: Decodable { var total: Int64? }
  struct Usage: Decodable { var completionTokens: Int64? }

  var state: String?
  var verdict: Verdict?
  var undecided: [Label]?
  var timing: Timing
  var usage: Usage?
}
