/// What the workbench wants done with recorded runs.
public enum RecordsOrder: Equatable, Sendable {
}

/// What came of it.
public enum RecordsEvent: Sendable {
}
