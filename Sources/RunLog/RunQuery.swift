import GRDB
import Policies
import Runs

/// The rows of a list of runs, as one statement.
struct RunQuery {
  private var source = "run"
  private var order = "run.seq"
  private var conditions: [String] = []
  private var arguments = StatementArguments()

  init(_ filter: RunFilter, before: Run.ID? = nil) {
    conditions = ["NOT (run.is_live AND run.state IS 'cancelled')"]
    if let search = filter.search, !search.isEmpty { add(search: search) }
    if let before { add("\(order) < (SELECT seq FROM run WHERE id = ?)", before.text) }
    if let name = filter.policyName { add("run.policy_name = ?", name) }
    if let version = filter.policyVersion { add("run.policy_version = ?", version) }
    if let state = filter.state { add("run.state = ?", state.rawValue) }
    if let decision = filter.decision { add("run.decision = ?", decision.rawValue) }
    if let from = filter.from { add("run.started_at >= ?", from) }
    if let until = filter.until { add("run.started_at < ?", until) }
    if let engine = filter.engine, !engine.isEmpty {
      let pattern = Self.containing(engine)
      add(
        "(run.engine LIKE ? ESCAPE '\\' OR run.model LIKE ? ESCAPE '\\')", pattern, pattern)
    }
    if let judged = filter.judged {
      let verdict = "SELECT 1 FROM judgement AS j WHERE j.run = run.seq AND j.decision IS NOT NULL"
      conditions.append("\(judged ? "" : "NOT ")EXISTS (\(verdict))")
    }
  }

  private mutating func add(_ condition: String, _ values: any DatabaseValueConvertible...) {
    conditions.append(condition)
    arguments += StatementArguments(values)
  }

  /// A phrase of the index's query language: quotation marks are doubled, also those with a combining
  /// character behind them.
  static func phrase(_ search: String) -> String {
    "\""
      + search.unicodeScalars.reduce(into: "") { phrase, scalar in
        phrase.unicodeScalars.append(scalar)
        if scalar == "\"" { phrase.unicodeScalars.append(scalar) }
      } + "\""
  }

  /// The index of trigrams finds three characters and more; for fewer the texts are read.
  private mutating func add(search: String) {
    guard search.unicodeScalars.count < 3 else {
      source = "run_search JOIN run ON run.seq = run_search.rowid"
      order = "run_search.rowid"
      add("run_search MATCH ?", Self.phrase(search))
      return
    }
    source = "run JOIN run_text ON run_text.seq = run.seq"
    let columns = ["content", "reasoning", "answer"].map { "run_text.\($0) LIKE ? ESCAPE '\\'" }
    let pattern = Self.containing(search)
    add("(" + columns.joined(separator: " OR ") + ")", pattern, pattern, pattern)
  }

  private static func containing(_ text: String) -> String {
    let literal = text.replacing("\\", with: "\\\\").replacing("%", with: "\\%")
      .replacing("_", with: "\\_")
    return "%\(literal)%"
  }

  /// The newest rows, newest first, with what a summary shows of their parts.
  func rows(limit: Int, in db: Database) throws -> [Row] {
    // The preview is cut in bytes here and in characters later: content may hold NUL, at which
    // SQLite's text functions stop. What was asked is read from its sealed part: a column beside
    // it would be a second truth.
    let sql = """
      SELECT run.*, substr(text.body, 1, 1000) AS preview,
        run.state IS NOT NULL AND content.text IS NULL AS is_erased,
        asked.body AS request,
        (SELECT decision FROM judgement WHERE judgement.run = run.seq AND decision IS NOT NULL
          ORDER BY judgement.seq DESC LIMIT 1) AS human_decision
      FROM \(source)
      LEFT JOIN part AS content ON content.run = run.seq AND content.kind = 'content'
      LEFT JOIN text ON text.id = content.text
      LEFT JOIN part AS request ON request.run = run.seq AND request.kind = 'request'
      LEFT JOIN text AS asked ON asked.id = request.text
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order) DESC LIMIT ?
      """
    return try Row.fetchAll(db, sql: sql, arguments: arguments + [limit])
  }
}
