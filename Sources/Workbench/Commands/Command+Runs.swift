extension Command {
  /// What runs policies.
  static let running: [CommandInfo] = [
    CommandInfo(.run, "Run the policy on the content", short: "Run", keys: ["ctrl-r", "f5"]),
    CommandInfo(.stop, "Stop the run", short: "Stop", keys: ["escape"]),
    CommandInfo(.repeat, "Run five times", short: "Repeat", menu: "5"),
    CommandInfo(.nextDraw, "Show the next draw", short: "Next draw", menu: "d"),
    CommandInfo(.live, "Live mode: run after typing", short: "Live", menu: "l"),
    CommandInfo(
      .effort, "Effort: low, medium, high", short: "Effort", menu: "f", on: [.engines: "e"]),
    CommandInfo(.runCases, "Run the case set on this text", short: "Run cases", menu: "k"),
    CommandInfo(
      .settleLabel, "Say what the label decides…", short: "Decides…", keys: ["alt-d"],
      menu: "="),
    CommandInfo(.unsettleLabel, "Take back what a label was said to decide"),
  ]
}
