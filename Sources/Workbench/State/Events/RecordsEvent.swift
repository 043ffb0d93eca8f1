public import Runs

/// What came of an ``Effect/Records``.
public enum RecordsEvent: Sendable {
  case judgements([HumanVerdict], of: Run.ID)
  /// So many runs shared the content.
  case erased(Run.ID, count: Int)
  case pair(RunRecord, RunRecord)
}
