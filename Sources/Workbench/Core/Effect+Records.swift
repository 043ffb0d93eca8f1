public import Runs

extension Effect {
  /// Records of runs that ended: lists, traces, verdicts of people, figures.
  public enum Records: Equatable, Sendable {
    case list(RunFilter)
    /// The next page: runs older than the one given.
    case more(RunFilter, before: Run.ID)
    case load(Run.ID)
    /// Reads two records, to be compared.
    case loadPair(Run.ID, Run.ID)

    case listJudgements(of: Run.ID)
    /// Its author is whoever runs the program.
    case judge(Run.ID, HumanVerdict)
    /// Erases the content of a run, and what quotes it.
    case erase(Run.ID)
    /// Ends an erasure early: what it has erased stays erased, the rest stays as it is.
    case stopErasing

    /// Verdicts of recorded runs of a case set under one version.
    case baseline(policy: String, version: Int, set: String)
    /// What recorded runs of the policy's case sets say of each version.
    case score(policy: String, sets: [String], by: ScoredEngine)
    /// Counts recorded runs over the rules and examples of a policy.
    case coverage(CoverageOrder)
  }
}
