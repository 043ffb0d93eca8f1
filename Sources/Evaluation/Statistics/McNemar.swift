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

  /// What the test says at the 5 % level.
  public enum Standing: String, Hashable, Sendable {
    /// No case changed sides.
    case nothingChanged = "nothing_changed"
    /// So few cases changed sides that p stays above 0.05 even if all changed the same way.
    case tooFew = "too_few"
    /// p is 0.05 or less.
    case differs
    /// p is above 0.05. That is no proof of equality.
    case notShown = "not_shown"
  }

  /// How many cases must change sides before p can be 0.05 or less: 2 · 0.5⁶ = 0.03125.
  public static let fewest = 6

  public var standing: Standing {
    switch fixed + broken {
    case 0: .nothingChanged
    case ..<Self.fewest: .tooFew
    default: p <= 0.05 ? .differs : .notShown
    }
  }

  /// What the test says, in words that stand beside p.
  public var words: String {
    switch standing {
    case .nothingChanged: "no case changed sides"
    case .tooFew:
      "too few to tell: \(fixed + broken == 1 ? "1 change" : "\(fixed + broken) changes"), at least \(Self.fewest) needed"
    case .differs: "the two differ"
    case .notShown: "no difference shown"
    }
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
