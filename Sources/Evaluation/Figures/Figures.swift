public import Policies
public import Runs

/// What a tally comes to: every figure with its interval and the cases it counts.
public struct Figures: Hashable, Sendable {
  /// One label against the rest.
  public struct Category: Hashable, Sendable {
    public var name: String
    public var counts: BinaryCounts

    public var precision: Estimate? { counts.precision }
    public var recall: Estimate? { counts.recall }
    public var f1: Estimate? { counts.f1 }
  }

  /// The unweighted mean over the categories in which a figure is defined.
  public struct Averages: Hashable, Sendable {
    public var precision: Double?
    public var recall: Double?
    public var f1: Double?
    /// Categories with a recall.
    public var categories: Int
  }

  public struct TargetStanding: Hashable, Sendable {
    public var target: MetricTarget
    public var estimate: Estimate?
    public var standing: MetricTarget.Standing
  }

  public var name: String
  /// Cases that have at least one result.
  public var cases: Int
  /// Cases of which somebody said what to expect.
  public var judged: Int
  public var trials: Int
  public var accuracy: Estimate?
  /// Of decisions, with `violates` and `escalate` as what is to be found.
  public var decisions: BinaryCounts
  public var kappa: Estimate?
  /// The expected labels, or finer ones, and no other.
  public var labelMatch: Estimate?
  /// The expected labels to the letter.
  public var exactMatch: Estimate?
  public var categories: [Category]
  public var averages: Averages
  public var confusion: ConfusionMatrix
  public var labelConfusion: ConfusionMatrix
  /// Cases whose draws do not all say the same; nil where no case has several draws.
  public var flipRate: Estimate?
  public var flips: Int
  public var states: [RunState: Int]
  public var targets: [TargetStanding]
  public var completionTokens: Int
  public var promptTokens: Int
  public var reused: Int

  public init(_ tally: Tally, targets: [MetricTarget] = []) {
    name = tally.reading.name
    cases = tally.aggregates.count { $0 != nil }
    judged = tally.right.of
    trials = tally.trials
    accuracy = .proportion(tally.right.hits, of: tally.right.of)
    decisions = Self.found(in: tally.decisions)
    kappa = tally.decisions.kappa
    labelMatch = .proportion(tally.matched.hits, of: tally.matched.of)
    exactMatch = .proportion(tally.exact.hits, of: tally.exact.of)
    categories = tally.categoryNames.compactMap { name in
      guard let counts = tally.categories[name], counts.count > 0 else { return nil }
      return Category(name: name, counts: counts)
    }
    averages = Averages(categories)
    confusion = tally.decisions
    labelConfusion = tally.labels
    flipRate = .proportion(tally.flips.hits, of: tally.flips.of)
    flips = tally.flips.hits
    states = tally.states
    completionTokens = tally.completionTokens
    promptTokens = tally.promptTokens
    reused = tally.reused
    self.targets = []
    self.targets = targets.map { target in
      let estimate = self.estimate(of: target)
      return TargetStanding(
        target: target, estimate: estimate, standing: target.standing(estimate))
    }
  }

  /// Escalating is finding: somebody looks at the content.
  private static func found(in matrix: ConfusionMatrix) -> BinaryCounts {
    func isFound(_ name: String) -> Bool {
      Decision(rawValue: name).map { $0 != .safe } ?? false
    }
    var counts = BinaryCounts()
    for expected in matrix.expected {
      for decided in matrix.decided {
        let times = matrix[expected, decided]
        counts.add(isThere: isFound(expected), isFound: isFound(decided), times: times)
      }
    }
    return counts
  }

  private func estimate(of target: MetricTarget) -> Estimate? {
    let isAll = target.category == MetricTarget.all
    let counts =
      isAll ? decisions : categories.first { $0.name == target.category }?.counts ?? BinaryCounts()
    return switch target.metric {
    case .accuracy: isAll ? accuracy : counts.accuracy
    case .precision: counts.precision
    case .recall: counts.recall
    case .f1: counts.f1
    }
  }
}

extension Figures.Averages {
  init(_ categories: [Figures.Category]) {
    func mean(_ values: [Double]) -> Double? {
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    let recalls = categories.compactMap { $0.recall?.value }
    self.init(
      precision: mean(categories.compactMap { $0.precision?.value }), recall: mean(recalls),
      f1: mean(categories.compactMap { $0.recall == nil ? nil : $0.f1?.value }),
      categories: recalls.count)
  }
}
