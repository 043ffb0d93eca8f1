import Evaluation
import Testing

struct StatisticsTests {
  /// Bounds by R's `binom::binom.confint(method = "wilson")`, and by hand for none and all.
  @Test(arguments: [
    (8, 10, 0.4901625, 0.9433178), (0, 10, 0, 0.2775328), (10, 10, 0.7224672, 1),
    (1, 1, 0.2065493, 1), (50, 100, 0.4038315, 0.5961685),
  ])
  func `a proportion has the Wilson interval`(
    successes: Int, n: Int, low: Double, high: Double
  ) throws {
    let estimate = try #require(Estimate.proportion(successes, of: n))
    #expect(estimate.value == Double(successes) / Double(n))
    #expect(abs(estimate.low - low) < 1e-6)
    #expect(abs(estimate.high - high) < 1e-6)
    #expect(estimate.n == n)
  }

  @Test func `nothing counted has no estimate`() {
    #expect(Estimate.proportion(0, of: 0) == nil)
    #expect(Estimate.bootstrap([Int](), seed: 1) { $0.isEmpty ? nil : 1 } == nil)
  }

  /// 2 · (C(10,0) + C(10,1) + C(10,2)) / 2^10, and the ends.
  @Test(arguments: [(2, 8, 0.109375), (8, 2, 0.109375), (0, 0, 1), (3, 3, 1), (0, 10, 0.001953125)])
  func `the exact test of McNemar counts the two tails`(fixed: Int, broken: Int, p: Double) {
    #expect(abs(McNemarTest(fixed: fixed, broken: broken).p - p) < 1e-12)
  }

  @Test func `a great many discordant cases neither vanish nor overflow`() {
    let p = McNemarTest(fixed: 4_900, broken: 5_100).p
    #expect(p > 0.04 && p < 0.05)
  }

  /// The table 20, 5, 10, 15: agreement 0.7, by chance 0.5.
  @Test func `kappa is the agreement beyond chance`() throws {
    let pairs =
      Array(repeating: (true, true), count: 20) + Array(repeating: (true, false), count: 5)
      + Array(repeating: (false, true), count: 10) + Array(repeating: (false, false), count: 15)
    #expect(abs(try #require(CohenKappa.of(pairs)) - 0.4) < 1e-12)
    #expect(CohenKappa.of([(true, true), (true, true)]) == nil)
    #expect(CohenKappa.of([(Bool, Bool)]()) == nil)
  }

  @Test func `the bootstrap is the same for a seed, and holds the statistic`() throws {
    let sample = (0..<200).map { Double($0 % 10) }
    func mean(_ values: [Double]) -> Double? {
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    let first = try #require(Estimate.bootstrap(sample, seed: 7, statistic: mean))
    #expect(first == Estimate.bootstrap(sample, seed: 7, statistic: mean))
    #expect(first.low < first.value && first.value < first.high)
    // The normal interval of the mean: 4.5 ± 1.96 · 2.872 / √200.
    #expect(abs(first.low - 4.102) < 0.05 && abs(first.high - 4.898) < 0.05)
  }
}
