import Policies

/// Whether verdicts stay where a content is only written otherwise, mutation by mutation.
public struct Robustness: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    /// The mutation, or several joined by `+`.
    public var kind: String
    public var relation: PlannedMutation.Relation
    /// Variants whose verdict is as the relation asks; without a relation, the same as before.
    public var held: Estimate?
    /// The variants that are, by their place in the plan.
    public var kept: [Int]
    /// The variants that are not.
    public var flips: [Int]
    /// Variants without a verdict, among the flips.
    public var withoutVerdict: Int
    /// Variants that the engine failed to answer; they neither held nor flipped.
    public var failed: Int
  }

  public var rows: [Row]
  /// Contents whose unmodified form has no verdict, so that there is nothing to hold to.
  public var withoutBaseline: [Int]

  /// Whether no variant can be held to anything.
  public var isWithoutBaseline: Bool { rows.isEmpty && !withoutBaseline.isEmpty }

  /// The mutations, the weakest first.
  ///
  /// - Complexity: O(cases).
  public init(_ plan: EvaluationPlan, _ tally: Tally) {
    var baselines: [String: Int] = [:]
    for (index, item) in plan.cases.enumerated() where item.mutation == nil {
      baselines[item.id] = index
    }
    var rows: [String: Row] = [:]
    var without: Set<Int> = []
    for (index, item) in plan.cases.enumerated() {
      guard let mutation = item.mutation, let aggregate = tally.aggregates[index],
        let base = baselines[mutation.base], let before = tally.aggregates[base]
      else { continue }
      guard let decision = before.decision else {
        without.insert(base)
        continue
      }
      // What is turned round was to violate; what is safe may well stay so.
      if mutation.relation == .differs, decision == .safe { continue }
      var row =
        rows[mutation.kind]
        ?? Row(
          kind: mutation.kind, relation: mutation.relation, held: nil, kept: [], flips: [],
          withoutVerdict: 0, failed: 0)
      defer { rows[mutation.kind] = row }
      guard !aggregate.isFailure else {
        row.failed += 1
        continue
      }
      let holds: Bool =
        if let after = aggregate.decision {
          (after == decision) != (mutation.relation == .differs)
        } else {
          false
        }
      if holds { row.kept.append(index) } else { row.flips.append(index) }
      if aggregate.decision == nil { row.withoutVerdict += 1 }
    }
    self.rows = rows.values.map { row in
      var row = row
      row.held = .proportion(row.kept.count, of: row.kept.count + row.flips.count)
      return row
    }.sorted { ($0.held?.value ?? 1, $0.kind) < ($1.held?.value ?? 1, $1.kind) }
    withoutBaseline = without.sorted()
  }
}
