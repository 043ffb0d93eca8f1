extension Command {
  /// What is done to versions.
  static let versionWork: [CommandInfo] = [
    CommandInfo(
      .compareVersions, "Compare with the marked, or the working text",
      short: "Diff", in: .screen, on: [.versions: "d"]),
    CommandInfo(
      .markVersion, "Mark the version for comparison", short: "Mark", in: .screen,
      on: [.versions: " "]),
    CommandInfo(
      .restoreVersion, "Put the version's text into the draft", short: "Restore", in: .screen,
      on: [.versions: "r"]),
    CommandInfo(
      .labelVersion, "Label the version", short: "Label", in: .screen, on: [.versions: "l"]),
    CommandInfo(
      .besideVersion, "Open beside the working text, whole", short: "Beside", in: .screen,
      on: [.versions: "o"]),
    CommandInfo(
      .copyVersion, "Copy the version's text", short: "Copy", in: .screen, on: [.versions: "y"]),
    CommandInfo(
      .unlabelVersion, "Take a label off the version", short: "Unlabel", in: .screen,
      on: [.versions: "u"]),
    CommandInfo(
      .protectLabel, "Have a label ask before it moves, or not", short: "Protect", in: .screen,
      on: [.versions: "p"]),

    CommandInfo(
      .nextChange, "Next change", short: "Next", in: .screen, on: [.difference: "n"]),
    CommandInfo(
      .previousChange, "Previous change", short: "Previous", in: .screen, on: [.difference: "N"]),
    CommandInfo(
      .sideBySide, "Side by side, or one below the other", short: "Side by side", in: .screen,
      on: [.difference: "s"]),
    CommandInfo(
      .wholeText, "The whole text, or only what changed", short: "Whole text", in: .screen,
      on: [.difference: "w"]),
    CommandInfo(
      .copyDifference, "Copy the difference, as diff -u prints it", short: "Copy", in: .screen,
      on: [.difference: "y"]),
  ]
}
