extension Command {
  /// What measures policies on case sets.
  static let evaluating: [CommandInfo] = [
    CommandInfo(
      .newEvaluation, "Evaluate the policy on a case set…", short: "New", in: .screen,
      on: [.evaluations: "n"]),
    CommandInfo(
      .nextEvaluationView, "Next figures: categories, charts… (Tab)", short: "Figures",
      in: .screen, on: [.evaluation: "v"]),
    CommandInfo(
      .nextReading, "Next column: the next policy or engine", short: "Column", in: .screen,
      on: [.evaluation: "a"]),
    CommandInfo(
      .pauseEvaluation, "Pause the evaluation, or go on", short: "Pause", in: .screen,
      on: [.evaluations: "p", .evaluation: "p", .classification: "p", .edge: "p"]),
    CommandInfo(
      .stopEvaluation, "Stop the evaluation", short: "Stop", in: .screen,
      on: [.evaluations: "s", .evaluation: "s", .edge: "s"]),
    CommandInfo(
      .resumeEvaluation, "Resume the evaluation", short: "Resume", in: .screen,
      on: [.evaluations: "r", .evaluation: "r", .classification: "r"]),
    CommandInfo(
      .redoFailures, "Make failed runs anew", short: "Failures", in: .screen,
      on: [.evaluations: "f", .evaluation: "f", .classification: "f"]),
    CommandInfo(
      .markEvaluation, "Mark the evaluation for comparison", short: "Mark", in: .screen,
      on: [.evaluations: " "]),
    CommandInfo(
      .compareEvaluations, "Compare with the marked one", short: "Compare", in: .screen,
      on: [.evaluations: "c"]),
    CommandInfo(.deleteEvaluation, "Delete the evaluation…", in: .screen),
  ]
}
