import Policies

/// An evaluation as far as it is: its plan, and the tallies of all readings.
///
/// What screens, reports and the command line show is computed from this, and from nothing else.
public struct EvaluationPicture: Sendable {
  public let plan: EvaluationPlan
  public private(set) var tallies: [Tally]
  /// Which tallies an arm's results go to.
  private let places: [[Int]]

  public init(_ plan: EvaluationPlan, results: [TrialResult] = []) {
    self.plan = plan
    let readings = plan.readings
    tallies = readings.map { Tally(plan, $0) }
    places = plan.arms.indices.map { arm in readings.indices.filter { readings[$0].arm == arm } }
    for result in results { add(result) }
  }

  /// A result of a trial that the plan does not have is left out.
  ///
  /// - Complexity: as ``Tally/add(_:)``.
  public mutating func add(_ result: TrialResult) {
    guard plan.has(result.trial) else { return }
    for place in places[result.trial.arm] { tallies[place].add(result) }
  }

  /// Of each reading, in the order of ``EvaluationPlan/readings``.
  ///
  /// - Complexity: O(categories), whatever the cases.
  public var figures: [Figures] { tallies.map { figures(of: $0) } }

  public func figures(of tally: Tally) -> Figures {
    Figures(tally, targets: plan.arms[tally.reading.arm].targets)
  }

  /// How often a case is right under every policy; nil for one policy.
  public var multiPolicyMatch: MultiPolicyMatch? {
    plan.kind == .policies ? MultiPolicyMatch(tallies) : nil
  }

  /// As ``comparisons(resamples:)``, with as many resamples as reports need.
  public var comparisons: [Comparison] { comparisons(resamples: 2000) }

  /// Each policy by itself against its part of the combined prompt; else every later reading against
  /// the first.
  ///
  /// - Complexity: a bootstrap for each.
  public func comparisons(resamples: Int) -> [Comparison] {
    if plan.kind == .combined {
      return tallies.compactMap { part in
        guard part.reading.axis != nil,
          let alone = tallies.first(where: {
            $0.reading.axis == nil && $0.reading.policy == part.reading.policy
          })
        else { return nil }
        return Comparison(alone, of: plan, part, of: plan, resamples: resamples)
      }
    }
    guard ![.edge, .classification].contains(plan.kind), let first = tallies.first else {
      return []
    }
    return tallies.dropFirst().filter { $0.reading.policy == first.reading.policy }
      .map { Comparison(first, of: plan, $0, of: plan, resamples: resamples) }
  }

  public var ablation: AblationTable? { AblationTable(plan, tallies) }

  /// Of the edge lab's first arm.
  public var robustness: Robustness? {
    plan.kind == .edge ? tallies.first.map { Robustness(plan, $0) } : nil
  }

  /// Cases of a reading that need a person's eyes, the most pressing first; each urgency in the order
  /// of the plan.
  public func failuresFirst(of tally: Tally) -> [Int] {
    plan.cases.indices.compactMap { item in tally.urgency(of: item).map { ($0, item) } }
      .sorted { $0 < $1 }.map(\.1)
  }
}

extension Tally {
  /// How much a case needs a person's eyes: 0 is wrong, 1 without a verdict or not answered, 2 a case
  /// whose draws differ; nil needs none, or has not run.
  ///
  /// - Complexity: O(draws of the case).
  public func urgency(of item: Int) -> Int? {
    guard let aggregate = aggregates[item] else { return nil }
    if isRight(item) == false { return aggregate.decision == nil ? 1 : 0 }
    if aggregate.decision == nil { return 1 }
    return Set(answeredOutcomes(item)).count > 1 ? 2 : nil
  }
}
