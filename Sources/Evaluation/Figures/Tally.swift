public import Policies
public import Runs

/// The figures of one reading, kept while results come in.
///
/// A case counts once, by what its draws say together (``Aggregate``). A case without a verdict is not
/// right, and misses what it should have found; its state is counted apart. Cases of which nobody said
/// what to expect, and cases that the engine failed to answer, count in no figure of agreement: how many
/// there are of each says ``cases``.
///
/// - Complexity: ``add(_:)`` costs by the draws of its case and the categories, however many results
///   came before.
public struct Tally: Sendable {
  public let reading: Reading
  /// What each case expects, in the order of the plan.
  public let expected: [Expected]
  /// The results of each case, in the order of their draws.
  public private(set) var results: [[TrialResult]]
  /// How far the raters of the cases agree.
  public let ceiling: RaterCeiling
  /// What the draws of each case say together; nil before the first.
  public private(set) var aggregates: [Aggregate?]
  /// Expected against decided, as decisions; what is no verdict stands under its state.
  public private(set) var decisions = ConfusionMatrix()
  /// The same in labels, where cases expect labels.
  public private(set) var labels = ConfusionMatrix()
  /// One against the rest, for each label that cases expect.
  public private(set) var categories: [String: BinaryCounts] = [:]
  /// Cases whose labels are the expected ones and no other, of those that expect labels.
  public private(set) var exact = (hits: 0, of: 0)
  /// Cases whose labels are the expected ones or finer, and no other, of those that expect labels.
  public private(set) var matched = (hits: 0, of: 0)
  public private(set) var right = (hits: 0, of: 0)
  /// Cases with labels whose draws have no verdict, among those of `exact` and `matched`.
  public private(set) var labelsUnread = 0
  /// Cases some of whose labels the policy does not have, so that no answer can match them.
  public private(set) var labelsUnknown = 0
  /// Cases with labels that no draw answered.
  public private(set) var labelsFailed = 0
  /// Where every case of the plan went.
  public private(set) var cases: CaseCounts
  /// Cases that no draw answered, by what they should have come to.
  public private(set) var failed: [Decision: Int] = [:]
  /// Cases whose draws do not all say the same, of those with several answered ones.
  public private(set) var flips = (hits: 0, of: 0)
  /// Trials by the state of their runs.
  public private(set) var states: [RunState: Int] = [:]
  public private(set) var reused = 0
  public var completionTokens: Int { Int(clamping: tokens.completion) }
  public var promptTokens: Int { Int(clamping: tokens.prompt) }
  /// Wide, so that neither sums nor taking back ever overflows.
  private var tokens = (completion: Int128(0), prompt: Int128(0))
  public private(set) var trials = 0

  /// The labels of the policy that cases expect, in the order of the format, then by name.
  public let categoryNames: [String]
  private let families: [LabelFamily]
  private let format: AnswerFormat
  /// Labels of cases that the policy does not have.
  private let strangers: Set<String>

  public init(_ plan: EvaluationPlan, _ reading: Reading) {
    self.reading = reading
    let arm = plan.arm(of: reading)
    format = arm.format
    expected = plan.cases.map { Expected($0, under: arm) }
    results = Array(repeating: [], count: plan.cases.count)
    aggregates = Array(repeating: nil, count: plan.cases.count)
    let strangers = arm.strangers(among: plan.cases)
    self.strangers = strangers
    // A label that the policy does not have is no category: it can never be found.
    let names = Self.categoryNames(expected, of: arm).filter { !strangers.contains($0) }
    categoryNames = reading.axis == nil ? names : []
    families = categoryNames.map { LabelFamily($0, in: arm.format) }
    for name in categoryNames { categories[name] = BinaryCounts() }
    cases = CaseCounts(plan.cases, expected, under: arm, strangers: strangers)
    ceiling = RaterCeiling(plan, under: arm, families)
  }

  private static func categoryNames(_ expected: [Expected], of arm: Arm) -> [String] {
    var seen: Set<String> = []
    for item in expected {
      seen.formUnion(item.labels)
      seen.formUnion(item.known.keys)
    }
    if let label = arm.label { seen.formIntersection([label]) }
    let known = arm.format.labels.map(\.name).filter { seen.remove($0) != nil }
    return known + seen.sorted()
  }

