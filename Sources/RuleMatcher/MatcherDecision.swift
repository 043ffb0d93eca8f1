public import Policies

/// What the evidence comes to.
public struct MatcherDecision: Hashable, Sendable {
  public enum Abstention: Hashable, Sendable {
    /// Nothing in the content resembles anything in the policy enough.
    case noEvidence
    /// Both sides have evidence, and neither outweighs the other.
    case tie
    /// The policy names no rule, example or list for either side, or no answer format.
    case unreadablePolicy
    /// The policy's answer format has no label for what was found.
    case noLabel
  }

  public enum Outcome: Hashable, Sendable {
    case decided(Decision)
    case abstained(Abstention)
  }

  public internal(set) var outcome: Outcome
  /// What the outcome rests on; nil when nothing was found.
  public internal(set) var winner: Evidence?
  /// All evidence, strongest first.
  public let evidence: [Evidence]
  /// The best of the unsafe sides, a quarter of the next best rule added.
  public let unsafeScore: Double
  /// The same for the safe side.
  public let safeScore: Double
  public let threshold: MatcherThreshold
  /// The policy's line on precedence, where it decided.
  public internal(set) var precedenceLine: Int?

  /// Sides closer than this part of the stronger are a tie.
  static let margin = 0.08
  /// Where one side has at least this part of the other's evidence, a sentence on precedence
  /// decides.
  static let precedenceShare = 0.85
  /// A graver rule of the unsafe side wins with this part of the gentler one's evidence.
  static let graverShare = 0.4

  init(evidence: [Evidence], precedence: Precedence, threshold: MatcherThreshold) {
    self.evidence = evidence
    self.threshold = threshold
    let unsafe = evidence.filter { $0.decision != .safe }
    let safe = evidence.filter { $0.decision == .safe }
    unsafeScore = Self.strength(of: unsafe)
    safeScore = Self.strength(of: safe)
    outcome = .abstained(.noEvidence)
    let hasUnsafe = unsafeScore >= threshold.evidence
    let hasSafe = safeScore >= threshold.evidence
    guard hasUnsafe || hasSafe else { return }
    let accused =
      hasUnsafe
      ? Self.strongest(
        of: unsafe, by: precedence, least: threshold.evidence) : nil
    guard hasUnsafe, let accused, hasSafe, let excuse = safe.first else {
      settle(on: hasUnsafe ? accused?.evidence : safe.first, line: accused?.line)
      return
    }
    let weighed = unsafeScore * threshold.caution
    let (less, more) = (min(weighed, safeScore), max(weighed, safeScore))
    if less >= more * Self.precedenceShare,
      let order = precedence.order(putting: accused.evidence, over: excuse)
    {
      settle(on: accused.evidence, line: order.line)
    } else if less >= more * Self.precedenceShare,
      let order = precedence.order(putting: excuse, over: accused.evidence)
    {
      settle(on: excuse, line: order.line)
    } else if more - less < Self.margin * more {
      outcome = .abstained(.tie)
    } else {
      settle(
        on: weighed > safeScore ? accused.evidence : excuse,
        line: weighed > safeScore ? accused.line : nil)
    }
  }

  private mutating func settle(on evidence: Evidence?, line: Int?) {
    guard let evidence else { return }
    winner = evidence
    precedenceLine = line
    outcome = .decided(evidence.decision)
  }

  /// The best evidence, and a quarter of the best that another rule has.
  private static func strength(of side: [Evidence]) -> Double {
    guard let best = side.first else { return 0 }
    let owner = best.rule
    let other = side.dropFirst().first { $0.rule != owner || owner == nil }
    return best.score + 0.25 * (other?.score ?? 0)
  }

  /// The strongest of the unsafe side; another with nearly as much may take precedence over it.
  private static func strongest(of side: [Evidence], by precedence: Precedence, least: Double)
    -> (evidence: Evidence, line: Int?)?
  {
    guard let best = side.first else { return nil }
    for rival in side.dropFirst().prefix(8) {
      guard rival.score >= max(best.score * graverShare, least) else { break }
      if let order = precedence.order(putting: rival, over: best) { return (rival, order.line) }
    }
    return (best, nil)
  }
}
