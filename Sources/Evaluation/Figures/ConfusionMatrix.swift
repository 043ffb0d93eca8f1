/// How often each answer was given where each was expected.
public struct ConfusionMatrix: Hashable, Sendable {
  private var counts: [String: [String: Int]] = [:]

  public init() {}

  /// - Parameter times: may be negative, to take back what was added.
  public mutating func add(expected: String, decided: String, times: Int = 1) {
    let count = counts[expected, default: [:]][decided, default: 0] + times
    counts[expected, default: [:]][decided] = count == 0 ? nil : count
    if counts[expected]?.isEmpty == true { counts[expected] = nil }
  }

  public subscript(expected: String, decided: String) -> Int {
    counts[expected]?[decided] ?? 0
  }

  public var total: Int { counts.values.reduce(0) { $0 + $1.values.reduce(0, +) } }

  /// What was expected at all, in the order of the names.
  public var expected: [String] { counts.keys.sorted() }

  /// What was decided at all, in the order of the names.
  public var decided: [String] { Set(counts.values.flatMap(\.keys)).sorted() }

  /// How many cases expect this.
  public func count(expected name: String) -> Int {
    counts[name]?.values.reduce(0, +) ?? 0
  }

  /// How many cases came to this.
  public func count(decided name: String) -> Int {
    counts.values.reduce(0) { $0 + ($1[name] ?? 0) }
  }

  /// Agreement beyond chance between the two (J. Cohen, 1960).
  ///
  /// The interval holds both the asymptotic one (J. L. Fleiss, J. Cohen and B. S. Everitt, 1969) and
  /// Wilson's interval of the observed agreement, carried through (p − chance) / (1 − chance). The first
  /// alone has no width where all answers agree or all are the same, and covers far less than 95 % of
  /// the time in small samples; docs/figures.md has the simulation.
  ///
  /// - Returns: nil of nothing, or where chance alone gives full agreement.
  public var kappa: Estimate? {
    guard let agreement = Estimate.proportion(expected.reduce(0) { $0 + self[$1, $1] }, of: total)
    else { return nil }
    let n = Double(total)
    let rows = Dictionary(uniqueKeysWithValues: expected.map { ($0, share(count(expected: $0))) })
    let columns = Dictionary(uniqueKeysWithValues: decided.map { ($0, share(count(decided: $0))) })
    let chance = expected.reduce(0) { $0 + (rows[$1] ?? 0) * (columns[$1] ?? 0) }
    guard chance < 1 else { return nil }
    func beyondChance(_ agreement: Double) -> Double { (agreement - chance) / (1 - chance) }
    let observed = agreement.value
    let value = beyondChance(observed)
    var variance = -pow2(observed * chance - 2 * chance + observed)
    for (row, cells) in counts {
      for (column, count) in cells {
        if row == column {
          let edges = (rows[row] ?? 0) + (columns[column] ?? 0)
          variance += share(count) * pow2((1 - chance) - edges * (1 - observed))
        } else {
          let edges = (columns[row] ?? 0) + (rows[column] ?? 0)
          variance += pow2(1 - observed) * share(count) * pow2(edges)
        }
      }
    }
    let error = (max(0, variance) / n).squareRoot() / pow2(1 - chance)
    let reach = Estimate.quantile * error
    return Estimate(
      value: value, low: max(-1, min(value - reach, beyondChance(agreement.low))),
      high: min(1, max(value + reach, beyondChance(agreement.high))), n: total)
  }

  private func share(_ count: Int) -> Double { Double(count) / Double(total) }
  private func pow2(_ value: Double) -> Double { value * value }
}
