import Runs

extension Double {
  /// With three decimals, rounded. What is not quite 1 does not read `1.000`, and what is not quite 0 does
  /// not read `0.000`: on many cases both would say more than was measured.
  public var threeDecimals: String {
    guard isFinite else { return "–" }
    let thousandths = Self.units(magnitude, scale: 1000)
    let digits = "\(thousandths % 1000)"
    return (self < 0 && thousandths > 0 ? "-" : "") + "\(thousandths / 1000)."
      + String(repeating: "0", count: 3 - digits.utf8.count) + digits
  }

  /// So many parts of a scale, rounded; all of them only for 1 itself, and none only for 0. What sums of
  /// doubles miss by is no difference.
  public static func units(_ magnitude: Double, scale: Int) -> Int {
    let rounded = Int(clamping: (magnitude * Double(scale)).rounded())
    if magnitude > 1e-9, rounded == 0 { return 1 }
    return magnitude < 1 - 1e-9 ? min(rounded, scale - 1) : rounded
  }
}

extension McNemarTest {
  /// `0.125`, or `< 0.001` where that is all that matters.
  public var pWords: String { p < 0.001 ? "< 0.001" : p.threeDecimals }
}
