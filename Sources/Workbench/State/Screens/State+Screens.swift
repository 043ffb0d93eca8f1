import Cases
import Policies
import Runs
import TerminalInput
import TerminalText
import TextEditing

extension State {
  mutating func pressOnScreen(_ chord: KeyChord) -> [Effect] {
    if chord.key == .escape, chord.modifiers.isEmpty {
      if case .policies? = screen, several?.isRunning ?? false { return stopPolicies() }
      if stopsClassification { return [.evaluations(.stop)] }
      if traceScreen?.replay != nil { return perform(.replay) }
      leaveScreen()
      return []
    }
    if let command = keymap.command(for: chord, in: [.everywhere]) {
      return switchScreen(command)
    }
    switch chord.key {
    case .left where screen?.kind == .policies: moveOnScreen(by: -1)
    case .right where screen?.kind == .policies: moveOnScreen(by: 1)
    case .up: moveOnScreen(by: -1)
    case .down: moveOnScreen(by: 1)
    case .pageUp: moveOnScreen(by: -(screenRows - 1))
    case .pageDown: moveOnScreen(by: screenRows - 1)
    case .home: moveOnScreen(by: -1_000_000)
    case .end: moveOnScreen(by: 1_000_000)
    case .enter: return openSelected()
    case .tab:
      if case .engines? = screen { turnOnEngines() }
      let step = chord.modifiers.contains(.shift) ? -1 : 1
      withTrace { $0.showView(stepping: step) }
      withEvaluation { $0.showView(stepping: step) }
    case .character(let character) where chord.modifiers.subtracting(.shift).isEmpty:
      return pressOnScreen(character)
    default: break
    }
    return loadMoreRuns()
  }

  mutating func pressOnScreen(_ character: Character) -> [Effect] {
    if pressOnDifference(character) { return [] }
    if withList({ $0.press(character) }) ?? false { return loadMoreRuns() }
    switch (character, screen) {
    case ("q", _): leaveScreen()
    case (" ", .pager): moveOnScreen(by: screenRows - 1)
    case ("?", _): return perform(.help)
    case (":", _): return perform(.palette)
    case (_, .engines): return pressOnEngines(character)
    case (_, let screen?):
      if let command = Command.of(character, on: screen.kind) { return perform(command) }
    default: break
    }
    return []
  }

  /// F2 on the Runs screen goes to Versions, not deeper.
  private mutating func switchScreen(_ command: Command) -> [Effect] {
    switch command {
    case .versions, .cases, .runs, .engines, .evaluate, .edgeLab, .pipeline:
      if command == .engines, enginesScreen != nil { break }
      if disabledReason(command) == nil || [.pipeline].contains(command) {
        screens = []
      }
    default: break
    }
    return perform(command)
  }

  mutating func leaveScreen() {
    _ = screens.popLast()
    resumeReplay()
    // Who looked at the difference is asked again.
    if outside != nil, screens.isEmpty, dialog == nil { dialog = outside.map { .pick($0.picker) } }
  }

  /// Rows of a screen's list.
  var screenRows: Int {
    max(1, ScreenLayout(size: size, below: screen?.kind.rowsBelow(in: size) ?? 0).list.rows)
  }

  /// Changes the list on top and scrolls to its selection; nil where there is none.
  @discardableResult
  private mutating func withList<Result>(_ change: (inout ListState) -> Result) -> Result? {
    guard let last = screens.indices.last else { return nil }
    let rows = screenRows
    func apply(_ list: inout ListState) -> Result {
      let result = change(&list)
      list.follow(rows: rows)
      return result
    }
    switch screens[last] {
    case .versions(var screen):
      defer { screens[last] = .versions(screen) }
      return apply(&screen.list)
    case .cases(var screen):
      defer { screens[last] = .cases(screen) }
      return apply(&screen.list)
    case .importing(var screen):
      defer { screens[last] = .importing(screen) }
      return apply(&screen.list)
    case .runs(var screen):
      defer { screens[last] = .runs(screen) }
      return apply(&screen.list)
    case .pager(var pager):
      defer { screens[last] = .pager(pager) }
      let result = change(&pager.list)
      pager.scroll(by: 0, in: pagerSize)
      return result
    case .engines(var engines):
      let layout = enginesLayout
      let result: Result
      switch engines.focus {
      case .table:
        result = change(&engines.list)
        engines.list.follow(rows: layout.table.rows)
        engines.follow(listedEngines)
        screens[last] = .engines(engines)
        refreshFindings()
      case .findings:
        result = change(&engines.findings)
        engines.findings.follow(rows: layout.findingRows, heights: layout.findingHeights)
        screens[last] = .engines(engines)
      }
      return result
    // Scrolls by wrapped rows; see State+DifferenceScreen.
    case .difference: return nil
    case .hints(var screen):
      defer { screens[last] = .hints(screen) }
      return apply(&screen.list)
    case .coverage(var screen):
      defer { screens[last] = .coverage(screen) }
      return apply(&screen.list)
    case .policies(var screen):
      defer { screens[last] = .policies(screen) }
      return apply(&screen.list)
    case .trace(var trace):
      defer { screens[last] = .trace(trace) }
      let result = change(&trace.list)
      follow(&trace)
      return result
    case .comparison(var comparison):
      defer { screens[last] = .comparison(comparison) }
      let result = change(&comparison.list)
      follow(&comparison)
      return result
    case .draws(var screen):
      defer { screens[last] = .draws(screen) }
      return apply(&screen.list)
    case .evaluations(var screen):
      defer { screens[last] = .evaluations(screen) }
      return apply(&screen.list)
    case .classification(var screen):
      defer { screens[last] = .classification(screen) }
      return apply(&screen.list)
    case .edge(var screen):
      defer { screens[last] = .edge(screen) }
      return apply(&screen.list)
    case .evaluation(var screen):
      defer { screens[last] = .evaluation(screen) }
      return apply(&screen.list)
    case .later: return nil
    }
  }

  /// The room of a pager's lines, without its margins.
  var pagerSize: Size { Size(columns: size.columns - 3, rows: screenRows) }

  private mutating func moveOnScreen(by rows: Int) {
    changeDifference { $0.perform(.by(rows), in: $1) }
    withList { $0.move(by: rows) }
  }

  mutating func scrollScreen(by rows: Int) { moveOnScreen(by: rows) }

  private mutating func openSelected() -> [Effect] {
    switch screen {
    case .versions(let versions): return compare(versions)
    case .cases(let cases):
      guard cases.shown.indices.contains(cases.list.selected) else { return [] }
      screens = []
      showCase(at: cases.shown[cases.list.selected])
      show(.content)
      return []
    case .importing:
      askForImportedSet()
      return []
    case .runs(let runs):
      guard runs.rows.indices.contains(runs.list.selected) else { return [] }
      return [.records(.load(runs.rows[runs.list.selected].id))]
    case .engines:
      openOnEngines()
      return []
    case .hints:
      goToHint()
      return []
    case .policies:
      openPolicyTrace()
      return []
    case .coverage:
      openInCoverage()
      return []
    case .draws(let draws): return openDraw(draws)
    case .evaluations(let screen): return openEvaluation(screen)
    case .evaluation(let screen): return openTrial(screen)
    case .classification(let screen): return openClassifiedRun(screen)
    case .edge: return openEdgeRun()
    case .difference, .trace, .comparison, .pager, .later,
      nil:
      return []
    }
  }

  mutating func copyLines() -> [Effect] {
    guard case .pager(let pager)? = screen else { return [] }
    let text = pager.lines.map(\.text).joined(separator: "\n")
    clipboard = text
    return [.terminal(.copy(text))]
  }
}
