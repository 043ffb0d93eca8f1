import Runs
import TerminalInput

/// Keys of the screens that still stand in extensions of the state.
extension State {
  /// - Returns: nil where the key is not one of its own.
  mutating func pressOnLegacyScreen(_ chord: KeyChord) -> [Effect]? {
    switch chord.key {
    case .escape where chord.modifiers.isEmpty:
      if screen is PoliciesScreen, several?.isRunning ?? false { return stopPolicies() }
      if stopsClassification { return [.evaluations(.stop)] }
      return nil
    case .left where screen is PoliciesScreen: return moveOnScreen(.by(-1))
    case .right where screen is PoliciesScreen: return moveOnScreen(.by(1))
    case .tab where keymap.command(for: chord, in: [.everywhere]) == nil:
      if screen is EnginesScreen { turnOnEngines() }
      let step = chord.modifiers.contains(.shift) ? -1 : 1
      withEvaluation { $0.showView(stepping: step) }
      return []
    default: return nil
    }
  }

  mutating func openOnLegacyScreen() -> [Effect] {
    switch screen {
    case let cases as CasesScreen:
      guard cases.shown.indices.contains(cases.list.selected) else { return [] }
      screens = []
      showCase(at: cases.shown[cases.list.selected])
      show(.content)
    case is ImportScreen: askForImportedSet()
    case is EnginesScreen: openOnEngines()
    case is HintsScreen: goToHint()
    case is PoliciesScreen: openPolicyTrace()
    case is CoverageScreen: openInCoverage()
    case let screen as EvaluationsScreen: return openEvaluation(screen)
    case let screen as EvaluationScreen: return openTrial(screen)
    case let screen as ClassificationScreen: return openClassifiedRun(screen)
    case is EdgeScreen: return openEdgeRun()
    default: break
    }
    return []
  }
}
