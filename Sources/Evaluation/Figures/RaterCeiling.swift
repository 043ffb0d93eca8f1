public import Cases
import Policies

/// How far the people agree who labeled the cases, in the terms of each figure: the most that a policy can
/// be held to.
///
/// It is of the cases of the plan with two votes or more, whether or not they have run.
public struct RaterCeiling: Hashable, Sendable {
  /// What votes decide under the policy, as accuracy, precision, recall, F1 and kappa count.
  public private(set) var decisions = RaterAgreement()
  /// The labels that votes name, in the policy's spelling.
  public private(set) var labels = RaterAgreement()
  /// For each label, whether a vote names it or a finer one. Votes without a label say nothing of it.
  public private(set) var categories: [String: RaterAgreement] = [:]

  /// - Complexity: O(votes × (labels of the format + families)).
  init(_ plan: EvaluationPlan, under arm: Arm, _ families: [LabelFamily]) {
    // Votes name labels; an arm that is held to a single label is judged by something else.
    guard arm.label == nil, plan.cases.contains(where: { $0.votes != nil }) else { return }
    let vocabulary = LabelVocabulary(arm.format)
    var known: [String: Vote] = [:]
    for item in plan.cases {
      let votes = (item.votes ?? []).map { key -> Vote in
        if let vote = known[key] { return vote }
        let vote = Vote(key, vocabulary, arm.format)
        known[key] = vote
        return vote
      }
      guard votes.count > 1 else { continue }
      decisions.add(votes.map(\.decision))
      let naming = votes.filter { !$0.labels.isEmpty }
      labels.add(naming.map { $0.labels.joined(separator: "\n") })
      for family in families {
        categories[family.name, default: RaterAgreement()]
          .add(naming.map { family.isFound(in: $0.labels) ? "1" : "0" })
      }
    }
  }

  /// What one person said, under a policy.
  private struct Vote {
    /// A decision, or the vote itself where the policy does not say what it decides.
    var decision: String
    var labels: [String]

    init(_ key: String, _ vocabulary: LabelVocabulary, _ format: AnswerFormat) {
      let values = key.split(separator: "\n").map { vocabulary[String($0)]?.name ?? String($0) }
      labels = values.filter { Decision(rawValue: $0) == nil }.sorted()
      let decided =
        values.compactMap(Decision.init)
        + labels.compactMap { Expected.decision(of: $0, in: format) }
      decision = Decision.strongest(decided)?.rawValue ?? key
    }
  }
}

extension FigureRow {
  /// How far raters agree in what the figure counts.
  public struct Ceiling: Hashable, Sendable {
    /// The share of pairs of votes that say the same; for kappa, Krippendorff's alpha.
    public var value: Double
    public var isAlpha = false
    /// Cases with two votes or more.
    public var cases: Int

    /// nil where no case has two votes.
    public init?(_ agreement: RaterAgreement?, alpha: Bool = false) {
      guard let agreement, agreement.cases > 0,
        let value = alpha ? agreement.alpha : agreement.agreement
      else { return nil }
      self.value = value
      isAlpha = alpha
      cases = agreement.cases
    }

    /// `raters agree 0.667 on 12 cases`, `raters’ alpha 0.410 on 12 cases`
    public var words: String {
      "\(isAlpha ? "raters’ alpha" : "raters agree") \(value.threeDecimals) on \(cases) \(cases == 1 ? "case" : "cases")"
    }
  }
}
