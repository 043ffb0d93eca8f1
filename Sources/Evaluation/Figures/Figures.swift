public import Policies
public import Runs

/// What a tally comes to: every figure with its interval and the cases it counts.
public struct Figures: Hashable, Sendable {
  /// One label against the rest.
  public struct Category: Hashable, Sendable {
    public var name: String
    public var counts: BinaryCounts
    /// How far raters agree on the label; nil where no case has two votes.
    public var ceiling: FigureRow.Ceiling?

    public var precision: Estimate? { counts.precision }
    public var recall: Estimate? { counts.recall }
    public var f1: Estimate? { counts.f1 }
  }

  /// Unweighted means over the categories. A category has no precision where nothing was found and no
  /// recall where nothing is there, so that each mean says over how many categories it is.
  public struct Averages: Hashable, Sendable {
    public struct Mean: Hashable, Sendable {
      public var value: Double
      /// The categories in which the figure is defined.
      public var of: Int
    }

    public var precision: Mean?
    public var recall: Mean?
    public var f1: Mean?
    /// All categories.
    public var categories: Int
  }

  /// What can be had without reading a case, to hold accuracy and kappa against.
  public struct Baseline: Hashable, Sendable {
    /// The share of the counted cases that should come to `violates` or `escalate`.
    public var baseRate: Estimate
    /// The decision that most of the counted cases expect.
    public var constant: Decision
    /// The accuracy of always answering that.
    public var score: Estimate
    /// The one thing that every counted case came to; nil where they came to several.
    public var onlyAnswer: String?
  }

  public struct TargetStanding: Hashable, Sendable {
    public var target: MetricTarget
    /// The figure that is held to the target, with what was unread or left out.
    public var row: FigureRow
    public var standing: MetricTarget.Standing

    public var estimate: Estimate? { row.estimate }
  }

  public var name: String
  /// Where every case of the plan went.
  public var cases: CaseCounts
  /// How far the raters of the cases agree.
  public var ceiling: RaterCeiling
  public var trials: Int
  public var accuracy: Estimate?
  /// Of decisions, with `violates` and `escalate` as what is to be found.
  public var decisions: BinaryCounts
  public var kappa: Estimate?
  /// nil where no case was counted.
  public var baseline: Baseline?
  /// The expected labels, or finer ones, and no other.
  public var labelMatch: Estimate?
  /// The expected labels to the letter.
  public var exactMatch: Estimate?
  /// Of the cases of both, those without a verdict; and how many more there are whose labels the policy
  /// does not know, or that the engine failed to answer.
  public var labelsUnread: Int
  public var labelsUnknown: Int
  public var labelsFailed: Int
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
    cases = tally.cases
    ceiling = tally.ceiling
    trials = tally.trials
    accuracy = .proportion(tally.right.hits, of: tally.right.of)
    decisions = Self.found(in: tally.decisions, failed: tally.failed)
    kappa = tally.decisions.kappa
    baseline = Baseline(tally.decisions)
    labelsUnread = tally.labelsUnread
    labelsUnknown = tally.labelsUnknown
    labelsFailed = tally.labelsFailed
    labelMatch = .proportion(tally.matched.hits, of: tally.matched.of)
    exactMatch = .proportion(tally.exact.hits, of: tally.exact.of)
    categories = tally.categoryNames.compactMap { name in
      guard let counts = tally.categories[name], counts.count + counts.failed > 0 else {
        return nil
      }
      return Category(
        name: name, counts: counts, ceiling: .init(tally.ceiling.categories[name]))
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
      let row = row(of: target)
      return TargetStanding(target: target, row: row, standing: target.standing(row.estimate))
    }
  }

  /// Escalating is finding: somebody looks at the content.
  private static func found(
    in matrix: ConfusionMatrix, failed: [Decision: Int]
  ) -> BinaryCounts {
    var counts = BinaryCounts()
    for expected in matrix.expected {
      for decided in matrix.decided {
        let finding = Decision(rawValue: decided)
          .map { $0 == .safe ? BinaryCounts.Finding.notFound : .found }
        counts.add(
          isThere: Decision(rawValue: expected) != .safe, finding ?? .unread,
          times: matrix[expected, decided])
      }
    }
    for (decision, times) in failed {
      counts.add(isThere: decision != .safe, .failed, times: times)
    }
    return counts
  }

  private func row(of target: MetricTarget) -> FigureRow {
    let name = target.metric == .f1 ? "F1" : target.metric.rawValue
    let isAll = target.category == MetricTarget.all
    let category = categories.first { $0.name == target.category }
    let known = isAll ? rows : category?.rows ?? []
    return known.first { $0.name == name } ?? FigureRow(name: name, estimate: nil, of: 0)
  }
}

extension Figures {
  /// Cases that were counted: the denominator of accuracy.
  public var judged: Int { cases.counted }
}

extension Figures.Averages {
  init(_ categories: [Figures.Category]) {
    func mean(_ values: [Double]) -> Mean? {
      values.isEmpty
        ? nil : Mean(value: values.reduce(0, +) / Double(values.count), of: values.count)
    }
    self.init(
      precision: mean(categories.compactMap { $0.precision?.value }),
      recall: mean(categories.compactMap { $0.recall?.value }),
      f1: mean(categories.compactMap { $0.recall == nil ? nil : $0.f1?.value }),
      categories: categories.count)
  }
}

extension Figures.Baseline {
  init?(_ matrix: ConfusionMatrix) {
    let counts = Decision.allCases.map { ($0, matrix.count(expected: $0.rawValue)) }
    let total = matrix.total
    guard let most = counts.max(by: { $0.1 < $1.1 }), most.1 > 0,
      let score = Estimate.proportion(most.1, of: total),
      let baseRate = Estimate.proportion(
        total - matrix.count(expected: Decision.safe.rawValue), of: total)
    else { return nil }
    let decided = matrix.decided
    self.init(
      baseRate: baseRate, constant: most.0, score: score,
      onlyAnswer: decided.count == 1 ? decided[0] : nil)
  }
}
