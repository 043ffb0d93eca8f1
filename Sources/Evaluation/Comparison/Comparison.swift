import Policies

/// Two readings of the same cases, case by case, and whether the difference is more than noise.
public struct Comparison: Hashable, Sendable {
  public enum Change: String, Hashable, Sendable, CaseIterable {
    /// Wrong before, right after.
    case fixed
    /// Right before, wrong after.
    case broken
    /// The draws together say something else, by no more than the case's own draws differ.
    case noise
    case unchanged
  }

  public struct Item: Hashable, Sendable {
    public var id: String
    public var change: Change
    public var before: Aggregate
    public var after: Aggregate
    /// Shares of the draws that are right.
    public var shareBefore: Double
    public var shareAfter: Double
    /// The case's place in each plan.
    public var indexBefore: Int
    public var indexAfter: Int
  }

  public var before: String
  public var after: String
  /// The judged cases that both have, in the order of the first.
  public var items: [Item]
  /// Cases that only one of them has, or whose content is not the same.
  public var unpaired: Int
  /// On the cases that are right in only one of them, noise or not.
  public var test: McNemarTest
  /// What accuracy gains, with its interval over cases and draws.
  public var difference: Estimate?
  /// Whether any case has several draws: without, noise cannot be told.
  public var hasDraws: Bool

  /// Pairs cases by id and content.
  ///
  /// - Parameter seed: of the bootstrap.
  /// - Complexity: O(cases + resamples × draws).
  public init(
    _ before: Tally, of planBefore: EvaluationPlan, _ after: Tally, of planAfter: EvaluationPlan,
    resamples: Int = 2000, seed: UInt64 = 1
  ) {
    self.before = before.reading.name
    self.after = after.reading.name
    var places: [String: Int] = [:]
    for (index, item) in planAfter.cases.enumerated() { places[item.id] = index }
    items = []
    var pairs: [DrawPair] = []
    var fixed = 0
    var broken = 0
    hasDraws = false
    var paired = 0
    for (index, item) in planBefore.cases.enumerated() {
      guard let other = places[item.id], planAfter.cases[other].content == item.content else {
        continue
      }
      paired += 1
      guard let wasRight = before.isRight(index), let isRight = after.isRight(other),
        let first = before.aggregates[index], let second = after.aggregates[other]
      else { continue }
      let pair = DrawPair(before: before.rights(index), after: after.rights(other))
      pairs.append(pair)
      hasDraws = hasDraws || pair.before.count > 1 || pair.after.count > 1
      fixed += !wasRight && isRight ? 1 : 0
      broken += wasRight && !isRight ? 1 : 0
      items.append(
        Item(
          id: item.id, change: pair.change(wasRight: wasRight, isRight: isRight), before: first,
          after: second, shareBefore: pair.before.share, shareAfter: pair.after.share,
          indexBefore: index, indexAfter: other))
    }
    unpaired = planBefore.cases.count + planAfter.cases.count - 2 * paired
    test = McNemarTest(fixed: fixed, broken: broken)
    difference = DrawPair.difference(pairs, resamples: resamples, seed: seed)
  }

  public func items(_ change: Change) -> [Item] { items.filter { $0.change == change } }
}

/// Which draws of a case are right, in two evaluations.
private struct DrawPair {
  var before: [Bool]
  var after: [Bool]

  /// A flip counts as noise when the share of right draws moves by no more than the draws of one side
  /// disagree among themselves. A side with one draw disagrees with nothing.
  func change(wasRight: Bool, isRight: Bool) -> Comparison.Change {
    guard wasRight != isRight else { return .unchanged }
    let disagreement = max(before.disagreement, after.disagreement)
    if abs(after.share - before.share) <= disagreement { return .noise }
    return isRight ? .fixed : .broken
  }

  /// The mean difference in shares; cases are drawn with replacement, and then each case's draws.
  static func difference(_ pairs: [DrawPair], resamples: Int, seed: UInt64) -> Estimate? {
    guard !pairs.isEmpty else { return nil }
    var generator = SplitMix64(seed: seed)
    func resampled(_ draws: [Bool], _ generator: inout SplitMix64) -> Double {
      guard draws.count > 1 else { return draws.share }
      let hits = draws.indices.count { _ in draws.randomElement(using: &generator) == true }
      return Double(hits) / Double(draws.count)
    }
    var values: [Double] = []
    values.reserveCapacity(resamples)
    for _ in 0..<resamples {
      var sum = 0.0
      for _ in pairs.indices {
        let pair = pairs[Int.random(in: pairs.indices, using: &generator)]
        sum += resampled(pair.after, &generator) - resampled(pair.before, &generator)
      }
      values.append(sum / Double(pairs.count))
    }
    let value = pairs.reduce(0) { $0 + $1.after.share - $1.before.share } / Double(pairs.count)
    return Estimate(percentilesOf: values, value: value, n: pairs.count)
  }
}

extension [Bool] {
  fileprivate var share: Double { isEmpty ? 0 : Double(count { $0 }) / Double(count) }
  /// The share of draws that are not with the majority.
  fileprivate var disagreement: Double { Swift.min(share, 1 - share) }
}

extension Tally {
  /// Of each draw of a case, whether it is right.
  fileprivate func rights(_ item: Int) -> [Bool] {
    results[item].map { reading.outcome(of: $0).decision == expected[item].decision }
  }
}
