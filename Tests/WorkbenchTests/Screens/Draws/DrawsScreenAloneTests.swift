import Runs
import Testing

@testable import Workbench

/// The screen by itself, without the workbench around it.
struct DrawsScreenAloneTests {
  private let environment = Bench.ready().state.environment

  @Test func `c marks a draw, and sets a second one beside it`() {
    var screen = DrawsScreen([Sample.record, Sample.otherRecord])
    _ = screen.perform(.compareTraces, in: environment)
    #expect(screen.marked == 0)
    screen.list.select(1)
    let updates = screen.perform(.compareTraces, in: environment) ?? []
    guard updates.count == 1, case .push(let comparison as TraceComparisonScreen) = updates[0]
    else {
      Issue.record("it asks for \(updates)")
      return
    }
    #expect(comparison.left.id == Sample.record.id)
    #expect(comparison.right.id == Sample.otherRecord.id)
    #expect(screen.marked == nil)
  }

  @Test func `Enter opens the trace of the selected draw`() {
    var screen = DrawsScreen([Sample.record, Sample.otherRecord])
    screen.list.select(1)
    let updates = screen.pressEnter(in: environment)
    guard updates.count == 1, case .push(let trace as TraceScreen) = updates[0] else {
      Issue.record("it asks for \(updates)")
      return
    }
    #expect(trace.record.id == Sample.otherRecord.id)
  }
}
