public import Runs

/// What the workbench wants done with recorded runs.
public enum RecordsOrder: Equatable, Sendable {
  case listJudgements(of: Run.ID)
  /// Its author is whoever runs the program.
  case judge(Run.ID, HumanVerdict)
  /// Erases the content of a run, and what quotes it.
  case erase(Run.ID)
  /// Reads two records, to be compared.
  case loadPair(Run.ID, Run.ID)
}

/// What came of it.
public enum RecordsEvent: Sendable {
  case judgements([HumanVerdict], of: Run.ID)
  /// So many runs shared the content.
  case erased(Run.ID, count: Int)
  case pair(RunRecord, RunRecord)
}
