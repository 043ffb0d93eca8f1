import Runs

/// How long runs took, from all of their times: nothing is binned before it is asked for.
public struct Latencies: Hashable, Sendable {
  /// Milliseconds, ascending.
  public let sorted: [Int]

  /// - Parameter milliseconds: any; brought into 0 to ``Swift/Int/largestCount``.
  /// - Complexity: O(*n* log *n*).
  public init(_ milliseconds: some Sequence<Int>) {
    sorted = milliseconds.map { Int(clampingCount: $0) }.sorted()
  }

  /// Of the runs that an engine has answered for this tally.
  public init(_ tally: Tally) {
    self.init(
      tally.results.joined().lazy.filter { !$0.isReused && $0.state.isAnswered }
        .compactMap(\.milliseconds))
  }

  /// Linear interpolation between the two nearest times.
  public func quantile(_ share: Double) -> Double? {
    Estimate.quantile(share, of: sorted.map(Double.init))
  }

  /// A bar of a histogram: how many runs took `from` milliseconds and less than `to`.
  public struct Bin: Hashable, Sendable {
    public var from: Int
    public var to: Int
    public var count: Int
  }

  /// Bars of one width, a round number of milliseconds, at most so many of them.
  public func bins(atMost limit: Int) -> [Bin] {
    guard let first = sorted.first, let last = sorted.last, limit > 0 else { return [] }
    var width = 1
    // 1, 2, 5, 10, 20, 50, …
    while last / width - first / width >= limit {
      let digits = "\(width)"
      width = digits.hasPrefix("2") ? width / 2 * 5 : width * 2
    }
    let start = first / width
    var bins = (start...last / width).map { Bin(from: $0 * width, to: ($0 + 1) * width, count: 0) }
    for time in sorted { bins[time / width - start].count += 1 }
    return bins
  }
}
