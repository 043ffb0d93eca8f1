import Cases
import Policies
import Runs
import TerminalInput
import TerminalText
import TextEditing

/// Keys that go to the screen on top.
extension State {
  public var screen: (any Screen)? { screens.last }

  mutating func pressOnScreen(_ chord: KeyChord) -> [Effect] {
    if let effects = withScreen({ $0.press(chord, in: $1) }) { return effects }
    if let effects = pressOnLegacyScreen(chord) { return effects }
    if chord.key == .escape, chord.modifiers.isEmpty {
      leaveScreen()
      return []
    }
    if let command = keymap.command(for: chord, in: [.everywhere]) {
      return switchScreen(command)
    }
    switch chord.key {
    case .up: return moveOnScreen(.by(-1))
    case .down: return moveOnScreen(.by(1))
    case .pageUp: return moveOnScreen(.by(-(screenRows - 1)))
    case .pageDown: return moveOnScreen(.by(screenRows - 1))
    case .home: return moveOnScreen(.to(0))
    case .end: return moveOnScreen(.end)
    case .enter: return openSelected()
    case .character(let character) where chord.modifiers.subtracting(.shift).isEmpty:
      return pressOnScreen(character)
    default: return []
    }
  }

  private mutating func pressOnScreen(_ character: Character) -> [Effect] {
    guard let last = screens.indices.last else { return [] }
    if let motion = screens[last].motion(of: character) { return moveOnScreen(motion) }
    switch character {
    case "q":
      leaveScreen()
      return []
    case "?": return perform(.help)
    case ":": return perform(.palette)
    default:
      if screen is EnginesScreen { return pressOnEngines(character) }
      return Command.of(character, on: screens[last].id).map { perform($0) } ?? []
    }
  }

  /// F2 on the Runs screen goes to Versions, not deeper.
  private mutating func switchScreen(_ command: Command) -> [Effect] {
    let isOpen = command == .engines && enginesScreen != nil
    if ScreenRegistry.openings.contains(command), !isOpen,
      command == .pipeline || disabledReason(command) == nil
    {
      screens = []
    }
    return perform(command)
  }

  mutating func leaveScreen() {
    _ = screens.popLast()
    returnToScreen()
    // Who looked at the difference is asked again.
    if outside != nil, screens.isEmpty, dialog == nil { dialog = outside.map { .pick($0.picker) } }
  }

  /// Tells the screen on top that it is there again.
  mutating func returnToScreen() {
    guard let last = screens.indices.last else { return }
    screens[last].returned(in: environment)
  }

  /// Has the screen on top do something; nil where it does not, or there is none.
  mutating func withScreen(
    _ act: (inout any Screen, Environment) -> [Update]?
  ) -> [Effect]? {
    guard let last = screens.indices.last else { return nil }
    return act(&screens[last], environment).map { apply($0) }
  }

  /// Tells every screen of a message, the one on top first. The events of runs are not told: they come
  /// most often, and no screen listens to them.
  mutating func tellScreens(_ message: Message) -> [Effect] {
    if case .run = message { return [] }
    var effects: [Effect] = []
    for index in screens.indices.reversed() where screens.indices.contains(index) {
      let updates = screens[index].receive(message, in: environment)
      if !updates.isEmpty { effects += apply(updates) }
    }
    return effects
  }

  /// Rows of a screen's list.
  var screenRows: Int {
    max(1, ScreenLayout(size: size, below: screen?.rowsBelow(in: size) ?? 0).list.rows)
  }

  mutating func moveOnScreen(_ motion: ListState.Motion) -> [Effect] {
    if screen is EnginesScreen {
      moveOnEngines(motion)
      return []
    }
    return withScreen { $0.move(motion, in: $1) } ?? []
  }

  private mutating func openSelected() -> [Effect] {
    guard let screen else { return [] }
    if screen is any LegacyScreen { return openOnLegacyScreen() }
    return withScreen { $0.pressEnter(in: $1) } ?? []
  }
}

extension Screen {
  func rowsBelow(in size: Size) -> Int { Self.rowsBelow(in: size) }
}
