import Policies
import TerminalText

extension DifferenceScreen {
  public static let commands: [ScreenCommand<Self>] = [
    ScreenCommand(
      "n", "difference.next", "Next change", short: "Next", unless: { $0.sameReason($1) },
      action: { $0.goToChange(forward: true, in: $1) }),
    ScreenCommand(
      "N", "difference.previous", "Previous change", short: "Previous",
      unless: { $0.sameReason($1) }, action: { $0.goToChange(forward: false, in: $1) }),
    ScreenCommand(
      "s", "difference.side", "Side by side, or one below the other", short: "Side by side",
      unless: { $0.sameReason($1) }, action: { $0.toggleSides(in: $1) }),
    ScreenCommand(
      "w", "difference.whole", "The whole text, or only what changed", short: "Whole text",
      unless: { $0.sameReason($1) },
      action: { screen, environment in
        var options = environment.difference
        options.isWhole.toggle()
        screen.arrange(options, in: environment)
        return [.bench(.showDifferences(options))]
      }),
    ScreenCommand(
      "y", "difference.copy", "Copy the difference, as diff -u prints it", short: "Copy",
      unless: { $0.sameReason($1) },
      action: { screen, environment in
        [.copy(screen.unified(file: environment.policy.name ?? "policy"))]
      }),
  ]

  private func sameReason(_ environment: Environment) -> String? {
    isEmpty ? "The two texts are the same." : nil
  }

  private mutating func goToChange(forward: Bool, in environment: Environment) -> [Update] {
    guard !goToChange(forward: forward, in: layout(in: environment)) else { return [] }
    return [.say(forward ? "There is no later change." : "There is no earlier change.")]
  }

  private mutating func toggleSides(in environment: Environment) -> [Update] {
    var options = environment.difference
    options.isSideBySide.toggle()
    arrange(options, in: environment)
    let updates = [Update.bench(.showDifferences(options))]
    guard options.isSideBySide, !self.options.isSideBySide else { return updates }
    return updates + [
      .say(
        "Side by side needs \(DifferenceLayout.sideBySideColumns) columns; this window has"
          + " \(environment.size.columns).")
    ]
  }
}
