import Cases
import Evaluation
import Policies
import Runs

/// What one draw said of a row, as far as the output has it.
struct ClassifiedDraw: Sendable {
  var run: Run.ID
  var state: RunState
  var decision: Decision?
  /// As the policy's answers spell them.
  var labels: [String]
  /// Rules that the chain or the answer names, of those that the policy has.
  var rules: [String]
  var rationale: String?
  /// Why there is no verdict, in a sentence.
  var error: String?

  /// - Parameter record: finished.
  init(_ record: RunRecord) {
    run = record.id
    state = record.state ?? .failed
    decision = record.verdict?.decision
    labels = record.verdict?.labels.map { $0.spelled(in: record.format) } ?? []
    rationale = record.verdict?.rationale
    error = record.failure.map { $0.hint.isEmpty ? $0.message : "\($0.message) \($0.hint)" }
    var seen: Set<String> = []
    rules = record.citations.filter { $0.kind == .id && $0.known }.map { $0.rule ?? $0.text }
      .filter { seen.insert($0).inserted }
  }

  fileprivate var outcome: Outcome { decision.map { .decided($0) } ?? .none(state) }
}

/// A row of the output of `precept classify`.
struct ClassifiedRow: Sendable {
  /// Counted from 1 over all files.
  var row: Int
  /// nil where there is one file only.
  var file: String?
  var id: String
  var decision: Decision?
  var labels: [String] = []
  var rules: [String] = []
  /// A state of runs; `split` where no decision has more than half of the draws; `skipped` where the row
  /// has no content.
  var state: String
  /// The share of draws that say what the row says; nil of one draw.
  var agreement: Double?
  var samples = 0
  var rationale: String?
  var run: Run.ID?
  var error: String?

  /// A row that is no case.
  init(row: Int, file: String?, id: String, skipped reason: String) {
    (self.row, self.file, self.id) = (row, file, id)
    state = "skipped"
    error = reason
  }

  /// What the draws of a row say together (``Aggregate``); labels, rules and rationale are those of the
  /// first draw that says so.
  init(row: Int, file: String?, id: String, draws: [ClassifiedDraw]) {
    (self.row, self.file, self.id) = (row, file, id)
    samples = draws.count
    let outcomes = draws.map(\.outcome)
    let aggregate = Aggregate(outcomes) ?? .split
    decision = aggregate.decision
    let shown = draws.first { draw in
      switch aggregate {
      case .decided(let decision): draw.decision == decision
      case .none(let outcome): draw.outcome == outcome
      case .split: true
      }
    }
    if case .split = aggregate {
      state = "split"
    } else {
      state = (shown?.state ?? .failed).rawValue
    }
    run = shown?.run
    error = shown?.error
    if decision != nil {
      labels = shown?.labels ?? []
      rationale = shown?.rationale
    }
    rules = shown?.rules ?? []
    if draws.count > 1 {
      let most = Set(outcomes).map { outcome in outcomes.count { $0 == outcome } }.max() ?? 0
      let same = shown.map { shown in outcomes.count { $0 == shown.outcome } } ?? 0
      agreement = Double(state == "split" ? most : same) / Double(draws.count)
    }
  }

  var isDecided: Bool { decision != nil }

  /// The label as one text; nil where there is none.
  private var label: String? { labels.isEmpty ? nil : labels.joined(separator: ", ") }

  // MARK: Writing

  static let columns = [
    "row", "file", "id", "decision", "label", "rules", "state", "agreement", "samples", "rationale",
    "run", "error",
  ]

  var jsonLine: String {
    var fields: [(String, JSON)] = [("row", .int(row))]
    if let file { fields.append(("file", .string(file))) }
    fields += [
      ("id", .string(id)), ("decision", JSON(decision?.rawValue)), ("label", JSON(label)),
      ("labels", JSON(labels)), ("rules", JSON(rules)), ("state", .string(state)),
      ("agreement", agreement.map(JSON.double) ?? .null), ("samples", .int(samples)),
      ("rationale", JSON(rationale)), ("run", JSON(run?.text)), ("error", JSON(error)),
    ]
    return JSON.object(fields).line.text + "\n"
  }

  var csvRecord: String {
    CaseExport.record([
      String(row), file ?? "", id, decision?.rawValue ?? "", label ?? "",
      rules.joined(separator: " "), state, agreement.map { String($0) } ?? "", String(samples),
      rationale ?? "", run?.text ?? "", error ?? "",
    ])
  }
}
