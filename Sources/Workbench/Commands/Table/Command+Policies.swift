extension Command {
  /// What writes policies.
  static let authoring: [CommandInfo] = [
    CommandInfo(.savePolicy, "Save a version", short: "Save version", keys: ["ctrl-s"]),
    CommandInfo(.openPolicy, "Open a policy", short: "Open", keys: ["ctrl-o"], menu: "o"),
    CommandInfo(.newPolicy, "New policy from a template", short: "New", keys: ["ctrl-n"]),
    CommandInfo(.discardDraft, "Go back to the newest saved version"),
    CommandInfo(.externalEditor, "Edit in $EDITOR", menu: "x"),
  ]
}
