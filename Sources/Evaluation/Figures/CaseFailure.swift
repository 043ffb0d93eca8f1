public import Runs

/// A case some of whose draws the engine failed to answer.
public struct CaseFailure: Hashable, Sendable {
  /// The case's place in the plan.
  public var item: Int
  /// Draws that failed, of those that were made.
  public var failed: Int
  public var draws: Int
  /// The run that failed first.
  public var run: Run.ID
  /// What the engine said of it; nil where the record does not hold it.
  public var message: String?

  /// Whether no draw was answered, so that the case is not judged.
  public var isUnjudged: Bool { failed == draws }
}

extension Tally {
  /// The cases with failed draws, in the order of the plan.
  ///
  /// - Complexity: O(results).
  public var failures: [CaseFailure] {
    results.enumerated().compactMap { item, draws in
      let failed = draws.filter { !$0.state.isAnswered }
      guard let first = failed.first else { return nil }
      return CaseFailure(
        item: item, failed: failed.count, draws: draws.count, run: first.run,
        message: failed.compactMap(\.failure).first)
    }
  }

  /// Trials that the engine failed to answer.
  public var failedTrials: Int {
    states.reduce(0) { $0 + ($1.key.isAnswered ? 0 : $1.value) }
  }
}

extension EvaluationPicture {
  /// That runs failed, how many, and what becomes of their cases; nil where none did.
  public var failureSentence: String? {
    // The parts of one prompt share its runs.
    var seen: Set<Int> = []
    let failed = tallies.filter { seen.insert($0.reading.arm).inserted }
      .reduce(0) { $0 + $1.failedTrials }
    guard failed > 0 else { return nil }
    let unjudged = Set(tallies.flatMap(\.failures).filter(\.isUnjudged).map(\.item)).count
    let runs = failed == 1 ? "1 run" : "\(failed) runs"
    guard unjudged > 0 else { return "The engine failed in \(runs)." }
    let cases = unjudged == 1 ? "1 case is" : "\(unjudged) cases are"
    return "The engine failed in \(runs), so \(cases) not judged."
  }
}
