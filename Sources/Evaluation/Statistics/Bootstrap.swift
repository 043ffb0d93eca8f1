extension Estimate {
  /// The middle 95 % of a statistic's values on resamples: the percentile bootstrap interval
  /// (B. Efron, 1979).
  ///
  /// - Parameters:
  ///   - values: one for each resample.
  ///   - value: the statistic of the sample itself.
  /// - Returns: nil without values.
  init?(percentilesOf values: [Double], value: Double, n: Int) {
    let sorted = values.sorted()
    guard let low = Self.quantile(0.025, of: sorted), let high = Self.quantile(0.975, of: sorted)
    else { return nil }
    self.init(value: value, low: min(low, value), high: max(high, value), n: n)
  }

  /// Linear interpolation between the two nearest of sorted values (Hyndman and Fan, type 7).
  static func quantile(_ share: Double, of sorted: [Double]) -> Double? {
    guard let last = sorted.indices.last else { return nil }
    let position = share * Double(last)
    let lower = Int(position)
    let upper = Swift.min(lower + 1, last)
    return sorted[lower] + (sorted[upper] - sorted[lower]) * (position - Double(lower))
  }
}
