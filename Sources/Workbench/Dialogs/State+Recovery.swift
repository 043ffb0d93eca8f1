import TerminalText

/// The draft that a crash left behind, against the saved text.
extension State {
  /// The room in the box of View+Dialogs.
  private func recoveryLayout(_ screen: DifferenceScreen) -> DifferenceLayout {
    let room = Rect(column: 0, row: 0, columns: size.columns - 8, rows: size.rows - 6)
    return DifferenceLayout(room, screen, options: environment.textOptions)
  }

  mutating func scrollRecovery(by rows: Int) {
    guard case .recover(var recovery)? = dialog, var screen = recovery.difference else { return }
    screen.perform(.by(rows), in: recoveryLayout(screen))
    recovery.difference = screen
    dialog = .recover(recovery)
  }

  mutating func pressInRecovery(_ text: String) {
    guard case .recover(var recovery)? = dialog, let character = text.first else { return }
    if character == "d" {
      recovery.difference =
        recovery.difference == nil
        ? DifferenceScreen(
          from: recovery.document.text,
          named: recovery.document.version.map { "v\($0)" } ?? "the saved text",
          to: recovery.draft.text, named: "the draft") : nil
    } else if var screen = recovery.difference {
      let layout = recoveryLayout(screen)
      if character == "n" || character == "N" {
        _ = screen.goToChange(forward: character == "n", in: layout)
      } else if let motion = screen.list.motion(of: character) {
        screen.perform(motion, in: layout)
      }
      recovery.difference = screen
    }
    dialog = .recover(recovery)
  }
}
