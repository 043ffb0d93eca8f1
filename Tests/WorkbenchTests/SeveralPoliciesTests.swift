import Harmony
import Policies
import Runs
import TerminalInput
import TerminalText
import Testing
import TextEditing
import Workbench

extension Bench {
  /// Spam's working text and one more policy, picked and begun.
  mutating func startSeveral() {
    press("ctrl-t", "|")
    workspace(
      .policies([
        PolicyListing(name: "health", title: "Health claims", versions: 1, hasDraft: false),
        PolicyListing(name: "spam", title: "Spam", versions: 3, hasDraft: false),
      ]))
    press("space", "space", "enter")
    let choice = PolicyChoice(name: "health")
    let text = "# Health\n\nAnswer `1` (violates) or `0` (safe) and nothing else.\n"
    workspace(
      .authoring(
        .policies(
          [
            ChosenPolicy(
              choice: choice, reference: .init(name: "health", version: 1, basedOn: 1),
              reading: PolicyReading(text))
          ], withWorkingText: true)))
  }
}

struct SeveralPoliciesTests {
  private func started(_ columns: Int = 120, _ rows: Int = 36) -> Bench {
    var bench = Bench.ready(columns, rows)
    bench.startSeveral()
    return bench
  }

  @Test func `Space marks, and Enter wants two to four`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "|")
    bench.workspace(
      .policies([PolicyListing(name: "health", title: nil, versions: 1, hasDraft: false)]))
    #expect(bench.screen.contains("the working text, v3"))
    #expect(bench.screen.contains("spam@2"))
    bench.press("space", "enter")
    #expect(bench.screen.contains("Mark two, three or four; 1 are marked."))
    bench.press("space", "space", "enter")
    #expect(
      bench.effects.last
        == .documents(
          .loadPolicies(
            [PolicyChoice(name: "health"), PolicyChoice(name: "spam", version: 2)],
            withWorkingText: true)))
  }

  @Test func `what is pressed while the policies are being listed counts`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "|")
    bench.send(.input(.text("  ")))
    bench.press("enter")
    let effects = bench.workspace(
      .policies([PolicyListing(name: "health", title: nil, versions: 1, hasDraft: false)]))
    #expect(
      effects
        == [.documents(.loadPolicies([PolicyChoice(name: "health")], withWorkingText: true))])
  }

  @Test func `one after the other, each under its own policy, the combined prompt last`() {
    var bench = started()
    #expect(bench.started.count == 1)
    #expect(bench.lastRequest?.policy.name == "spam")
    #expect(bench.lastRequest?.caseReference == "market/mk-01")
    bench.answerAtOnce("SP3.b")
    #expect(bench.lastRequest?.policy.name == "health")
    bench.answerAtOnce("0")
    #expect(bench.started.count == 3)
    let text = bench.lastRequest?.conversation.policy ?? ""
    #expect(text.contains(Sample.policyText))
    #expect(text.contains("=== POLICY health ==="))
    bench.answerAtOnce(#"{"spam": "violates", "health": "violates"}"#)
    #expect(bench.started.count == 3)
    #expect(bench.screen.contains("✖ VIOLATES · SP3.b"))
    #expect(bench.screen.contains("combined violates ✔"))
    #expect(bench.screen.contains("combined violates ✖"))
    #expect(bench.lines[0].contains("1 of 2 as in the combined prompt"))
    // Nothing of it stands on the bench.
    bench.press("esc")
    #expect(bench.state.bench.draws.isEmpty)
  }

  @Test func `as many at a time as the engine answers`() {
    var bench = Bench.ready()
    var model = Sample.model
    model.identity.slots = 2
    bench.send(.engines(.found([model])))
    bench.startSeveral()
    #expect(bench.started.count == 2)
  }

  @Test func `the tail of each chain is live`() {
    var bench = started()
    bench.engine(.accepted(Sample.model.identity), .text(.analysis, "This is [SP3.b] indeed."))
    #expect(bench.screen.contains("This is [SP3.b] indeed."))
    #expect(bench.screen.contains("thinking"))
    #expect(bench.screen.contains("waits for its turn"))
  }

  @Test func `Esc stops all, then leaves; late events are dropped`() {
    var bench = started()
    let id = bench.lastRequest!.id
    let effects = bench.press("esc")
    #expect(effects.first == .runs(.cancel(id)))
    #expect(bench.sealed.map(\.id) == [id])
    #expect(bench.screen.contains("stopped"))
    #expect(bench.screen.contains("not run"))
    bench.run(id, .text(.analysis, "late"))
    #expect(!bench.screen.contains("late"))
    bench.press("esc")
    #expect(bench.state.screens.isEmpty)
    bench.press("ctrl-t", "|")
    #expect(bench.state.screen is PoliciesScreen)
    bench.press("r")
    #expect(bench.started.count == 2)
  }

  @Test func `a combined answer that leaves a policy out decides nothing`() {
    var bench = started()
    bench.answerAtOnce("SP3.b")
    bench.answerAtOnce("0")
    bench.answerAtOnce(#"{"spam": "violates"}"#)
    #expect(bench.screen.contains("NO VERDICT (unparsed)"))
    #expect(!bench.screen.contains("combined violates"))
  }

  @Test func `quitting cancels what runs`() {
    var bench = started()
    let id = bench.lastRequest!.id
    #expect(bench.press("ctrl-q").contains(.runs(.cancel(id))))
  }

  @Test func `Enter opens the trace of the selected column`() {
    var bench = started()
    bench.answerAtOnce("SP3.b")
    bench.press("enter")
    #expect(bench.state.screen is Pager)
    bench.press("esc")
    #expect(bench.state.screen is PoliciesScreen)
  }
}
