/// One row of a list of evaluations.
public struct EvaluationSummary: Hashable, Sendable {
  public var id: EvaluationID
  /// Milliseconds since 1970, UTC.
  public var createdAt: Int64
  public var kind: EvaluationPlan.Kind
  public var set: String
  /// The names of the arms.
  public var arms: [String]
  public var engines: [String]
  public var cases: Int
  public var repeats: Int
  /// Trials with a result, and those that are not needed.
  public var done: Int
  public var total: Int
  /// Of the first arm, when somebody last looked: cases that are right, of those judged.
  public var right: Int
  public var judged: Int

  public init(
    id: EvaluationID, createdAt: Int64, kind: EvaluationPlan.Kind, set: String, arms: [String],
    engines: [String], cases: Int, repeats: Int, done: Int, total: Int, right: Int, judged: Int
  ) {
    self.id = id
    self.createdAt = createdAt
    self.kind = kind
    self.set = set
    self.arms = arms
    self.engines = engines
    self.cases = cases
    self.repeats = repeats
    self.done = done
    self.total = total
    self.right = right
    self.judged = judged
  }
}
