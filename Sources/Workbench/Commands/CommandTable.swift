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
  public var letters: [ScreenID: Character]
  /// The screens that it works on, for commands that work on screens only.
  var screens: Set<ScreenID>

  init(
    _ command: Command, _ title: String, short: String? = nil, in context: Command.Context = .bench,
    keys: [String] = [], menu: Character? = nil, on letters: [ScreenID: Character] = [:]
  ) {
    self.command = command
    self.title = title
    self.short = short ?? title
    self.context = context
    self.keys = keys
    self.menuKey = menu
    self.letters = letters
    screens = Set(letters.keys)
  }
}

extension Command {
  public var info: CommandInfo { Self.table[self]! }

  /// In the order of help and menu.
  public static let all: [CommandInfo] = {
    var all =
      running + authoring + caseWork + importing + places
      + ScreenRegistry.all.flatMap { $0.infos } + recordWork + evaluating + engineWork
      + viewing + editing + program
    for screen in ScreenRegistry.all {
      for (command, letter) in screen.letters {
        guard let index = all.firstIndex(where: { $0.command == command }) else { continue }
        all[index].letters[screen.about.id] = letter
        all[index].screens.insert(screen.about.id)
      }
    }
    return all
  }()

  /// What the Ctrl-T menu lists.
  public static let menuEntries: [CommandInfo] = all.filter { $0.menuKey != nil }

  /// The command of a letter on a screen.
  public static func of(_ letter: Character, on screen: ScreenID) -> Command? {
    byLetter[screen]?[letter]
  }

  /// The letters of a screen, in the order of its footer.
  static func letters(on screen: ScreenID) -> [(letter: Character, info: CommandInfo)] {
    let own = ScreenRegistry.screen(screen)?.letters ?? []
    let shown = own.isEmpty ? all : own.map(\.command.info)
    return shown.compactMap { info in info.letters[screen].map { ($0, info) } }
  }

  private static let byLetter: [ScreenID: [Character: Command]] = all.reduce(into: [:]) {
    for (screen, letter) in $1.letters { $0[screen, default: [:]][letter] = $1.command }
  }

  static let table = Dictionary(uniqueKeysWithValues: all.map { ($0.command, $0) })
}
