public import Evaluation
public import Runs

extension Effect {
  /// Evaluations. One at a time goes on here.
  public enum Evaluations: Equatable, Sendable {
    case list
    case open(EvaluationID)
    case start(EvaluationStart)
    /// Goes on; results in these states are made anew.
    case resume(EvaluationID, on: EngineIdentity, redoing: [RunState])
    case pause, goOn, stop
    /// Reads two, to be compared.
    case loadPair(EvaluationID, EvaluationID)
    case delete(EvaluationID)
  }
}

/// An evaluation to be begun; its cases are read from the set.
public struct EvaluationStart: Equatable, Sendable {
  public var id: EvaluationID
  /// Milliseconds since 1970, UTC.
  public var createdAt: Int64
  public var question: Question
  public var set: String
  public var repeats: Int
  public var engine: EngineIdentity
  /// The contents to judge, in place of all those of the set.
  public var contents: [PlannedCase]?
  /// What the contents are for; nil without ``contents``, where the question tells.
  public var kind: EvaluationPlan.Kind?

  public init(
    id: EvaluationID, createdAt: Int64, question: Question, set: String, repeats: Int,
    engine: EngineIdentity
  ) {
    self.id = id
    self.createdAt = createdAt
    self.question = question
    self.set = set
    self.repeats = repeats
    self.engine = engine
  }
}

/// What came of it.
public enum EvaluationEvent: Sendable {
  case listed([EvaluationSummary])
  case opened(EvaluationPicture)
  /// It goes on, from these results.
  case began(EvaluationPicture)
  case progress(EvaluationID, [TrialResult], BatchProgress)
  /// It goes on no more; in a sentence.
  case ended(EvaluationID, String, isWhole: Bool)
  case pair(EvaluationPicture, EvaluationPicture)
}
