extension EvaluationPlan {
  /// What a case expects by a reading.
  public func expected(_ item: PlannedCase, by reading: Reading) -> Expected {
    Expected(item, under: arm(of: reading))
  }

  /// Whether any case can be held to what people said of it.
  public func judges(by reading: Reading) -> Bool {
    cases.contains { expected($0, by: reading).decision != nil }
  }
}
