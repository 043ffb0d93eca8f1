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
    guard let body: Data = row["request"] else { return nil }
    return try? JSONDecoder().decode(RequestPart.self, from: body)
  }

  private static func summary(_ row: Row, asked: RequestPart?) throws -> RunSummary {
    guard let id = Run.ID(row["id"] as String) else {
      throw RunLogError.damaged("\(row["id"] as String) is no run id")
    }
    let labels = Data((row["labels"] as String).utf8)
    let body: Data? = row["preview"]
    return RunSummary(
      id: id, startedAt: row["started_at"], policyName: row["policy_name"],
      policyVersion: row["policy_version"],
      state: (row["state"] as String?).flatMap(RunState.init),
      decision: (row["decision"] as String?).flatMap(Decision.init),
      labels: (try? JSONDecoder().decode([String].self, from: labels)) ?? [],
      engine: row["engine"], model: row["model"], preview: preview(body ?? Data()),
      totalMilliseconds: row["total_ms"], completionTokens: row["completion_tokens"],
      caseReference: asked?.caseReference, isErased: row["is_erased"],
      humanDecision: (row["human_decision"] as String?).flatMap(Decision.init))
  }

  private static func preview(_ bytes: Data) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    // A character that the cut went through.
    if bytes.count >= 1000 { while text.last == "\u{FFFD}" { text.removeLast() } }
    return String(text.prefix(200))
  }
}
