/// A command of a screen: one entry, one place. Footer, help, menu, palette and the manual's key
/// table are made from it.
public struct ScreenCommand<Subject: Screen>: Sendable {
  public let command: Command
  /// nil where it is found in the palette only.
  public let letter: Character?
  /// For menu, palette and help; nil where the command is the workbench's, and has a title there.
  let title: String?
  /// For the footer.
  let short: String?
  /// Why it cannot run now, as one sentence; nil if it can. No closure where the workbench knows.
  let reason: (@Sendable (Subject, Environment) -> String?)?
  /// nil where the workbench carries it out.
  let action: (@Sendable (inout Subject, Environment) -> [Update])?

  init(
    _ letter: Character?, _ id: String, _ title: String, short: String? = nil,
    unless reason: @escaping @Sendable (Subject, Environment) -> String? = { _, _ in nil },
    action: @escaping @Sendable (inout Subject, Environment) -> [Update]
  ) {
    self.letter = letter
    self.command = Command(id)
    self.title = title
    self.short = short
    self.reason = reason
    self.action = action
  }

  /// A letter for a command of the workbench.
  init(_ letter: Character, _ command: Command) {
    self.letter = letter
    self.command = command
    title = nil
    short = nil
    reason = nil
    action = nil
  }

  /// A command that several screens have, each in its own way; its title stands in the workbench's
  /// table.
  init(
    _ letter: Character?, _ command: Command,
    unless reason: (@Sendable (Subject, Environment) -> String?)? = nil,
    action: @escaping @Sendable (inout Subject, Environment) -> [Update]
  ) {
    self.letter = letter
    self.command = command
    title = nil
    short = nil
    self.reason = reason
    self.action = action
  }
}

extension Screen {
  /// What the table of commands knows of the screen's own.
  static var infos: [CommandInfo] {
    commands.compactMap { entry in
      entry.title.map { CommandInfo(entry.command, $0, short: entry.short, in: .screen) }
    }
  }

  static var letters: [(command: Command, letter: Character?)] {
    commands.map { ($0.command, $0.letter) }
  }

  /// - Returns: nil where the command is not one of the screen's own.
  mutating func perform(_ command: Command, in environment: Environment) -> [Update]? {
    Self.commands.first { $0.command == command }?.action?(&self, environment)
  }

  /// Whether the screen says when the command can run, and not the workbench.
  func decides(on command: Command) -> Bool {
    Self.commands.first { $0.command == command }?.reason != nil
  }

  func disabledReason(_ command: Command, in environment: Environment) -> String? {
    Self.commands.first { $0.command == command }?.reason?(self, environment)
  }

  /// What Enter does there, for footer and help; nil where it does nothing.
  static var enterTitle: String? {
    enter?.title ?? (self as? any LegacyScreen.Type)?.legacyEnterTitle
  }

  var enterTitle: String? { Self.enterTitle }

  mutating func pressEnter(in environment: Environment) -> [Update] {
    Self.enter?.action(&self, environment) ?? []
  }
}
