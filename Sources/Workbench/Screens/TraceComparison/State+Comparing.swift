import Runs
import TerminalText
import TextEditing
import Traces

/// Two traces side by side, and several draws.
extension State {
  func comparingReason(_ command: Command) -> String? {
    switch command {
    case .openDraws:
      return bench.draws.count { $0.machine.isFinished } > 1
        ? nil : "There are no draws to compare. Ctrl-T 5 makes five."
    default: return nil
    }
  }

  mutating func performComparing(_ command: Command) -> [Effect] {
    switch command {
    case .compareTraces:
      if let runs = screen as? RunsScreen { return compareRuns(runs) }
      compareTraces()
    case .openDraws:
      screens.append(DrawsScreen(bench.draws.map(\.record).filter { $0.state != nil }))
    case .nextDifference: goToDifference(step: 1)
    case .previousDifference: goToDifference(step: -1)
    default: break
    }
    return []
  }

  /// The selected run beside the marked one; the first of the two is marked.
  private mutating func compareRuns(_ runs: RunsScreen) -> [Effect] {
    guard let selected = runs.selected?.id else { return [] }
    if let marked = runs.marked, marked != selected {
      return [.records(.loadPair(marked, selected))]
    }
    performOnRuns(.markRun)
    if runs.marked == nil { say("Marked. c on another run compares the two.") }
    return []
  }

  /// Two records that were asked for on Runs; the mark stays for a third.
  mutating func compare(_ left: RunRecord, _ right: RunRecord) {
    guard let runs = screen as? RunsScreen, runs.marked == left.id else { return }
    screens.append(ComparisonScreen(left, right))
    goToDifference(step: 1, isFirst: true)
  }

  /// The first trace is marked, the second is set beside it.
  private mutating func compareTraces() {
    switch screen {
    case let trace as TraceScreen:
      guard let marked = markedTrace, marked.id != trace.record.id else {
        markedTrace = trace.record
        say("Marked. Open another run's trace and press c there to compare the two.")
        return
      }
      markedTrace = nil
      screens.append(ComparisonScreen(marked, trace.record))
    case var draws as DrawsScreen:
      let selected = draws.list.selected
      guard let marked = draws.marked, marked != selected else {
        draws.marked = draws.marked == nil ? selected : nil
        screens[screens.count - 1] = draws
        if draws.marked != nil { say("Marked. c on another draw compares the two.") }
        return
      }
      draws.marked = nil
      screens[screens.count - 1] = draws
      screens.append(ComparisonScreen(draws.records[marked], draws.records[selected]))
    default: break
    }
    goToDifference(step: 1, isFirst: true)
  }

  private mutating func goToDifference(step: Int, isFirst: Bool = false) {
    guard var screen = screen as? ComparisonScreen else { return }
    // What was said of the mark is done.
    if isFirst { notice = nil }
    let start = isFirst ? -1 : screen.list.selected
    guard let row = screen.difference(after: start, step: step) else {
      if !isFirst { say(step > 0 ? "No difference below." : "No difference above.") }
      return
    }
    screen.list.select(row)
    screen.follow(in: environment)
    screens[screens.count - 1] = screen
  }

  mutating func openDraw(_ draws: DrawsScreen) -> [Effect] {
    guard draws.records.indices.contains(draws.list.selected) else { return [] }
    return openTrace(draws.records[draws.list.selected])
  }
}
