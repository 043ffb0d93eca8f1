import Evaluation

/// A classification has no labels to hold the answers against: it says what came, and what a person should
/// look at.
extension EvaluationText {
  func writeClassification() {
    guard let tally = picture.tallies.first, let figures = picture.figures.first else { return }
    say(console.styled(figures.name, "1"))
    let outcomes = outcomes(of: tally).map { "\($0.count) \($0.name)" }
    let done = tally.aggregates.count { $0 != nil }
    say(row("cases", (["\(done) of \(plan.cases.count) read"] + outcomes).joined(separator: " · ")))
    let uncertain = uncertain(in: tally)
    if !uncertain.isEmpty {
      let names = uncertain.prefix(20).map { "\(plan.cases[$0.item].id) (\($0.why.words))" }
      say(
        row(
          "uncertain",
          "\(uncertain.count): \(names.joined(separator: ", "))\(uncertain.count > 20 ? ", …" : "")"
        ))
    }
    writeRuns(figures)
    writeCases(tally)
    say("  F6 of the workbench opens it, to label the cases.")
  }

  /// null for other evaluations.
  var classification: JSON {
    guard plan.kind == .classification, let tally = picture.tallies.first else { return .null }
    return [
      "outcomes": .object(outcomes(of: tally).map { ($0.name, .int($0.count)) }),
      "uncertain": .array(
        uncertain(in: tally).map {
          ["case": .string(plan.cases[$0.item].id), "why": .string($0.why.words)]
        }),
    ]
  }

  private func outcomes(of tally: Tally) -> [(name: String, count: Int)] {
    var counts: [String: Int] = [:]
    for case let aggregate? in tally.aggregates { counts[aggregate.name, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  /// The strongest reasons first.
  private func uncertain(in tally: Tally) -> [(item: Int, why: Uncertainty)] {
    plan.cases.indices.compactMap { item in
      tally.uncertainty(of: item).flatMap { $0.isUncertain ? (item, $0) : nil }
    }.sorted { ($0.1.rawValue, $0.0) < ($1.1.rawValue, $1.0) }
  }
}
