extension Command {
  /// What writes policies.
  static let authoring: [CommandInfo] = [
    CommandInfo(.savePolicy, "Save a version", short: "Save version", keys: ["ctrl-s"]),
    CommandInfo(.openPolicy, "Open a policy", short: "Open", keys: ["ctrl-o"], menu: "o"),
    CommandInfo(.newPolicy, "New policy from a template", short: "New", keys: ["ctrl-n"]),
    CommandInfo(.discardDraft, "Go back to the newest saved version"),
    CommandInfo(.recoverDrafts, "Recover unsaved text", short: "Recover"),
    CommandInfo(.externalEditor, "Edit in $EDITOR", menu: "x"),
    CommandInfo(.outline, "Outline of the policy", short: "Outline", menu: "i"),
    CommandInfo(
      .goToCitation, "Follow a citation, either way", short: "Follow", menu: "j"),
    CommandInfo(.goBack, "Go back to where one was", short: "Back there", menu: "u"),
    CommandInfo(.goForward, "Go forward again", short: "Forward"),
    CommandInfo(.nextCitation, "Next citation in the chain", short: "Next citation"),
    CommandInfo(.previousCitation, "Previous citation in the chain", short: "Previous citation"),
    CommandInfo(.hints, "Hints on the policy", short: "Hints", menu: "!"),
    CommandInfo(.fixHint, "Apply the hint's fix", short: "Fix", menu: "."),
    CommandInfo(.coverage, "Coverage of the rules by recorded runs", short: "Coverage", menu: "%"),
    CommandInfo(.heat, "Heat of the rules in the gutter", short: "Heat"),
    CommandInfo(
      .severalPolicies, "Run under several policies at once", short: "Pick policies",
      in: .everywhere, menu: "|", on: [.policies: "p"]),
    CommandInfo(
      .runPolicies, "Run all of them again", short: "Run again", in: .screen,
      on: [.policies: "r"]),
    CommandInfo(
      .copyCombined, "Copy the combined prompt", short: "Copy combined", in: .screen,
      on: [.policies: "y"]),
  ]
}
