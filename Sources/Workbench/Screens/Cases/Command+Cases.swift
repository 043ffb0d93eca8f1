extension Command {
  /// What loads and keeps content.
  static let caseWork: [CommandInfo] = [
    CommandInfo(.nextCase, "Next case", menu: "n"),
    CommandInfo(.previousCase, "Previous case", menu: "p"),
    CommandInfo(.pickCase, "Pick a case"),
    CommandInfo(
      .addCase, "Add the content to the case set", short: "Add content", menu: "+",
      on: [.cases: "a"]),
    CommandInfo(.newContent, "Empty the content"),
    CommandInfo(.filterCases, "Filter the cases", short: "Filter", in: .screen, on: [.cases: "/"]),
    CommandInfo(
      .expectCase, "Edit what the case expects", short: "Expected", in: .screen, on: [.cases: "e"]),
    CommandInfo(.pickCaseSet, "Open another case set", short: "Other set", on: [.cases: "s"]),
    CommandInfo(.importCases, "Import cases from a file", short: "Import", on: [.cases: "i"]),
  ]
}
