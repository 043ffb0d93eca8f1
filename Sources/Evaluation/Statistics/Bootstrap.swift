extension Estimate {
  /// A statistic of a sample with its percentile bootstrap interval (B. Efron, 1979): the statistic of
  /// `resamples` samples drawn with replacement, of which the middle 95 % bound the interval.
  ///
  /// - Parameters:
  ///   - statistic: nil where it is not defined on a sample; such samples are left out.
  ///   - seed: the same one gives the same interval.
  /// - Returns: nil where the statistic of the sample itself is not defined.
  public static func bootstrap<Element>(
    _ sample: [Element], resamples: Int = 2000, seed: UInt64,
    statistic: ([Element]) -> Double?
  ) -> Estimate? {
    guard let value = statistic(sample) else { return nil }
    var generator = SplitMix64(seed: seed)
    var drawn = sample
    var values: [Double] = []
    values.reserveCapacity(resamples)
    for _ in 0..<resamples {
      for index in drawn.indices {
        drawn[index] = sample[Int.random(in: sample.indices, using: &generator)]
      }
      if let value = statistic(drawn) { values.append(value) }
    }
    values.sort()
    guard let low = quantile(0.025, of: values), let high = quantile(0.975, of: values) else {
      return nil
    }
    return Estimate(value: value, low: min(low, value), high: max(high, value), n: sample.count)
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

/// The small generator of Steele, Lea and Flood (2014).
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
