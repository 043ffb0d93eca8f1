import Evaluation
import Runs

/// What the screens that show evaluations do alike.
extension Environment {
  func resumeReason(of id: EvaluationID?) -> String? {
    if evaluation != nil { return "An evaluation goes on already." }
    return id == nil ? "No evaluation is selected." : nil
  }

  /// - Parameter states: results in these states are made again.
  func resume(_ id: EvaluationID?, redoing states: [RunState]) -> [Update] {
    guard let id else { return [] }
    return [.effect(.evaluations(.resume(id, on: engine.identity, redoing: states)))]
  }

  func deleteReason(of id: EvaluationID?) -> String? {
    guard let id else { return "No evaluation is selected." }
    return id == evaluation?.id ? "It goes on. s stops it." : nil
  }
}

extension Confirmation {
  /// Whether an evaluation is deleted.
  static func deletion(asking question: ScreenQuestion) -> Confirmation {
    Confirmation(
      purpose: .screen(question), title: "Delete the evaluation?",
      message: "Its plan and figures are lost. The records of its runs stay.", yes: "Delete",
      no: "Keep")
  }
}

extension Command {
  /// What screens that show evaluations have alike, each for its own evaluation.
  static let evaluating: [CommandInfo] = [
    CommandInfo(
      .pauseEvaluation, "Pause the evaluation, or go on", short: "Pause", in: .screen),
    CommandInfo(
      .stopEvaluation, "Stop the evaluation", short: "Stop", in: .screen),
    CommandInfo(.resumeEvaluation, "Resume the evaluation", short: "Resume", in: .screen),
    CommandInfo(.redoFailures, "Make failed runs anew", short: "Failures", in: .screen),
    CommandInfo(.deleteEvaluation, "Delete the evaluation…", in: .screen),
  ]
}
