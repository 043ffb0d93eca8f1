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
      .copyVersion, "Copy the version's text", short: "Copy", in: .screen, on: [.versions: "y"]),
  ]
}
