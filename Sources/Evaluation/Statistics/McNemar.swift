/// Whether two classifiers differ on the same cases (Q. McNemar, 1947), by the exact binomial test of
/// the cases on which only one of them is right.
public struct McNemarTest: Hashable, Sendable {
  /// Right before and wrong after.
  public var broken: Int
  /// Wrong before and right after.
  public var fixed: Int

  public init(fixed: Int, broken: Int) {
    self.fixed = fixed
    self.broken = broken
  }

  /// How likely a difference of at least this size is where the two do not differ; two-sided.
  ///
  /// - Complexity: O(min(fixed, broken)).
  public var p: Double {
    let n = fixed + broken
    guard n > 0 else { return 1 }
    var term = -Double(n) * naturalLogarithm(2)
    var tail = 0.0
    for k in 0...min(fixed, broken) {
      tail += exponential(term)
      term += naturalLogarithm(Double(n - k) / Double(k + 1))
    }
    return min(1, 2 * tail)
  }
}
