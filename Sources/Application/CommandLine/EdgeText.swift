import Evaluation
import Runs
import Traces
import Wording

/// What the edge lab found: the baseline, the mutations from the weakest to the strongest, and where
/// the chain of each variant that flipped parts from the baseline's.
struct EdgeText {
  private let picture: EvaluationPicture
  private let robustness: Robustness
  private let tally: Tally
  private let partings: [Int: FlipParting]
  private let console: Console

  /// - Returns: nil for an evaluation of another kind.
  init?(_ picture: EvaluationPicture, _ partings: [Int: FlipParting], _ console: Console) {
    guard let robustness = picture.robustness, let tally = picture.tallies.first else { return nil }
    self.picture = picture
    self.robustness = robustness
    self.tally = tally
    self.partings = partings
    self.console = console
  }

  private static let shownPartings = 20

  private var plan: EvaluationPlan { picture.plan }

  private var bases: [Int] { plan.cases.indices.filter { plan.cases[$0].mutation == nil } }

  private func outcome(_ item: Int) -> String { tally.aggregates[item]?.name ?? "not yet run" }

  // MARK: Text

  func write() {
    let draws = plan.repeats == 1 ? "1 draw" : "\(plan.repeats) draws"
    say(console.styled(plan.arms[0].name, "1"))
    say("  \(plan.engines.joined(separator: ", ")) · \(draws) of each · evaluation \(plan.id)")
    writeBaselines()
    writeTable()
    let flips = robustness.rows.flatMap(\.flips)
    for flip in flips.prefix(Self.shownPartings) { writeParting(flip) }
    if flips.count > Self.shownPartings {
      say("… and \(flips.count - Self.shownPartings) more; --json names them all.")
    }
  }

  private func writeBaselines() {
    guard bases.count != 1 else {
      let agreeing = tally.results[bases[0]].count { $0.outcome.name == outcome(bases[0]) }
      let draws = plan.repeats > 1 ? ", \(agreeing) of \(tally.results[bases[0]].count) draws" : ""
      say("  baseline    \(outcome(bases[0]))\(draws)")
      return
    }
    var counts: [String: Int] = [:]
    for base in bases { counts[outcome(base), default: 0] += 1 }
    let parts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) \($0.key)" }
    say("  baselines   \(parts.joined(separator: " · "))")
    if !robustness.withoutBaseline.isEmpty {
      let ids = robustness.withoutBaseline.prefix(20).map { plan.cases[$0].id }
      let rest = robustness.withoutBaseline.count > 20 ? ", …" : ""
      say(
        "  without a verdict, so that nothing is held to it: \(ids.joined(separator: ", "))\(rest)")
    }
  }

  private func writeTable() {
    let rows = robustness.rows.map { row in
      [
        row.kind, row.relation.words,
        (row.held?.text ?? "–") + (row.failed > 0 ? " · \(row.failed) failed" : ""), flips(row),
      ]
    }
    guard !rows.isEmpty else { return }
    let table = [["mutation", "verdict", "held", "not held"]] + rows
    let widths = (0..<3).map { column in table.map { $0[column].count }.max() ?? 0 }
    for (index, row) in table.enumerated() {
      let cells = zip(row, widths).map { $0.filled(to: $1) } + row.suffix(1)
      let line = cells.joined(separator: "  ").trimmedAtEnd
      say(index == 0 ? console.styled(line, "2") : StyledText(line))
    }
  }

  private func flips(_ row: Robustness.Row) -> String {
    let shown = row.flips.prefix(8).map { "\(plan.cases[$0].id) \(outcome($0))" }
    return shown.joined(separator: ", ")
      + (row.flips.count > 8 ? " and \(row.flips.count - 8) more" : "")
  }

  private func writeParting(_ flip: Int) {
    guard let found = partings[flip] else { return }
    let name = "\(plan.cases[flip].id) (\(outcome(flip)))"
    guard let parting = found.parting else {
      say("\(name): its chain reads as the baseline's to the end. Run \(found.variant).")
      return
    }
    say("\(name) parts from the baseline:")
    say("  - \(words(parting.left))")
    say("  + \(words(parting.right))")
  }

  private func words(_ side: TraceAlignment.Parting.Side?) -> String {
    guard let side else { return "(the chain ends)" }
    let sentence = side.sentence.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return "\(side.rule ?? "no rule"): \(sentence.prefix(160))\(sentence.count > 160 ? "…" : "")"
  }

  private func say(_ line: StyledText) { console.print(line) }

  // MARK: JSON

  /// Each content as it was.
  var baselines: JSON {
    .array(bases.map { ["case": .string(plan.cases[$0].id), "outcome": .string(outcome($0))] })
  }

  var rows: JSON {
    .array(
      robustness.rows.map { row in
        [
          "kind": .string(row.kind), "relation": .string(row.relation.rawValue),
          "held": .init(row.held), "flips": JSON(row.flips.map { plan.cases[$0].id }),
          "without_verdict": .int(row.withoutVerdict), "failed": .int(row.failed),
          "divergence": .array(row.flips.map(divergence)),
        ]
      })
  }

  private func divergence(_ flip: Int) -> JSON {
    let found = partings[flip]
    return [
      "case": .string(plan.cases[flip].id), "outcome": .string(outcome(flip)),
      "baseline_run": JSON(found?.base.text), "run": JSON(found?.variant.text),
      "left": side(found?.parting?.left), "right": side(found?.parting?.right),
    ]
  }

  private func side(_ side: TraceAlignment.Parting.Side?) -> JSON {
    guard let side else { return .null }
    return ["rule": JSON(side.rule), "sentence": .string(side.sentence)]
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
