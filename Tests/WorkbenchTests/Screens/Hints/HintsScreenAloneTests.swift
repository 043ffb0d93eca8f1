import Policies
import Testing

@testable import Workbench

/// The screen alone: what it answers to letters and messages.
struct HintsScreenAloneTests {
  private func opened(
    _ hints: [LintHint] = Sample.hints
  ) -> (screen: HintsScreen, environment: Environment) {
    var bench = Bench.ready()
    bench.read(hints)
    let environment = Environment(bench.state)
    return (HintsScreen(in: environment), environment)
  }

  @Test func `f and i are about the selected hint`() {
    var (screen, environment) = opened()
    screen.list.select(1)
    guard case .bench(.fix(let fixed))? = screen.perform(.fixHint, in: environment)?.first,
      case .bench(.ignoreHints(let rule))? =
        screen.perform(Command("hint.ignore"), in: environment)?.first
    else {
      Issue.record("nothing was asked of the bench")
      return
    }
    #expect(fixed == Sample.hints[1])
    #expect(rule == Sample.hints[1].rule)
  }

  @Test func `a hint without a fix says so`() {
    let (screen, environment) = opened()
    #expect(
      screen.disabledReason(.fixHint, in: environment)
        == "This one wants a person's judgement; there is no fix for it.")
    let (empty, nothing) = opened([])
    #expect(empty.disabledReason(.fixHint, in: nothing) == "There is no hint to fix.")
  }

  @Test func `the list follows the hints`() {
    var (screen, environment) = opened()
    screen.list.select(2)
    environment.policy.hints.ignore(Sample.hints[2].rule)
    #expect(screen.receive(.tick, in: environment).isEmpty)
    #expect(screen.list.count == 2)
    #expect(screen.list.selected == 1)
  }
}
