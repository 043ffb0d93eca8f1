import Policies
import Runs
import TerminalInput
import Testing
import Traces
import Wording

@testable import Workbench

/// The screen by itself, without the workbench around it.
struct TraceScreenAloneTests {
  private var environment = Bench.ready().state.environment

  @Test func `h asks for a verdict, and refuses an answer that says nothing`() {
    var screen = TraceScreen(Sample.record)
    guard case .ask(.prompt)? = screen.perform(Command("run.judge"), in: environment)?.first else {
      Issue.record("it asks for nothing")
      return
    }
    guard case .refuse? = screen.answer(.verdict, with: .typed(" "), in: environment).first else {
      Issue.record("it takes nothing for a verdict")
      return
    }
    let updates = screen.answer(.verdict, with: .typed("safe a joke"), in: environment)
    guard case .effect(.records(.judge(Sample.record.id, let verdict)))? = updates.first else {
      Issue.record("it asks for \(updates)")
      return
    }
    #expect(verdict.decision == .safe)
    #expect(verdict.note == "a joke")
  }

  @Test func `Tab shows the next view, and Esc is left to the workbench`() {
    var screen = TraceScreen(Sample.record)
    #expect(screen.press(KeyChord(.tab), in: environment)?.isEmpty == true)
    #expect(screen.view == .answer)
    #expect(screen.press(KeyChord(.escape), in: environment) == nil)
  }

  @Test func `a replay wants to be woken, until it is paused or ended`() {
    var environment = environment
    var screen = TraceScreen(ReplayScreenTests.record)
    #expect(screen.deadline == nil)
    _ = screen.perform(Command("run.replay"), in: environment)
    let start = environment.now.instant
    #expect(screen.deadline == start + .milliseconds(50))
    environment.now.instant = start + .milliseconds(300)
    _ = screen.wake(in: environment)
    #expect(screen.replay?.time == 300)
    // On top again after a minute: that time is not played.
    environment.now.instant = start + .seconds(60)
    screen.returned(in: environment)
    #expect(screen.deadline == start + .seconds(60) + .milliseconds(50))
    _ = screen.perform(Command("replay.pause"), in: environment)
    #expect(screen.deadline == nil)
    #expect(screen.press(KeyChord(.escape), in: environment)?.isEmpty == true)
    #expect(screen.replay == nil)
  }
}
