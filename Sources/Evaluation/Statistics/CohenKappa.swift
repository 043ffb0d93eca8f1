/// Agreement of two raters beyond what chance gives (J. Cohen, 1960).
public struct CohenKappa: Hashable, Sendable {
  /// - Parameter pairs: what the two said of each item.
  /// - Returns: nil for no pairs, or where chance alone gives full agreement: both always say the same
  ///   one thing.
  public static func of<Label: Hashable>(_ pairs: [(Label, Label)]) -> Double? {
    guard !pairs.isEmpty else { return nil }
    let n = Double(pairs.count)
    var first: [Label: Double] = [:]
    var second: [Label: Double] = [:]
    var agreed = 0.0
    for (a, b) in pairs {
      first[a, default: 0] += 1
      second[b, default: 0] += 1
      if a == b { agreed += 1 }
    }
    let chance = first.reduce(0) { $0 + $1.value * (second[$1.key] ?? 0) } / (n * n)
    guard chance < 1 else { return nil }
    return (agreed / n - chance) / (1 - chance)
  }
}
