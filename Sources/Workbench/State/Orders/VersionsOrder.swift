/// What the workbench wants done with versions and labels.
public enum VersionsOrder: Equatable, Sendable {
}

/// What came of it.
public enum VersionsEvent: Sendable {
}
