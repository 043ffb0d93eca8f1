extension Command {
  /// What is done to engines.
  static let engineWork: [CommandInfo] = [
    CommandInfo(
      .examineEngine, "Doctor: examine the engine, or stop", short: "Doctor", in: .everywhere,
      on: [.engines: "d"]),
    CommandInfo(
      .copyReport, "Copy the doctor's report", short: "Copy report", in: .everywhere,
      on: [.engines: "y"]),
    CommandInfo(
      .sampling, "Sampling parameters", short: "Sampling", in: .everywhere, on: [.engines: "p"]),
    CommandInfo(
      .startEngine, "Start llama-server on a model", short: "Start", in: .everywhere,
      on: [.engines: "s"]),
    CommandInfo(
      .stopEngine, "Stop the engine that Precept started", short: "Stop", in: .everywhere,
      on: [.engines: "x"]),
    CommandInfo(
      .engineLog, "Log of the started engine", short: "Log", in: .everywhere, on: [.engines: "o"]),
    CommandInfo(
      .pullModel, "Pull a model with Ollama", short: "Pull", in: .everywhere, on: [.engines: "u"]),
    CommandInfo(.stopPull, "Cancel the pull of a model", short: "Cancel pull", in: .everywhere),
    CommandInfo(
      .lookForEngines, "Look for engines again", short: "Look again", in: .everywhere,
      on: [.engines: "r"]),
  ]
}
