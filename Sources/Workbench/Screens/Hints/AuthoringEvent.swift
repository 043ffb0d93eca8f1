public import Policies

/// What came of reading policies and counting runs over them.
public enum AuthoringEvent: Sendable {
  case coverage(PolicyCoverage, of: CoverageOrder)
  case policies([ChosenPolicy], withWorkingText: Bool)
}
