/// A figure with the interval that its sample allows.
public struct Estimate: Hashable, Sendable {
  public var value: Double
  /// Bounds of the 95 % interval.
  public var low: Double
  public var high: Double
  /// What was counted.
  public var n: Int

  public init(value: Double, low: Double, high: Double, n: Int) {
    self.value = value
    self.low = low
    self.high = high
    self.n = n
  }

  /// The two-sided 95 % quantile of the normal distribution.
  static let quantile = 1.959_963_984_540_054

  /// A proportion with its Wilson score interval (E. B. Wilson, 1927), which stays within 0 and 1 and
  /// is sound for small samples and for proportions near the ends.
  ///
  /// - Returns: nil where nothing was counted.
  public static func proportion(_ successes: Int, of n: Int) -> Estimate? {
    precondition(successes >= 0 && successes <= n)
    guard n > 0 else { return nil }
    let count = Double(n)
    let share = Double(successes) / count
    let z = quantile
    let scale = 1 + z * z / count
    let centre = (share + z * z / (2 * count)) / scale
    let spread =
      z / scale * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
    return Estimate(
      value: share, low: successes == 0 ? 0 : max(0, centre - spread),
      high: successes == n ? 1 : min(1, centre + spread), n: n)
  }
}
