extension EvaluationPlan {
  /// What a case expects by a reading.
  public func expected(_ item: PlannedCase, by reading: Reading) -> Expected {
    Expected(item, under: arm(of: reading))
  }
}
