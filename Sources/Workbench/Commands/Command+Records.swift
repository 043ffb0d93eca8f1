extension Command {
  /// What is done to recorded runs on more than one screen.
  static let recordWork: [CommandInfo] = [
    CommandInfo(
      .compareTraces, "Mark, then compare with a second trace", short: "Compare", in: .screen),
    CommandInfo(
      .openDraws, "Draws: what they came to, where they part", short: "Draws", in: .everywhere,
      menu: "D"),
  ]
}
