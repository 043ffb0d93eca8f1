import Foundation
import GRDB
import Policies
public import Runs

extension RunLog {
  /// Runs, newest first; live runs that were cancelled are not listed.
  ///
  /// Searching compares without regard to case. Three characters and more use the index; one or two
  /// read through the texts.
  ///
  /// - Parameters:
  ///   - limit: at most so many.
  ///   - before: only runs older than this one, for the next page.
  public func recent(
    limit: Int, before: Run.ID? = nil, filter: RunFilter = RunFilter()
  ) throws -> [RunSummary] {
    try read { db in
      try RunQuery(filter, before: before).rows(limit: limit, in: db).map {
        try Self.summary($0, asked: Self.asked($0))
      }
    }
  }

  private static func asked(_ row: Row) -> RequestPart? {
    guard let body: Data = row.known("request") else { return nil }
    return try? JSONDecoder().decode(RequestPart.self, from: body)
  }

  private static func summary(_ row: Row, asked: RequestPart?) throws -> RunSummary {
    let text: String = try row.value("id")
    guard let id = Run.ID(text) else { throw RunLogError.damaged("\(text) is no run id") }
    return RunSummary(
      id: id, startedAt: row.known("started_at") ?? 0, policyName: name(row, "policy_name") ?? "",
      policyVersion: row.known("policy_version"), state: row.word("state"),
      decision: row.word("decision"), labels: row.texts("labels"),
      engine: name(row, "engine") ?? "", model: name(row, "model"),
      preview: preview(row.known("preview") ?? Data()),
      totalMilliseconds: row.count("total_ms"), completionTokens: row.count("completion_tokens"),
      caseReference: asked?.caseReference, isErased: row.known("is_erased") ?? false,
      humanDecision: row.word("human_decision"))
  }

  /// A list shows the beginning of a name that is longer than any of ours.
  private static func name(_ row: Row, _ column: String) -> String? {
    row.known(column, as: String.self).map { String($0.prefix(500)) }
  }

  private static func preview(_ bytes: Data) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    // A character that the cut went through.
    if bytes.count >= 1000 { while text.last == "\u{FFFD}" { text.removeLast() } }
    return String(text.prefix(200))
  }
}
