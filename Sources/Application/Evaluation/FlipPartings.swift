import Evaluation
import RunLog
import Runs
import Traces

/// Where the chain of a variant that flipped parts from the chain of the content as it was.
struct FlipParting: Sendable {
  /// The runs that were compared.
  var base: Run.ID
  var variant: Run.ID
  var parting: TraceAlignment.Parting?
}

extension RunLog {
  /// For each variant that flipped, by its place in the plan; variants whose runs are erased have
  /// none.
  ///
  /// - Complexity: reads two records a flip.
  func partings(of picture: EvaluationPicture) throws -> [Int: FlipParting] {
    guard let robustness = picture.robustness, let tally = picture.tallies.first else { return [:] }
    var partings: [Int: FlipParting] = [:]
    var bases: [Int: Trace] = [:]
    for flip in robustness.rows.flatMap(\.flips) {
      guard let base = picture.plan.base(of: flip),
        let before = tally.exemplar(of: base), let after = tally.exemplar(of: flip),
        let record = try record(after.run)
      else { continue }
      if bases[base] == nil { bases[base] = try self.record(before.run).map(Trace.init) }
      guard let left = bases[base] else { continue }
      let right = Trace(record)
      partings[flip] = FlipParting(
        base: before.run, variant: after.run,
        parting: TraceAlignment(left, right).parting(left, right))
    }
    return partings
  }
}
