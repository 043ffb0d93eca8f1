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

  /// Agreement beyond chance between the two (J. Cohen, 1960), with its asymptotic interval
  /// (J. L. Fleiss, J. Cohen and B. S. Everitt, 1969).
  ///
  /// - Returns: nil of nothing, or where chance alone gives full agreement.
  public var kappa: Estimate? {
    let n = Double(total)
    guard n > 0 else { return nil }
    let names = Set(expected + decided)
    var rows: [String: Double] = [:]
    var columns: [String: Double] = [:]
    for (row, cells) in counts {
      for (column, count) in cells {
        rows[row, default: 0] += Double(count) / n
        columns[column, default: 0] += Double(count) / n
      }
    }
    let observed = names.reduce(0) { $0 + Double(self[$1, $1]) / n }
    let chance = names.reduce(0) { $0 + (rows[$1] ?? 0) * (columns[$1] ?? 0) }
    guard chance < 1 else { return nil }
    let value = (observed - chance) / (1 - chance)
    var variance = -pow2(observed * chance - 2 * chance + observed)
    for (row, cells) in counts {
      for (column, count) in cells {
        let share = Double(count) / n
        if row == column {
          let edges = (rows[row] ?? 0) + (columns[column] ?? 0)
          variance += share * pow2((1 - chance) - edges * (1 - observed))
        } else {
          variance += pow2(1 - observed) * share * pow2((columns[row] ?? 0) + (rows[column] ?? 0))
        }
      }
    }
    let error = (max(0, variance) / n).squareRoot() / pow2(1 - chance)
    return Estimate(
      value: value, low: max(-1, value - Estimate.quantile * error),
      high: min(1, value + Estimate.quantile * error), n: total)
  }

  private func pow2(_ value: Double) -> Double { value * value }
}
