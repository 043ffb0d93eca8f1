public import Evaluation

extension Measure {
  /// With three decimals, as ``Swift/Double/threeDecimals``.
  public static func three(_ value: Double) -> String { value.threeDecimals }

  /// Whole percents, rounded; all only for 1 itself, and none only for 0.
  public static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    return "\(share < 0 ? "-" : "")\(Double.units(share.magnitude, scale: 100)) %"
  }
}

extension Estimate {
  /// `0.850 (0.709–0.929, n 40)`
  public var words: String { "\(Measure.three(value)) (\(intervalWords), n \(n))" }

  /// `0.709–0.929`, or `-0.007 to 1.000`: a dash before a number that may be negative is misread.
  public var intervalWords: String {
    "\(Measure.three(low))\(low < 0 ? " to " : "–")\(Measure.three(high))"
  }
}
