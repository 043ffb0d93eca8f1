extension EvaluationPlan {
  /// The content as it was, of a variant.
  public func base(of variant: Int) -> Int? {
    guard let base = cases[variant].mutation?.base else { return nil }
    return cases.firstIndex { $0.id == base && $0.mutation == nil }
  }
}

extension Tally {
  /// The first draw that says what the draws of a case say together; the first of all where none does.
  public func exemplar(of item: Int) -> TrialResult? {
    let decision = aggregates[item]?.decision
    return results[item].first { reading.outcome(of: $0).decision == decision }
      ?? results[item].first
  }
}