  /// Counts a result. One for a trial that has one already takes its place.
  public mutating func add(_ result: TrialResult) {
    let item = result.trial.item
    count(item, times: -1)
    if let old = results[item].firstIndex(where: { $0.trial == result.trial }) {
      tally(results[item][old], times: -1)
      results[item][old] = result
    } else {
      let place = results[item].firstIndex { result.trial.draw < $0.trial.draw }
      results[item].insert(result, at: place ?? results[item].endIndex)
    }
    tally(result, times: 1)
    aggregates[item] = Aggregate(results[item].map(reading.outcome))
    count(item, times: 1)
  }

  /// What counts for each trial.
  private mutating func tally(_ result: TrialResult, times: Int) {
    trials += times
    states[result.state, default: 0] += times
    if states[result.state] == 0 { states[result.state] = nil }
    reused += result.isReused ? times : 0
    tokens.completion += Int128(times) * Int128(result.completionTokens ?? 0)
    tokens.prompt += Int128(times) * Int128(result.promptTokens ?? 0)
  }

  /// What counts for each case.
  private mutating func count(_ item: Int, times: Int) {
    guard let aggregate = aggregates[item] else { return }
    let outcomes = answeredOutcomes(item)
    if outcomes.count > 1 {
      flips.of += times
      if Set(outcomes).count > 1 { flips.hits += times }
    }
    let expected = expected[item]
    if let decision = expected.decision {
      cases.count(aggregate, times: times)
      if aggregate.isFailure {
        failed[decision, default: 0] += times
        if failed[decision] == 0 { failed[decision] = nil }
      } else {
        right.of += times
        if decision == aggregate.decision { right.hits += times }
        decisions.add(expected: decision.rawValue, decided: aggregate.name, times: times)
      }
    }
    if !families.isEmpty { countLabels(item, expected, aggregate, times: times) }
  }

  private mutating func countLabels(
    _ item: Int, _ expected: Expected, _ aggregate: Aggregate, times: Int
  ) {
    let decided = commonLabels(item)
    for family in families {
      guard let isThere = family.isThere(expected) else { continue }
      let finding: BinaryCounts.Finding =
        if aggregate.isFailure { .failed } else if family.isFound(in: decided) { .found } else {
          aggregate.decision == nil ? .unread : .notFound
        }
      categories[family.name]?.add(isThere: isThere, finding, times: times)
    }
    guard !expected.labels.isEmpty else { return }
    guard strangers.isDisjoint(with: expected.labels) else {
      labelsUnknown += times
      return
    }
    guard !aggregate.isFailure else {
      labelsFailed += times
      return
    }
    if aggregate.decision == nil { labelsUnread += times }
    exact.of += times
    if Set(decided) == Set(expected.labels) { exact.hits += times }
    let coarse = families.filter { $0.isFound(in: decided) }.map(\.name)
    matched.of += times
    if !coarse.isEmpty, coarse == families.filter({ $0.isThere(expected) == true }).map(\.name) {
      matched.hits += times
    }
    let name = coarse.isEmpty ? decided : coarse
    labels.add(
      expected: expected.labels.joined(separator: "+"),
      decided: name.isEmpty ? aggregate.name : name.joined(separator: "+"), times: times)
  }

  /// What the draws of a case came to, without those that failed.
  func answeredOutcomes(_ item: Int) -> [Outcome] {
    results[item].map(reading.outcome).filter { !$0.isFailure }
  }

  /// The labels that more than half of a case's answered draws give, as answers spell them.
  func commonLabels(_ item: Int) -> [String] {
    var counts: [String: Int] = [:]
    var order: [String] = []
    for result in results[item] {
      guard let verdict = reading.verdict(of: result) else { continue }
      for label in Set(verdict.labels.map { $0.spelled(in: format) }) {
        if counts[label] == nil { order.append(label) }
        counts[label, default: 0] += 1
      }
    }
    let answered = results[item].count { $0.state.isAnswered }
    return order.filter { (counts[$0] ?? 0) * 2 > answered }.sorted()
  }

  /// Whether a case's draws say together what is expected; nil where nobody said, or where no draw was
  /// answered.
  public func isRight(_ item: Int) -> Bool? {
    guard let aggregate = aggregates[item], !aggregate.isFailure,
      let decision = expected[item].decision
    else { return nil }
    return aggregate.decision == decision
  }
}
