extension Command {
  /// What is done to recorded runs.
  static let recordWork: [CommandInfo] = [
    CommandInfo(
      .nextTraceView, "Next view: answer, prompt, content… (Tab)", short: "View", in: .screen,
      on: [.trace: "v"]),
    CommandInfo(.findInTrace, "Find in the view", short: "Find", in: .screen, on: [.trace: "/"]),
    CommandInfo(
      .judgeRun, "Add a human verdict and a note", short: "Judge", in: .screen, on: [.trace: "h"]),
    CommandInfo(
      .runAgain, "Run this text and content again", short: "Again", in: .screen,
      on: [.trace: "r"]),
    CommandInfo(
      .compareTraces, "Mark, then compare with a second trace", short: "Compare", in: .screen,
      on: [.trace: "c"]),
    CommandInfo(
      .replay, "Replay as it arrived; again ends it", short: "Replay", in: .screen,
      on: [.trace: "p"]),
    CommandInfo(
      .openDraws, "Draws: what they came to, where they part", short: "Draws", in: .everywhere,
      menu: "D"),
    CommandInfo(
      .addTraceCase, "Add the content as a case", short: "Case", in: .screen, on: [.trace: "a"]),
    CommandInfo(
      .openRunVersion, "Open the version it ran on", short: "Version", in: .screen,
      on: [.trace: "o"]),
    CommandInfo(.copyTrace, "Copy the view", short: "Copy", in: .screen, on: [.trace: "y"]),
    CommandInfo(.nextTraceMatch, "Next match", in: .screen, on: [.trace: "n"]),
    CommandInfo(.previousTraceMatch, "Previous match", in: .screen, on: [.trace: "N"]),
    CommandInfo(
      .pauseReplay, "Pause the replay, or go on", short: "Pause", in: .screen, on: [.trace: " "]),
    CommandInfo(
      .stepReplay, "Step the replay by a sentence", short: "Step", in: .screen, on: [.trace: "."]),
    CommandInfo(
      .stepReplayBack, "Step the replay back by a sentence", short: "Back", in: .screen,
      on: [.trace: ","]),
    CommandInfo(
      .fasterReplay, "Replay faster, up to all at once", short: "Faster", in: .screen,
      on: [.trace: "+"]),
    CommandInfo(.slowerReplay, "Replay slower", short: "Slower", in: .screen, on: [.trace: "-"]),
    CommandInfo(.eraseRun, "Erase the content of the run…", in: .screen),
  ]
}
