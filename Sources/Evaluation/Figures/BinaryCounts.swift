/// How often something was there and was found.
public struct BinaryCounts: Hashable, Sendable {
  /// There and found.
  public var truePositives = 0
  /// Found, and not there.
  public var falsePositives = 0
  /// There and not found; an answer without a verdict finds nothing.
  public var falseNegatives = 0
  public var trueNegatives = 0

  public init() {}

  mutating func add(isThere: Bool, isFound: Bool, times: Int) {
    switch (isThere, isFound) {
    case (true, true): truePositives += times
    case (false, true): falsePositives += times
    case (true, false): falseNegatives += times
    case (false, false): trueNegatives += times
    }
  }

  public var count: Int { truePositives + falsePositives + falseNegatives + trueNegatives }

  /// Of what was found, the share that is there.
  public var precision: Estimate? {
    .proportion(truePositives, of: truePositives + falsePositives)
  }

  /// Of what is there, the share that was found.
  public var recall: Estimate? { .proportion(truePositives, of: truePositives + falseNegatives) }

  /// The harmonic mean of precision and recall. With J = TP / (TP + FP + FN), a proportion,
  /// F1 = 2J / (1 + J), which grows with J: so that the Wilson interval of J gives that of F1.
  public var f1: Estimate? {
    let n = truePositives + falsePositives + falseNegatives
    guard let overlap = Estimate.proportion(truePositives, of: n) else { return nil }
    func f1(_ overlap: Double) -> Double { 2 * overlap / (1 + overlap) }
    return Estimate(
      value: f1(overlap.value), low: f1(overlap.low), high: f1(overlap.high), n: n)
  }

  public var accuracy: Estimate? { .proportion(truePositives + trueNegatives, of: count) }
}
