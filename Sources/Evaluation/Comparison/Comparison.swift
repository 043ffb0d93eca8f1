import Policies

/// Two readings of the same cases, case by case, and whether the difference is more than noise.
///
/// Both are held to what the later of the two evaluations expects: only answers can be fixed or broken, not
/// the labels of the set. Cases that the engine failed to answer are not compared.
public struct Comparison: Hashable, Sendable {
  public enum Change: String, Hashable, Sendable, CaseIterable {
    /// Wrong before, right after.
    case fixed
    /// Right before, wrong after.
    case broken
    /// The draws together say something else, by no more than the case's own draws differ.
    case noise
    case unchanged
    /// The case expects something else in the later evaluation, whatever became of its answers.
    case relabeled
  }

  public struct Item: Hashable, Sendable {
    public var id: String
    public var change: Change
    public var before: Aggregate
    public var after: Aggregate
    /// Shares of the answered draws that are right by the later labels.
    public var shareBefore: Double
    public var shareAfter: Double
    /// What the case expected in each evaluation; nil where that is the same.
    public var labels: Relabeling?
    /// The case's place in each plan.
    public var indexBefore: Int
    public var indexAfter: Int
  }

  /// What a case expected before and expects after, as the sets spell it.
  public struct Relabeling: Hashable, Sendable {
    public var before: [String]
    public var after: [String]
  }

  /// A case that one of the two has no answer for, because the engine failed.
  public struct Failure: Hashable, Sendable {
    public var id: String
    /// The first run that failed, of the earlier and of the later reading.
    public var before: CaseFailure?
    public var after: CaseFailure?
  }

  public var before: String
  public var after: String
  /// The judged cases that both have answers for, in the order of the first.
  public var items: [Item]
  /// The cases that could be compared, had the engine not failed.
  public var failures: [Failure]
  /// Cases that both have and that one of them has not run yet.
  public var pending: Int
  /// Cases that both have and that the later one does not hold to anything.
  public var unjudged: Int
  /// Cases that only one of them has, or whose content is not the same.
  public var unpaired: Int
  /// Whether the labels are those of `after`; else those of `before`, which was planned later.
  public var usesLabelsOfAfter: Bool
  /// On the cases that are right in only one of them, noise or not.
  public var test: McNemarTest
  /// What accuracy gains, with its interval over cases and draws.
  public var difference: Estimate?
  /// Whether any case has several answered draws: without, noise cannot be told.
  public var hasDraws: Bool

  /// Pairs cases by id and content.
  ///
  /// - Parameter seed: of the bootstrap.
  /// - Complexity: O(cases), and with several draws a case O(resamples × draws).
  public init(
    _ before: Tally, of planBefore: EvaluationPlan, _ after: Tally, of planAfter: EvaluationPlan,
    resamples: Int = 2000, seed: UInt64 = 1
  ) {
    self.before = before.reading.name
    self.after = after.reading.name
    usesLabelsOfAfter = planAfter.createdAt >= planBefore.createdAt
    var pairing = Pairing(before, after)
    var places: [String: Int] = [:]
    for (index, item) in planAfter.cases.enumerated() { places[item.id] = index }
    var paired = 0
    for (index, item) in planBefore.cases.enumerated() {
      guard let other = places[item.id], planAfter.cases[other].content == item.content else {
        continue
      }
      paired += 1
      let today =
        usesLabelsOfAfter ? after.expected[other].decision : before.expected[index].decision
      pairing.add(
        item, at: index, planAfter.cases[other], at: other, expecting: today)
    }
    items = pairing.items
    failures = pairing.failures
    pending = pairing.pending
    unjudged = pairing.unjudged
    unpaired = planBefore.cases.count + planAfter.cases.count - 2 * paired
    hasDraws = pairing.draws.contains { $0.before.count > 1 || $0.after.count > 1 }
    test = McNemarTest(fixed: pairing.gains, broken: pairing.losses)
    difference =
      hasDraws
      ? DrawPair.difference(pairing.draws, resamples: resamples, seed: seed)
      : .pairedDifference(gains: pairing.gains, losses: pairing.losses, of: pairing.draws.count)
  }

