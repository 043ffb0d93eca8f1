import Policies
import Runs

extension VersionsScreen {
  public static let enter: ScreenEnter<Self>? = ScreenEnter("Compare with working text") {
    $0.compare(in: $1)
  }

  public static let commands: [ScreenCommand<Self>] = [
    ScreenCommand(
      "d", "version.compare", "Compare with the marked, or the working text", short: "Diff"
    ) { $0.compare(in: $1) },
    ScreenCommand(
      " ", "version.mark", "Mark the version for comparison", short: "Mark"
    ) { screen, _ in
      let key = screen.selected.map(VersionKey.init)
      screen.marked = screen.marked == key ? nil : key
      return []
    },
    ScreenCommand(
      "r", "version.restore", "Put the version's text into the draft", short: "Restore"
    ) { $0.load(for: .restore, in: $1) },
    ScreenCommand("l", "version.label", "Label the version", short: "Label") { screen, _ in
      screen.askForLabel()
    },
    ScreenCommand(
      "o", "version.beside", "Open beside the working text, whole", short: "Beside"
    ) { screen, environment in
      let options = DifferenceScreen.Options(isSideBySide: true, isWhole: true)
      return [.bench(.showDifferences(options))]
        + screen.load(for: .compare(with: .workingText), in: environment)
    },
    ScreenCommand("y", "version.copy", "Copy the version's text", short: "Copy") {
      $0.load(for: .copy, in: $1)
    },
    ScreenCommand(
      "u", "version.unlabel", "Take a label off the version", short: "Unlabel",
      unless: { screen, _ in screen.noLabelReason },
      action: { screen, environment in screen.askForOne(of: .unlabel, in: environment) }),
    ScreenCommand(
      "p", "version.protect", "Have a label ask before it moves, or not", short: "Protect",
      unless: { screen, _ in screen.noLabelReason },
      action: { screen, environment in screen.askForOne(of: .protect, in: environment) }),
  ]

  private var noLabelReason: String? {
    guard let selected else { return "There is no version here." }
    return selected.labels.isEmpty ? "v\(selected.number) has no label. l gives it one." : nil
  }

  /// Asks for the text of the selected version; it comes back to ``take(_:of:for:in:)``.
  private func load(for use: VersionUse, in environment: Environment) -> [Update] {
    selected.map { load($0, for: use, in: environment) } ?? []
  }

  private func load(
    _ version: PolicyVersion, for use: VersionUse, in environment: Environment
  ) -> [Update] {
    environment.policy.name.map {
      [.effect(.documents(.loadVersion(version, of: $0, use: use)))]
    } ?? []
  }

  /// The marked version with the selected one, else the selected one with the working text.
  private func compare(in environment: Environment) -> [Update] {
    guard let selected else { return [] }
    if let other = versions.firstIndex(where: { VersionKey($0) == marked }), other != list.selected
    {
      let (older, newer) =
        other > list.selected ? (versions[other], selected) : (selected, versions[other])
      return load(older, for: .compare(with: .pending(newer)), in: environment)
    }
    // What is on the bench has nothing to be compared with but its predecessor.
    if selected.number == environment.policy.savedVersion,
      let before = versions.dropFirst(list.selected + 1).first
    {
      return load(before, for: .compare(with: .pending(selected)), in: environment)
    }
    return load(selected, for: .compare(with: .workingText), in: environment)
  }

  /// The text that was asked for is here.
  func take(
    _ text: String, of version: PolicyVersion, for use: VersionUse, in environment: Environment
  ) -> [Update] {
    switch use {
    case .restore: return [.bench(.restore(text, of: version))]
    case .copy: return [.copy(text)]
    case .compare(with: .workingText):
      let working = environment.policy.savedVersion.map { "v\($0), the working text" }
      return [
        .push(
          DifferenceScreen(
            from: text, named: "v\(version.number)", to: environment.policy.text,
            named: working ?? "the working text"))
      ]
    case .compare(with: .version(let older, let olderText)):
      return [
        .push(
          DifferenceScreen(
            from: olderText, named: "v\(older)", to: text, named: "v\(version.number)"))
      ]
    case .compare(with: .pending(let newer)):
      return load(
        newer, for: .compare(with: .version(version.number, text: text)), in: environment)
    }
  }
}
