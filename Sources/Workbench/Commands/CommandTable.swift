/// What footer, help, menu, palette and keymap know of a command. One table makes them all.
public struct CommandInfo: Hashable, Sendable {
  public var command: Command
  /// For menu, palette and help.
  public var title: String
  /// For the footer.
  public var short: String
  public var context: Command.Context
  /// Default keys, the one to show first.
  public var keys: [String]
  /// The letter in the Ctrl-T menu.
  public var menuKey: Character?
  /// The letters on the screens.
  public var letters: [Screen.Kind: Character]

  init(
    _ command: Command, _ title: String, short: String? = nil, in context: Command.Context = .bench,
    keys: [String] = [], menu: Character? = nil, on letters: [Screen.Kind: Character] = [:]
  ) {
    self.command = command
    self.title = title
    self.short = short ?? title
    self.context = context
    self.keys = keys
    self.menuKey = menu
    self.letters = letters
  }
}

extension Command {
  public var info: CommandInfo { Self.table[self]! }

  /// In the order of help and menu.
  public static let all: [CommandInfo] =
    running + authoring + caseWork + classifying + importing + places + versionWork + recordWork
    + edgeWork
    + evaluating
    + engineWork
    + viewing
    + editing + program

  /// What the Ctrl-T menu lists.
  public static let menuEntries: [CommandInfo] = all.filter { $0.menuKey != nil }

  /// The command of a letter on a screen.
  public static func of(_ letter: Character, on screen: Screen.Kind) -> Command? {
    byLetter[screen]?[letter]
  }

  private static let byLetter: [Screen.Kind: [Character: Command]] = all.reduce(into: [:]) {
    for (screen, letter) in $1.letters { $0[screen, default: [:]][letter] = $1.command }
  }

  private static let table = Dictionary(uniqueKeysWithValues: all.map { ($0.command, $0) })
}
