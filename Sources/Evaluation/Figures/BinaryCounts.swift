/// How often something was there and was found.
///
/// Every case that was answered stands in exactly one of `truePositives`, `falsePositives`,
/// `falseNegatives`, `trueNegatives` and `unreadNegatives`. A case without a verdict finds nothing: where
/// something is there it is missed, and where nothing is there it is not thereby right.
public struct BinaryCounts: Hashable, Sendable {
  /// What an answer says of the thing.
  public enum Finding: Hashable, Sendable {
    case found, notFound
    /// The answer has no verdict, or the draws do not agree on one.
    case unread
    /// No draw was answered: the case says nothing.
    case failed
  }

  /// There and found.
  public var truePositives = 0
  /// Found, and not there.
  public var falsePositives = 0
  /// There and not found, the unread among them.
  public var falseNegatives = 0
  /// Not there, and the answer says so.
  public var trueNegatives = 0
  /// Of the false negatives, those without a verdict.
  public var unreadPositives = 0
  /// Not there, and without a verdict.
  public var unreadNegatives = 0
  /// There, and not answered; counted nowhere else.
  public var failedPositives = 0
  /// Not there, and not answered; counted nowhere else.
  public var failedNegatives = 0

  public init() {}

  mutating func add(isThere: Bool, _ finding: Finding, times: Int) {
    switch (isThere, finding) {
    case (true, .found): truePositives += times
    case (false, .found): falsePositives += times
    case (true, .notFound): falseNegatives += times
    case (false, .notFound): trueNegatives += times
    case (true, .unread):
      falseNegatives += times
      unreadPositives += times
    case (false, .unread): unreadNegatives += times
    case (true, .failed): failedPositives += times
    case (false, .failed): failedNegatives += times
    }
  }

  /// Cases that were answered.
  public var count: Int {
    truePositives + falsePositives + falseNegatives + trueNegatives + unreadNegatives
  }

  /// Of those, the ones without a verdict.
  public var unread: Int { unreadPositives + unreadNegatives }

  /// Cases that were not answered, and are counted in no figure.
  public var failed: Int { failedPositives + failedNegatives }

  /// Of what was found, the share that is there: TP / (TP + FP). What could not be read found nothing,
  /// so that ``unread`` must stand beside it.
  public var precision: Estimate? {
    .proportion(truePositives, of: truePositives + falsePositives)
  }

  /// Of what is there, the share that was found: TP / (TP + FN), with the unread in the denominator.
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

  /// (TP + TN) of all that were answered; the unread are not right.
  public var accuracy: Estimate? { .proportion(truePositives + trueNegatives, of: count) }
}
