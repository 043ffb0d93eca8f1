public import Runs

/// What came of an ``Effect/Records``.
public enum RecordsEvent: Sendable {
  case judgements([HumanVerdict], of: Run.ID)
  /// So many runs shared the content.
  case erased(Run.ID, count: Int)
  /// How far an erasure is, in words; nil when none is under way any longer.
  case erasing(String?)
  case pair(RunRecord, RunRecord)
}
