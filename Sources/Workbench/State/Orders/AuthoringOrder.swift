/// What the workbench wants done with what is understood of a policy.
public enum AuthoringOrder: Equatable, Sendable {
}

/// What came of it.
public enum AuthoringEvent: Sendable {
}
