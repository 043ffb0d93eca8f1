/// How much evidence a decision takes.
public struct MatcherThreshold: Hashable, Sendable {
  /// The least sum of evidence for a side; 1 is worth one word that only one rule has.
  public var evidence: Double
  /// What unsafe evidence is multiplied by where it meets evidence of the safe side.
  public var caution: Double

  public init(evidence: Double, caution: Double) {
    self.evidence = evidence
    self.caution = caution
  }

  /// For the bench and the command line: both sides alike.
  public static let balanced = MatcherThreshold(evidence: 1.25, caution: 1)
  /// For the pipeline's first layer: misses little, and is wrong more often.
  public static let recall = MatcherThreshold(evidence: 0.75, caution: 1.6)
}
