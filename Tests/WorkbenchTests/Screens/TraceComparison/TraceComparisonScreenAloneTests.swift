import Testing

@testable import Workbench

/// The screen by itself, without the workbench around it.
struct TraceComparisonScreenAloneTests {
  private let environment = Bench.ready().state.environment

  @Test func `it opens at the first difference, and takes back what was said of the mark`() {
    var screen = TraceComparisonScreen(Sample.record, Sample.otherRecord)
    let updates = screen.opened(in: environment)
    #expect(updates.count == 1)
    guard case .unsay? = updates.first else {
      Issue.record("it asks for \(updates)")
      return
    }
    #expect(screen.beginsDifference(screen.list.selected))
  }

  @Test func `n says when there is no difference below`() {
    var screen = TraceComparisonScreen(Sample.record, Sample.record)
    let updates = screen.perform(Command("trace.difference.next"), in: environment) ?? []
    guard case .say(let words)? = updates.first else {
      Issue.record("it asks for \(updates)")
      return
    }
    #expect(words == "No difference below.")
  }
}
