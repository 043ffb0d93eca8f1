extension Command {
  /// What reads cases without a label, and labels them.
  static let classifying: [CommandInfo] = [
    CommandInfo(
      .classify, "Classify the cases without a label…", short: "Classify", in: .screen,
      on: [.cases: "c"]),
    CommandInfo(
      .labelViolates, "Label the case violates, go to the next", short: "Violates", in: .screen,
      on: [.classification: "v"]),
    CommandInfo(
      .labelSafe, "Label the case safe, go to the next", short: "Safe", in: .screen,
      on: [.classification: "s"]),
    CommandInfo(
      .labelEscalate, "Label the case escalate, go to the next", short: "Escalate", in: .screen,
      on: [.classification: "e"]),
    CommandInfo(
      .acceptLabel, "Label the case as read, go to the next", short: "As read",
      in: .screen, on: [.classification: "a"]),
    CommandInfo(
      .undoLabel, "Undo the last label", short: "Undo", in: .screen, on: [.classification: "u"]),
    CommandInfo(
      .labelOther, "Label the case with another label…", short: "Label…", in: .screen,
      on: [.classification: "l"]),
  ]
}
