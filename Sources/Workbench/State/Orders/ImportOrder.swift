public import Cases

/// What the workbench wants done with a file that shall become a case set.
public enum ImportOrder: Equatable, Sendable {
  /// Reads it as rows and columns. A path is one of the workspace, from `/`, or from `~`.
  case read(file: String, header: ImportTable.Header)
  /// Makes cases of it, to be looked at.
  case map(ImportTable, ImportMapping)
  /// Makes cases of it and writes them as a new set.
  case write(ImportTable, ImportMapping, toSet: String)
}

/// What came of it.
public enum ImportEvent: Sendable {
  case table(ImportTable, file: String, header: ImportTable.Header)
  case mapped(CaseImport, by: ImportMapping)
  case written(ImportReport, set: String)
}
