import Harmony
import Policies
import Runs
import Testing
import TextEditing
import Workbench

/// `run.repeat`: five draws of one judgement.
struct RepeatTests {
  @Test func `five draws are made one after the other, each with a seed of its own`() throws {
    var bench = Bench.ready()
    bench.press("ctrl-t", "5")
    for (index, answer) in ["SP3.b", "SP0.a", "SP3", "SP3.a", "SP3.b"].enumerated() {
      #expect(bench.started.count == index + 1)
      bench.answerAtOnce(answer)
    }
    #expect(bench.started.count == 5)
    #expect(Set(bench.started.map(\.request.parameters.seed)).count == 5)
    #expect(Set(bench.started.map(\.request.id)).count == 5)
    #expect(bench.screen.contains("VIOLATES 4/5 · SAFE 1/5"))
    #expect(!bench.state.bench.isRunning)
    #expect(bench.screen.contains("draw 5 of 5"))
  }

  @Test func `each draw's chain is one key away`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "5")
    for number in 1...5 {
      bench.engine(.text(.analysis, "chain number \(number)"))
      bench.answerAtOnce("SP3.b")
    }
    #expect(bench.screen.contains("chain number 5"))
    bench.press("alt-3", "2")
    #expect(bench.screen.contains("chain number 2"))
    bench.press("alt-4", "left")
    #expect(bench.screen.contains("chain number 1"))
    bench.press("ctrl-t", "d")
    #expect(bench.screen.contains("chain number 2"))
  }

  @Test func `a failure or a stop ends the draws that remain`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "5")
    bench.answerAtOnce("SP3.b")
    bench.engine(.failed(RunFailure(.engine, "It broke.", hint: "Look.")))
    #expect(bench.started.count == 2)
    #expect(!bench.state.bench.isRunning)
    bench.press("ctrl-t", "5", "esc")
    #expect(bench.started.count == 3)
    #expect(!bench.state.bench.isRunning)
  }

  @Test func `the draws of a repeat judge one text, whatever is typed meanwhile`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "5")
    bench.answerAtOnce("SP3.b")
    bench.type("# More\n")
    bench.press("alt-2")
    bench.type("more")
    bench.answerAtOnce("SP3.b")
    bench.answerAtOnce("SP3.b")
    #expect(Set(bench.started.map(\.request.conversation)).count == 1)
  }
}
