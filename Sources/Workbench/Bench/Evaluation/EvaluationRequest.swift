public import Evaluation
import Policies
import Runs
import TextEditing
import Wording

/// An evaluation that a screen asks for: of the text on the bench, by the engine that runs go to.
public struct EvaluationRequest: Sendable {
  var kind: Question.Kind
  var set: String
  /// How many samples of each case.
  var samples: Int
  /// In place of the cases of the set.
  var contents: [PlannedCase]?
  /// What it is for; nil takes it from the question.
  var purpose: EvaluationPlan.Kind?

  init(
    _ kind: Question.Kind, on set: String, samples: Int, contents: [PlannedCase]? = nil,
    for purpose: EvaluationPlan.Kind? = nil
  ) {
    self.kind = kind
    self.set = set
    self.samples = samples
    self.contents = contents
    self.purpose = purpose
  }
}

/// The evaluation that is running.
public struct LiveEvaluation: Sendable {
  public var id: EvaluationID
  public var progress: BatchProgress
}

extension State {
  mutating func evaluate(_ request: EvaluationRequest) -> [Effect] {
    [.evaluations(.start(start(of: request)))]
  }

  /// Gives a request its id, seed and date.
  mutating func start(of request: EvaluationRequest) -> EvaluationStart {
    let judged = judgedPolicy()
    var parameters = parameters
    let drawn = Int(randomness.next() >> 33)
    parameters.seed = fixedSeed ?? drawn
    parameters.sendsSeed = fixedSeed != nil
    parameters.date = now.date
    let version = judged.reference.version.map { "@\($0)" } ?? ""
    var start = EvaluationStart(
      id: EvaluationID(Run.ID(milliseconds: now.unixMilliseconds, using: &randomness)),
      createdAt: now.unixMilliseconds,
      question: Question(
        request.kind,
        of: [
          .init(
            name: judged.reference.name + version, policy: judged.reference, text: judged.text,
            format: judged.format, targets: policy.document?.settings.targets ?? [])
        ], on: [.init(name: engine.identity.name, model: engine.identity.model)], parameters),
      set: request.set, repeats: request.samples, engine: engine.identity)
    start.contents = request.contents
    start.kind = request.purpose
    return start
  }

  /// What all screens share of an evaluation: whether one is running, and how far it is.
  mutating func handle(_ event: EvaluationEvent) -> [Effect] {
    switch event {
    case .listed, .pair, .opened: break
    case .began(let results):
      let plan = results.plan
      let done = results.tallies.first?.trials ?? 0
      evaluation = LiveEvaluation(
        id: plan.id, progress: BatchProgress(done: done, total: plan.count))
      if edgeLab?.id == plan.id { edgeLab?.show(results) }
      return [.evaluations(.list)]
    case .progress(let id, let results, let progress):
      evaluation = LiveEvaluation(id: id, progress: progress)
      if !results.isEmpty, edgeLab?.id == id { edgeLab?.add(results) }
    case .ended(let id, let sentence, let isWhole):
      if evaluation?.id == id { evaluation = nil }
      say(sentence, isError: !isWhole)
      return [.evaluations(.list)]
    }
    return []
  }
}
