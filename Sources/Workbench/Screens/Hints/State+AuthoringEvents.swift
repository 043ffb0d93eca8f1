extension State {
  mutating func handle(_ event: AuthoringEvent) -> [Effect] {
    switch event {
    case .coverage(let coverage, let order):
      take(coverage, of: order)
      return []
    case .policies(let chosen, let withWorkingText):
      return startPolicies(chosen, withWorkingText: withWorkingText)
    }
  }
}
