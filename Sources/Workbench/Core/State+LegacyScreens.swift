import Runs
import TerminalInput

/// Keys of the screens that still stand in extensions of the state.
extension State {
  /// - Returns: nil where the key is not one of its own.
  mutating func pressOnLegacyScreen(_ chord: KeyChord) -> [Effect]? {
    switch chord.key {
    case .escape where chord.modifiers.isEmpty:
      if screen is PoliciesScreen, several?.isRunning ?? false { return stopPolicies() }
      return nil
    case .left where screen is PoliciesScreen: return moveOnScreen(.by(-1))
    case .right where screen is PoliciesScreen: return moveOnScreen(.by(1))
    case .tab where keymap.command(for: chord, in: [.everywhere]) == nil:
      if screen is EnginesScreen { turnOnEngines() }
      return []
    default: return nil
    }
  }

  mutating func openOnLegacyScreen() -> [Effect] {
    switch screen {
    case is ImportScreen: askForImportedSet()
    case is EnginesScreen: openOnEngines()
    case is PoliciesScreen: openPolicyTrace()
    default: break
    }
    return []
  }
}
