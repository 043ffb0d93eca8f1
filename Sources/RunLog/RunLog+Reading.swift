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
    var conditions = ["NOT (run.is_live AND run.state IS 'cancelled')"]
    var arguments = StatementArguments()
    var source = "run"
    if let search = filter.search, !search.isEmpty {
      let isIndexed = search.unicodeScalars.count >= 3
      source = isIndexed ? "run_search JOIN run ON run.seq = run_search.rowid" : "run"
      if isIndexed {
        conditions.append("run_search MATCH ?")
        arguments += ["\"" + search.replacing("\"", with: "\"\"") + "\""]
      } else {
        source = "run JOIN run_text ON run_text.seq = run.seq"
        let columns = ["content", "reasoning", "answer"].map { "run_text.\($0) LIKE ? ESCAPE '\\'" }
        conditions.append("(" + columns.joined(separator: " OR ") + ")")
        let pattern = "%" + Self.literalPattern(search) + "%"
        arguments += [pattern, pattern, pattern]
      }
    }
    let order = source.hasPrefix("run_search") ? "run_search.rowid" : "run.seq"
    if let before {
      conditions.append("\(order) < (SELECT seq FROM run WHERE id = ?)")
      arguments += [before.text]
    }
    if let name = filter.policyName {
      conditions.append("run.policy_name = ?")
      arguments += [name]
    }
    if let state = filter.state {
      conditions.append("run.state = ?")
      arguments += [state.rawValue]
    }
    if let decision = filter.decision {
      conditions.append("run.decision = ?")
      arguments += [decision.rawValue]
    }
    arguments += [limit]
    // The preview is cut in bytes here and in characters below: content may hold NUL, at which
    // SQLite's text functions stop.
    let sql = """
      SELECT run.*, substr(text.body, 1, 1000) AS preview FROM \(source)
      LEFT JOIN part ON part.run = run.seq AND part.kind = 'content'
      LEFT JOIN text ON text.id = part.text
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order) DESC LIMIT ?
      """
    return try read { db in
      try Row.fetchAll(db, sql: sql, arguments: arguments).map(Self.summary)
    }
  }

  private static func literalPattern(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
  }

  private static func summary(_ row: Row) throws -> RunSummary {
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
      totalMilliseconds: row["total_ms"], completionTokens: row["completion_tokens"])
  }

  private static func preview(_ bytes: Data) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    // A character that the cut went through.
    if bytes.count >= 1000 { while text.last == "\u{FFFD}" { text.removeLast() } }
    return String(text.prefix(200))
  }

  /// The whole record, or nil where there is none. Of a run that goes on, what was checkpointed.
  ///
  /// Where the content was erased, it is empty, and so is what the model said of it; a warning of
  /// the kind `erased` says so.
  public func record(_ id: Run.ID) throws -> RunRecord? {
    try read { db in
      let row = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE id = ?", arguments: [id.text])
      guard let row else { return nil }
      return try Self.record(row, in: db)
    }
  }

  /// The run whose id begins with these characters, in any case.
  ///
  /// - Throws: ``RunLogError`` when several do. None is nil.
  public func id(matching prefix: String) throws -> Run.ID? {
    let upper = prefix.uppercased()
    let digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    guard !upper.isEmpty, upper.allSatisfy(digits.contains) else { return nil }
    let found = try read { db in
      try String.fetchAll(
        db, sql: "SELECT id FROM run WHERE id >= ? AND id < ? LIMIT 2",
        arguments: [upper, upper + "~"])
    }
    guard found.count < 2 else { throw RunLogError.ambiguous(prefix) }
    return found.first.flatMap(Run.ID.init)
  }

  static func record(_ row: Row, in db: Database) throws -> RunRecord {
    guard let id = Run.ID(row["id"] as String) else {
      throw RunLogError.damaged("\(row["id"] as String) is no run id")
    }
    let seq: Int64 = row["seq"]
    var parts: [PartKind: Data] = [:]
    var isErased = false
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT part.kind, text.body FROM part LEFT JOIN text ON text.id = part.text
        WHERE part.run = ?
        """, arguments: [seq])
    for part in rows {
      guard let kind = PartKind(rawValue: part["kind"]) else { continue }
      let body: Data? = part["body"]
      parts[kind] = body
      if body == nil { isErased = true }
    }
    let state = (row["state"] as String?).flatMap(RunState.init)
    var deltas: [RunRecord.Delta] = []
    if state == nil { deltas = try addChunks(of: seq, to: &parts, in: db) }
    var record: RunRecord
    do {
      record = try RunRecord(
        id: id, startedAt: row["started_at"], state: state, parts: parts)
    } catch is DecodingError {
      throw RunLogError.damaged("\(id) cannot be decoded")
    }
    if state == nil { record.deltas = deltas }
    if isErased {
      record.warnings.append(RunWarning(RunWarning.erased, "The content of this run was erased."))
    }
    return record
  }

  /// What was checkpointed of a run that goes on; the deltas of each chunk stand by themselves.
  private static func addChunks(
    of seq: Int64, to parts: inout [PartKind: Data], in db: Database
  ) throws -> [RunRecord.Delta] {
    var deltas: [RunRecord.Delta] = []
    let chunks = try Row.fetchAll(
      db, sql: "SELECT stream, body FROM chunk WHERE run = ? ORDER BY id", arguments: [seq])
    for chunk in chunks {
      guard let kind = PartKind(rawValue: chunk["stream"]) else { continue }
      let body: Data = chunk["body"]
      if kind == .deltas {
        deltas += try DeltaCoding.decode(body)
      } else {
        parts[kind, default: Data()].append(body)
      }
    }
    return deltas
  }
}
