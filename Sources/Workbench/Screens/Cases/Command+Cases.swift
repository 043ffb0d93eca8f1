extension Command {
  /// What loads and keeps content.
  static let caseWork: [CommandInfo] = [
    CommandInfo(.nextCase, "Next case", menu: "n"),
    CommandInfo(.previousCase, "Previous case", menu: "p"),
    CommandInfo(.pickCase, "Pick a case"),
    CommandInfo(
      .addCase, "Add the content to the case set", short: "Add content", menu: "+"),
    CommandInfo(.newContent, "Empty the content"),
    CommandInfo(.pickCaseSet, "Open another case set", short: "Other set"),
    CommandInfo(.importCases, "Import cases from a file", short: "Import"),
  ]
}
