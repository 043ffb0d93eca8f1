import Runs
import Testing

@testable import Workbench

/// The screen by itself, without the workbench around it.
struct RunsScreenAloneTests {
  private let environment = Bench.ready().state.environment

  /// What a screen asks the edge for.
  private func effects(_ updates: [Update]) -> [Effect] {
    updates.compactMap { if case .effect(let effect) = $0 { effect } else { nil } }
  }

  private func listed() -> RunsScreen {
    var screen = RunsScreen()
    _ = screen.receive(
      .workspace(.runs(RunsScreenTests.page(1...3), filter: RunFilter())), in: environment)
    return screen
  }

  @Test func `it lists the newest runs when it opens, and takes them`() {
    var screen = RunsScreen()
    #expect(effects(screen.opened(in: environment)) == [.records(.list(RunFilter()))])
    #expect(screen.loading == .newest)
    #expect(listed().rows.count == 3)
    #expect(listed().loading == nil)
  }

  @Test func `the search narrows while it is typed, and Esc goes back`() {
    var screen = listed()
    let question = RunsScreen.Question.search(before: nil)
    let deposit = RunFilter(search: "deposit")
    let typing = screen.answer(question, with: .typing(" deposit "), in: environment)
    #expect(effects(typing) == [.records(.list(deposit))])
    #expect(screen.answer(question, with: .typed("deposit"), in: environment).isEmpty)
    #expect(
      effects(screen.answer(question, with: .left, in: environment))
        == [.records(.list(RunFilter()))])
  }

  @Test func `Space marks, and c asks for the marked run and the selected one`() {
    var screen = listed()
    _ = screen.perform(Command("run.mark"), in: environment)
    screen.list.select(2)
    let updates = screen.perform(.compareTraces, in: environment) ?? []
    #expect(
      effects(updates) == [.records(.loadPair(screen.rows[0].id, screen.rows[2].id))])
  }

  @Test func `a list for another filter is not taken`() {
    var screen = listed()
    let other = RunFilter(search: "other")
    _ = screen.receive(.workspace(.runs([], filter: other)), in: environment)
    #expect(screen.rows.count == 3)
  }
}
