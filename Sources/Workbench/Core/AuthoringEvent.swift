public import Policies

/// What came of reading policies and counting runs over them.
public enum AuthoringEvent: Sendable {
  case coverage(PolicyCoverage, of: CoverageOrder)
  case policies([ChosenPolicy], withWorkingText: Bool)
}

extension State {
  mutating func handle(_ event: AuthoringEvent) -> [Effect] {
    switch event {
    case .coverage(let coverage, let order):
      takeHeat(coverage, of: order)
      return []
    case .policies(let chosen, let withWorkingText):
      return startPolicies(chosen, withWorkingText: withWorkingText)
    }
  }
}
