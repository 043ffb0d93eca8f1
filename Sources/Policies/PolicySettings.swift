/// What `policy.toml` says beside a policy's text.
public struct PolicySettings: Hashable, Sendable {
  public var title: String?
  /// Names of case sets, without `samples/` and ending.
  public var cases: [String]
  /// The declared answer format; nil leaves it to the text.
  public var answer: AnswerFormat?
  /// What evaluations are held to, in the order of categories and metrics.
  public var targets: [MetricTarget]

  public init(
    title: String? = nil, cases: [String] = [], answer: AnswerFormat? = nil,
    targets: [MetricTarget] = []
  ) {
    self.title = title
    self.cases = cases
    self.answer = answer
    self.targets = targets
  }
}
