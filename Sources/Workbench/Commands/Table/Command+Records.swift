extension Command {
  /// What is done to recorded runs.
  static let recordWork: [CommandInfo] = [
    CommandInfo(.searchRuns, "Search the runs", short: "Search", in: .screen, on: [.runs: "/"]),
    CommandInfo(
      .filterRuns, "Filter the runs: policy, decision, state", short: "Filter", in: .screen,
      on: [.runs: "f"]),
    CommandInfo(
      .markRun, "Mark the run for comparison", short: "Mark", in: .screen, on: [.runs: " "]),
  ]
}
