import TerminalInput
import TerminalText

extension State {
  var differenceScreen: DifferenceScreen? {
    screen as? DifferenceScreen
  }

  func layout(of screen: DifferenceScreen) -> DifferenceLayout {
    DifferenceLayout(ScreenLayout(size: size).list, screen, options: textOptions)
  }

  var textOptions: DisplayText.Options { DisplayText.Options(ascii: ascii) }

  /// What the window has room for of what a person wants.
  var differenceMannerThatFits: DifferenceScreen.Manner {
    var manner = differenceManner
    if size.columns < DifferenceLayout.sideBySideColumns { manner.isSideBySide = false }
    return manner
  }

  /// Shows two texts over whatever is on the screen.
  mutating func openDifference(
    from old: String, named oldName: String, to new: String, named newName: String
  ) {
    var screen = DifferenceScreen(from: old, named: oldName, to: new, named: newName)
    screen.arrange(differenceMannerThatFits)
    screens.append(screen)
  }

  mutating func changeDifference(_ change: (inout DifferenceScreen, DifferenceLayout) -> Void) {
    guard var screen = differenceScreen else { return }
    change(&screen, layout(of: screen))
    screens[screens.count - 1] = screen
  }

  mutating func performOnDifference(_ command: Command) -> [Effect] {
    switch command {
    case .nextChange, .previousChange: goToChange(forward: command == .nextChange)
    case .sideBySide:
      differenceManner.isSideBySide.toggle()
      if differenceManner.isSideBySide, !differenceMannerThatFits.isSideBySide {
        say(
          "Side by side needs \(DifferenceLayout.sideBySideColumns) columns; this window has"
            + " \(size.columns).")
      }
      arrangeDifferences()
    case .wholeText:
      differenceManner.isWhole.toggle()
      arrangeDifferences()
    case .copyDifference:
      guard let screen = differenceScreen, !screen.isEmpty else { return [] }
      clipboard = screen.unified(file: policy.name ?? "policy")
      return [.terminal(.copy(clipboard))]
    default: break
    }
    return []
  }

  private mutating func goToChange(forward: Bool) {
    var isFound = true
    changeDifference { screen, layout in
      isFound = screen.goToChange(forward: forward, in: layout)
    }
    if !isFound { say(forward ? "There is no later change." : "There is no earlier change.") }
  }

  /// After the window or the manner changed.
  mutating func arrangeDifferences() {
    let manner = differenceMannerThatFits
    for index in screens.indices {
      guard var screen = screens[index] as? DifferenceScreen else { continue }
      screen.arrange(manner)
      screen.clamp(in: layout(of: screen))
      screens[index] = screen
    }
  }

  func differenceReason(_ command: Command) -> String? {
    guard let screen = differenceScreen else { return nil }
    return screen.isEmpty ? "The two texts are the same." : nil
  }
}

/// The draft that a crash left behind, against the saved text.
extension State {
  /// The room in the box of View+Dialogs.
  private func recoveryLayout(_ screen: DifferenceScreen) -> DifferenceLayout {
    let room = Rect(column: 0, row: 0, columns: size.columns - 8, rows: size.rows - 6)
    return DifferenceLayout(room, screen, options: textOptions)
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
