public import Policies

/// What the workbench wants done with what is understood of a policy.
public enum AuthoringOrder: Equatable, Sendable {
  /// Counts recorded runs over the rules and examples of a policy.
  case coverage(CoverageOrder)
  /// Reads policies to be run beside one another.
  case loadPolicies([PolicyChoice], withWorkingText: Bool)
}

/// What came of it.
public enum AuthoringEvent: Sendable {
  case coverage(PolicyCoverage, of: CoverageOrder)
  case policies([ChosenPolicy], withWorkingText: Bool)
}
