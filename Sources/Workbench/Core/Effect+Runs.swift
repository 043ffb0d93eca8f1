public import Runs

extension Effect {
  /// Runs, and what is kept of them. The workbench folds a run's events once, and what it has folded
  /// is what is recorded.
  public enum Runs: Equatable, Sendable {
    /// Starts a run and opens its record.
    case start(RunRequest, on: EngineIdentity)
    /// Ends a run; its events are dropped from then on.
    case cancel(Run.ID)
    /// What has arrived so far, to be kept in case Precept dies.
    case checkpoint(RunRecord)
    /// The record as it is shown, closed for good.
    case seal(RunRecord)
  }
}
