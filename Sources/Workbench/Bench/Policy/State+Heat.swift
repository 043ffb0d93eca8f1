import Policies
import Wording

extension State {
  /// - Parameter heat: what is shown, where the runs are counted already.
  mutating func toggleHeat(_ heat: PolicyHeat?) -> [Effect] {
    if policy.heat != nil {
      policy.heat = nil
      say("The gutter shows no heat any more.")
      return []
    }
    if let heat {
      policy.heat = heat
      say("The gutter of Policy shows what comes of each rule; the title explains the marks.")
      return []
    }
    guard let order = environment.coverageOrder(.all) else { return [] }
    awaitsHeat = true
    say("Counting the recorded runs…")
    return [.records(.coverage(order))]
  }

  /// What was counted goes to the gutter, where heat is shown or waited for.
  mutating func takeHeat(_ coverage: PolicyCoverage, of order: CoverageOrder) {
    guard order.policy == policy.name, awaitsHeat || policy.heat != nil else { return }
    if awaitsHeat {
      say(
        coverage.runs == 0
          ? "No run of \(order.policy) is recorded yet. Ctrl-R makes the first."
          : "The gutter shows what \(Measure.count(coverage.runs, "run")) made of each rule.")
    }
    awaitsHeat = false
    policy.heat = PolicyHeat(coverage, revision: order.revision)
    policy.heat?.carry(along: policy.editor)
  }
}
