public import Cases

/// What came of an ``Effect/Import``.
public enum ImportEvent: Sendable {
  case table(ImportTable, file: String, header: ImportTable.Header)
  case mapped(CaseImport, by: ImportMapping)
  case written(ImportReport, set: String)
}
