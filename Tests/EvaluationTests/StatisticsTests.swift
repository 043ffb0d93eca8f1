import Testing

@testable import Evaluation

struct StatisticsTests {
  /// Bounds by R's `binom::binom.confint(method = "wilson")`, by hand for none and all, and by
  /// `statsmodels.stats.proportion.proportion_confint(method="wilson")`, statsmodels 0.15.0.
  @Test(arguments: [
    (8, 10, 0.4901625, 0.9433178), (0, 10, 0, 0.2775328), (10, 10, 0.7224672, 1),
    (1, 1, 0.2065493, 1), (50, 100, 0.4038315, 0.5961685), (0, 1, 0, 0.793450686),
    (1, 2, 0.094531206, 0.905468794), (5, 5, 0.565517535, 1), (3, 7, 0.158219855, 0.749541635),
    (19, 20, 0.763868807, 0.991118551), (240, 240, 0.984246080, 1),
    (1, 240, 0.000735898, 0.023220073), (117, 240, 0.424958919, 0.550434929),
    (999, 1000, 0.994357441, 0.999823454), (1, 100_000, 0.000001765, 0.000056647),
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

  /// By `mcnemar(exact=True)` of statsmodels 0.15.0.
  @Test(arguments: [
    (5, 0, 0.0625), (6, 0, 0.03125), (4, 1, 0.375), (7, 1, 0.0703125), (12, 5, 0.143463134766),
    (40, 20, 0.0134892937312), (300, 250, 0.0365787455491), (1000, 1100, 0.0307207078642),
  ])
  func `the exact test of McNemar gives what statsmodels gives`(
    fixed: Int, broken: Int, p: Double
  ) {
    #expect(abs(McNemarTest(fixed: fixed, broken: broken).p - p) < 1e-11)
  }

  @Test(arguments: [
    (0, 0, McNemarTest.Standing.nothingChanged), (4, 0, .tooFew), (0, 5, .tooFew), (3, 2, .tooFew),
    (6, 0, .differs), (5, 1, .notShown), (40, 20, .differs), (30, 30, .notShown),
  ])
  func `below six changed cases the test cannot tell`(
    fixed: Int, broken: Int, standing: McNemarTest.Standing
  ) {
    let test = McNemarTest(fixed: fixed, broken: broken)
    #expect(test.standing == standing)
    #expect(test.words.contains("too few to tell") == (standing == .tooFew))
  }

  @Test func `the fewest cases that can tell are those with which p can fall to one in twenty`() {
    #expect(McNemarTest(fixed: McNemarTest.fewest, broken: 0).p <= 0.05)
    #expect(McNemarTest(fixed: McNemarTest.fewest - 1, broken: 0).p > 0.05)
  }

  /// The first two are published with R's contingencytables (Bentur 2009, Cavo 2012: 0.0260 to 0.5172 and
  /// 0.0054 to 0.1240); all by maximising the likelihood numerically with scipy 1.17.1.
  @Test(arguments: [
    (7, 1, 21, 0.0260030, 0.5172323), (16, 6, 161, 0.0054334, 0.1240234),
    (40, 20, 160, 0.0308645, 0.2180642), (0, 0, 20, -0.1611252, 0.1611252),
    (0, 0, 1, -0.7934507, 0.7934507), (1, 0, 1, -0.5869014, 1), (0, 4, 20, -0.4160174, -0.0066498),
    (5, 5, 40, -0.1663237, 0.1663237), (3, 0, 10, -0.0607926, 0.6032219),
    (10, 0, 10, 0.4449344, 1), (0, 10, 10, -1, -0.4449344), (30, 10, 200, 0.0398964, 0.1636418),
    (1, 0, 1000, -0.0028306, 0.0056426),
  ])
  func `a paired difference has Tango's interval`(
    gains: Int, losses: Int, n: Int, low: Double, high: Double
  ) throws {
    let found = try #require(Estimate.pairedDifference(gains: gains, losses: losses, of: n))
    #expect(found.value == Double(gains - losses) / Double(n))
    #expect(abs(found.low - low) < 2e-6 && abs(found.high - high) < 2e-6)
    #expect(Estimate.pairedDifference(gains: 0, losses: 0, of: 0) == nil)
  }

  /// Whatever was counted: an interval holds its value, and is at least about as wide as one case of n.
  @Test(arguments: [1, 2, 3, 5, 12, 60])
  func `no interval is narrower than the cases can tell`(n: Int) throws {
    func check(_ estimate: Estimate?, width: Double) throws {
      let estimate = try #require(estimate)
      #expect(estimate.low <= estimate.value && estimate.value <= estimate.high)
      #expect(estimate.high - estimate.low >= width)
    }
    for hits in 0...n {
      try check(.proportion(hits, of: n), width: min(0.79, 1 / Double(n)))
      for misses in 0...(n - hits) {
        try check(
          .pairedDifference(gains: hits, losses: misses, of: n), width: min(1, 1 / Double(n)))
        var matrix = ConfusionMatrix()
        matrix.add(expected: "y", decided: "y", times: hits)
        matrix.add(expected: "y", decided: "n", times: misses)
        matrix.add(expected: "n", decided: "n", times: n - hits - misses)
        if matrix.kappa != nil { try check(matrix.kappa, width: min(0.79, 1 / Double(n))) }
        var counts = BinaryCounts()
        counts.add(isThere: true, .found, times: hits)
        counts.add(isThere: true, .unread, times: misses)
        counts.add(isThere: false, .found, times: n - hits - misses)
        try check(counts.f1, width: min(0.6, 0.9 / Double(n)))
      }
    }
  }

  @Test(arguments: [
    (0.0, "0.000"), (1, "1.000"), (0.9996, "0.999"), (0.0004, "0.001"), (2.0 / 3, "0.667"),
    (-0.25, "-0.250"), (0.29, "0.290"), (-0.0001, "-0.001"), (1e-17, "0.000"), (-1e-17, "0.000"),
    (0.1 + 0.2 + 0.7, "1.000"), (.nan, "–"),
  ])
  func `what is not quite one or nought is not written so`(value: Double, words: String) {
    #expect(value.threeDecimals == words)
  }

  /// Values and asymptotic bounds by `cohens_kappa` of statsmodels 0.15.0; the other bound is that of
  /// `proportion_confint(method="wilson")` of the agreement, carried through (p − chance) / (1 − chance).
  @Test(arguments: [
    ([20, 5, 10, 15], 0.4, 0.124993, 0.648908), ([1, 0, 0, 1], 1, -0.315240, 1),
    ([10, 0, 0, 10], 1, 0.677750, 1), ([39, 0, 0, 1], 1, -0.797366, 1),
    ([90, 10, 5, 45], 0.780488, 0.652216, 0.885367), ([3, 2, 1, 4], 0.4, -0.206444, 0.956575),
    ([1, 9, 1, 89], 0.137931, -0.503152, 0.523887), ([30, 0, 10, 0], 0, -0.607758, 0.432515),
  ])
  func `kappa has an interval that is one, also where all agree or all answer the same`(
    counts: [Int], value: Double, low: Double, high: Double
  ) throws {
    var matrix = ConfusionMatrix()
    for (place, count) in counts.enumerated() where count > 0 {
      matrix.add(
        expected: place < 2 ? "y" : "n", decided: place % 2 == 0 ? "y" : "n", times: count)
    }
    let kappa = try #require(matrix.kappa)
    #expect(abs(kappa.value - value) < 1e-6)
    #expect(abs(kappa.low - low) < 1e-6 && abs(kappa.high - high) < 1e-6)
  }

  /// The table 20, 5, 10, 15: agreement 0.7, by chance 0.5.
  @Test func `kappa is the agreement beyond chance`() throws {
    var matrix = ConfusionMatrix()
    for (expected, decided, n) in [
      ("y", "y", 20), ("y", "n", 5), ("n", "y", 10), ("n", "n", 15),
    ] { matrix.add(expected: expected, decided: decided, times: n) }
    let kappa = try #require(matrix.kappa)
    #expect(abs(kappa.value - 0.4) < 1e-12)
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
    counts.add(isThere: true, .found, times: 8)
    counts.add(isThere: true, .notFound, times: 1)
    counts.add(isThere: false, .found, times: 3)
    counts.add(isThere: false, .notFound, times: 88)
    let f1 = try #require(counts.f1)
    let precision = 8.0 / 11
    let recall = 8.0 / 9
    #expect(abs(f1.value - 2 * precision * recall / (precision + recall)) < 1e-12)
    #expect(abs(f1.low - 2 * 0.3906 / 1.3906) < 1e-3)
    #expect(abs(f1.high - 2 * 0.8619 / 1.8619) < 1e-3)
  }

}
