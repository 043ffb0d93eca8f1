import Testing

@testable import Evaluation

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

  /// The table 20, 5, 10, 15: agreement 0.7, by chance 0.5. The interval by the formula of 1969 in numpy.
  @Test func `kappa is the agreement beyond chance`() throws {
    var matrix = ConfusionMatrix()
    for (expected, decided, n) in [
      ("y", "y", 20), ("y", "n", 5), ("n", "y", 10), ("n", "n", 15),
    ] { matrix.add(expected: expected, decided: decided, times: n) }
    let kappa = try #require(matrix.kappa)
    #expect(abs(kappa.value - 0.4) < 1e-12)
    #expect(abs(kappa.low - 0.1511) < 1e-3 && abs(kappa.high - 0.6489) < 1e-3)
    #expect(ConfusionMatrix().kappa == nil)
    var sure = ConfusionMatrix()
    sure.add(expected: "y", decided: "y", times: 2)
    #expect(sure.kappa == nil)
  }

  @Test func `what is taken back from a matrix leaves no trace`() {
    var matrix = ConfusionMatrix()
    matrix.add(expected: "y", decided: "n")
    matrix.add(expected: "y", decided: "n", times: -1)
    #expect(matrix == ConfusionMatrix())
  }

  /// 8 of 12 found or there: the Wilson interval of 8/12, carried through 2J / (1 + J).
  @Test func `F1 has the interval of the overlap that it grows with`() throws {
    var counts = BinaryCounts()
    counts.add(isThere: true, isFound: true, times: 8)
    counts.add(isThere: true, isFound: false, times: 1)
    counts.add(isThere: false, isFound: true, times: 3)
    counts.add(isThere: false, isFound: false, times: 88)
    let f1 = try #require(counts.f1)
    let precision = 8.0 / 11
    let recall = 8.0 / 9
    #expect(abs(f1.value - 2 * precision * recall / (precision + recall)) < 1e-12)
    #expect(abs(f1.low - 2 * 0.3906 / 1.3906) < 1e-3)
    #expect(abs(f1.high - 2 * 0.8619 / 1.8619) < 1e-3)
  }

}