  public func items(_ change: Change) -> [Item] { items.filter { $0.change == change } }
}

/// Sorts the cases that two readings share.
private struct Pairing {
  let before: Tally
  let after: Tally
  private let failedBefore: [Int: CaseFailure]
  private let failedAfter: [Int: CaseFailure]
  var items: [Comparison.Item] = []
  var draws: [DrawPair] = []
  var failures: [Comparison.Failure] = []
  var pending = 0
  var unjudged = 0
  /// Cases that only the later has right, and those that only the earlier has.
  var gains = 0
  var losses = 0

  init(_ before: Tally, _ after: Tally) {
    self.before = before
    self.after = after
    func unjudged(_ tally: Tally) -> [Int: CaseFailure] {
      Dictionary(
        uniqueKeysWithValues: tally.failures.filter(\.isUnjudged).map { ($0.item, $0) })
    }
    failedBefore = unjudged(before)
    failedAfter = unjudged(after)
  }

  mutating func add(
    _ itemBefore: PlannedCase, at index: Int, _ itemAfter: PlannedCase, at other: Int,
    expecting decision: Decision?
  ) {
    guard let decision else {
      unjudged += 1
      return
    }
    guard let first = before.aggregates[index], let second = after.aggregates[other] else {
      pending += 1
      return
    }
    guard !first.isFailure, !second.isFailure else {
      failures.append(
        Comparison.Failure(
          id: itemBefore.id, before: failedBefore[index], after: failedAfter[other]))
      return
    }
    let pair = DrawPair(
      before: before.rights(index, by: decision), after: after.rights(other, by: decision))
    let wasRight = first.decision == decision
    let isRight = second.decision == decision
    draws.append(pair)
    gains += !wasRight && isRight ? 1 : 0
    losses += wasRight && !isRight ? 1 : 0
    let labels = itemBefore.relabeling(to: itemAfter)
    items.append(
      Comparison.Item(
        id: itemBefore.id,
        change: labels == nil ? pair.change(wasRight: wasRight, isRight: isRight) : .relabeled,
        before: first, after: second, shareBefore: pair.before.share,
        shareAfter: pair.after.share, labels: labels, indexBefore: index, indexAfter: other))
  }
}

extension PlannedCase {
  /// nil where both expect the same. Order, case and outer blanks are no difference.
  fileprivate func relabeling(to other: PlannedCase) -> Comparison.Relabeling? {
    guard foldedExpectation != other.foldedExpectation else { return nil }
    return Comparison.Relabeling(before: said, after: other.said)
  }

  private var foldedExpectation: Set<String> {
    Set(said.map { $0.lowercased().filter { !$0.isWhitespace } })
  }

  /// What is expected, in words: labels, and `not` before single labels that are said to be false.
  private var said: [String] {
    expected + labels.sorted { $0.key < $1.key }.map { $0.value ? $0.key : "not \($0.key)" }
  }
}

/// Which draws of a case are right, in two evaluations. Draws that failed are neither.
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

  /// The mean difference in shares; cases are drawn with replacement, and then each case's draws. The
  /// interval is never narrower than so many cases can tell.
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
    return Estimate(percentilesOf: values, value: value, n: pairs.count)?.widenedToResolution()
  }
}

extension [Bool] {
  fileprivate var share: Double { isEmpty ? 0 : Double(count { $0 }) / Double(count) }
  /// The share of draws that are not with the majority.
  fileprivate var disagreement: Double { Swift.min(share, 1 - share) }
}

extension Tally {
  /// Of each answered draw of a case, whether it decides so.
  fileprivate func rights(_ item: Int, by decision: Decision) -> [Bool] {
    answeredOutcomes(item).map { $0.decision == decision }
  }
}
