import Policies

/// What the rule matcher makes of one content: the decision, its chain and its answer.
///
/// A pure function of policy, content and threshold; the same every time.
public struct RuleMatch: Sendable {
  public let decision: MatcherDecision
  /// The chain, a sentence or a row of evidence a line, without line ends.
  public let chain: [String]
  /// In the policy's own answer format; nil where the matcher abstains.
  public let answer: String?

  public init(
    content: String, index: RuleIndex, threshold: MatcherThreshold = .balanced
  ) {
    let weigher = EvidenceWeigher(index: index, content: content)
    var decision = MatcherDecision(
      evidence: weigher.evidence(), precedence: index.precedence, threshold: threshold)
    let answer = AnswerWriter(
      index: index, decision: decision, contentAsks: weigher.content.asks
    ).answer()
    if index.units.isEmpty || index.format.shape == nil {
      decision.outcome = .abstained(.unreadablePolicy)
    } else if case .decided = decision.outcome, answer == nil {
      decision.outcome = .abstained(.noLabel)
    }
    self.decision = decision
    if case .decided = decision.outcome { self.answer = answer } else { self.answer = nil }
    chain = MatcherReport(
      index: index, content: weigher.content, exceptions: weigher.exceptedContexts,
      softensQuotation: weigher.softensQuotation, decision: decision, answer: self.answer
    ).lines()
  }
}
