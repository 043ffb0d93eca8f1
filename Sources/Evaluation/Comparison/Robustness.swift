import Policies

/// Whether verdicts stay where a content is only written otherwise, mutation by mutation.
public struct Robustness: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    /// The mutation, or several joined by `+`.
    public var kind: String
    public var relation: PlannedMutation.Relation
    /// Variants whose verdict is as the relation asks; without a relation, the same as before.
    public var held: Estimate?
    /// The variants that are not, by their place in the plan.
    public var flips: [Int]
    /// Variants without a verdict, among the flips.
    public var withoutVerdict: Int
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
    var rows: [String: (row: Row, held: Int, of: Int)] = [:]
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
      var entry =
        rows[mutation.kind]
        ?? (
          Row(
            kind: mutation.kind, relation: mutation.relation, held: nil, flips: [],
            withoutVerdict: 0), 0, 0
        )
      entry.of += 1
      let holds: Bool =
        if let after = aggregate.decision {
          (after == decision) != (mutation.relation == .differs)
        } else {
          false
        }
      if holds { entry.held += 1 } else { entry.row.flips.append(index) }
      if aggregate.decision == nil { entry.row.withoutVerdict += 1 }
      rows[mutation.kind] = entry
    }
    self.rows = rows.values.map { entry in
      var row = entry.row
      row.held = .proportion(entry.held, of: entry.of)
      return row
    }.sorted { ($0.held?.value ?? 1, $0.kind) < ($1.held?.value ?? 1, $1.kind) }
    withoutBaseline = without.sorted()
  }
}
