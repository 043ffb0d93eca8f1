extension Estimate {
  /// The difference of two proportions of the same cases, with Tango's score interval (T. Tango,
  /// Statistics in Medicine 17, 1998, 891–908).
  ///
  /// The interval holds every difference Δ for which |T(Δ)| ≤ z, with
  /// T(Δ) = (g − l − nΔ) / √(n(2q + Δ(1 − Δ))), where q is the likeliest share of losses under Δ. It is
  /// Wilson's interval for pairs: where nothing changed it is ±z² / (n + z²), never ±0.
  ///
  /// - Parameters:
  ///   - gains: cases that only the second has right.
  ///   - losses: cases that only the first has right.
  ///   - n: all cases.
  /// - Returns: nil of no cases.
  public static func pairedDifference(gains: Int, losses: Int, of n: Int) -> Estimate? {
    precondition(gains >= 0 && losses >= 0 && gains + losses <= n)
    guard n > 0 else { return nil }
    let value = Double(gains - losses) / Double(n)
    /// The score statistic; it falls as the difference grows.
    func score(_ difference: Double) -> Double {
      let count = Double(n)
      let distance = Double(gains - losses) - count * difference
      let a = 2 * count
      let b = -Double(gains + losses) + (2 * count - Double(gains - losses)) * difference
      let c = -Double(losses) * difference * (1 - difference)
      let share = ((max(0, b * b - 4 * a * c)).squareRoot() - b) / (2 * a)
      let variance = count * (2 * share + difference * (1 - difference))
      guard variance > 0 else { return distance == 0 ? 0 : distance * .infinity }
      return distance / variance.squareRoot()
    }
    /// Halves the interval, in which the statistic falls below the bound, to double precision.
    func crossing(_ bound: Double, from low: Double, to high: Double) -> Double {
      var (low, high) = (low, high)
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if score(middle) > bound { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }
    return Estimate(
      value: value, low: value <= -1 ? -1 : crossing(quantile, from: -1, to: value),
      high: value >= 1 ? 1 : crossing(-quantile, from: value, to: 1), n: n)
  }

  /// The same, never narrower than what `n` cases can tell apart: ±z² / (n + z²), Tango's interval of
  /// pairs none of which changed. A bootstrap of cases that are all alike has no width of its own.
  func widenedToResolution() -> Estimate {
    let square = Self.quantile * Self.quantile
    let reach = square / (Double(n) + square)
    var wide = self
    wide.low = max(-1, min(low, value - reach))
    wide.high = min(1, max(high, value + reach))
    return wide
  }
}
