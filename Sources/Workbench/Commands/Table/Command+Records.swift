extension Command {
  /// What is done to recorded runs.
  static let recordWork: [CommandInfo] = [
    CommandInfo(.searchRuns, "Search the runs", short: "Search", in: .screen, on: [.runs: "/"])
  ]
}
