public import Cases

extension EvaluationPicture {
  /// The variants that flipped as cases of a set, each with where it comes from.
  public var keptFlips: [Case] {
    (robustness?.rows ?? []).flatMap(\.flips).compactMap(keptFlip)
  }

  /// A variant as a case. It expects what its base expects, if its meaning is the same.
  ///
  /// - Returns: nil for what is no variant.
  public func keptFlip(_ item: Int) -> Case? {
    let variant = plan.cases[item]
    guard let mutation = variant.mutation, let base = plan.base(of: item), let tally = tallies.first
    else { return nil }
    let before = plan.cases[base]
    let expected: Case.Expectation? =
      switch before.expected.count {
      case 0: nil
      case 1: .one(before.expected[0])
      default: .all(before.expected)
      }
    let staysTrue = mutation.relation == .agrees
    // Ids of one evaluation are unique, and so are those of several in one set.
    let suffix = plan.id.text.suffix(6).lowercased()
    let origin =
      plan.set == EdgeQuestion.content ? "a content" : "\(plan.set)/\(before.id)"
    let outcomes = [base, item].map { tally.aggregates[$0]?.name ?? "nothing" }
    return Case(
      id: "\(variant.id)-\(suffix)", content: .text(variant.content),
      expected: staysTrue ? expected : nil, labels: staysTrue ? before.labels : [:],
      tags: before.tags + ["edge", mutation.kind],
      note: "\(mutation.kind) of \(origin): \(outcomes[0]) became \(outcomes[1]).",
      extra: [
        "kind": .string(mutation.kind), "seed": .integer(Int(clamping: mutation.seed)),
        "rate": .number(mutation.rate), "base": .string(origin),
        "evaluation": .string(plan.id.text),
      ])
  }
}
