import Runs
import Testing
import Workbench

/// Two traces side by side, and several draws of one content.
struct ComparingTests {
  private static func compared(_ columns: Int = 120, _ rows: Int = 36) -> Bench {
    var bench = Bench.ready(columns, rows)
    bench.workspace(.record(Sample.record))
    bench.press("c")
    #expect(bench.notice.contains("Marked."))
    bench.press("esc")
    bench.workspace(.record(Sample.otherRecord))
    bench.press("c")
    return bench
  }

  @Test func `a marked trace and a second one stand side by side, at their first difference`() {
    let bench = Self.compared()
    #expect(bench.screen.contains("they part first at SP3.b | SP0.b"))
    let selected = bench.lines.first { $0.hasPrefix("▸") } ?? ""
    #expect(selected.hasPrefix("▸≠"))
    #expect(selected.contains("That matches") && selected.contains("It reads as a warning"))
  }

  @Test func `a narrow window sets them one above the other`() {
    let bench = Self.compared(80, 24)
    let lines = bench.lines
    let left = lines.firstIndex { $0.contains("1 SP3.b") }
    let right = lines.firstIndex { $0.contains("2 SP0.b") }
    #expect(left != nil && right != nil)
    #expect((left ?? 0) < (right ?? 0))
  }

  @Test func `a trace is not compared with itself`() {
    var bench = Bench.ready()
    bench.workspace(.record(Sample.record))
    bench.press("c", "c")
    #expect(bench.notice.contains("Marked."))
    #expect(bench.screen.contains("[Reasoning]"))
  }

  @Test func `the last difference says that it is the last`() {
    var bench = Self.compared()
    bench.press("n", "n", "n")
    #expect(bench.notice == "No difference below.")
  }

  @Test func `draws are opened from the bench, with what they came to and where they part`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "5")
    for answer in ["SP3.b", "SP0.b", "SP3.b", "SP3.b", "SP3.b"] {
      bench.answer(answer, chain: answer == "SP3.b" ? Sample.chain : Sample.otherChain)
    }
    bench.press("ctrl-t", "D")
    #expect(bench.screen.contains("VIOLATES 4/5"))
    #expect(bench.screen.contains("SAFE 1/5"))
    #expect(bench.screen.contains("They part at the first rule: SP3.b 4/5, SP0.b 1/5."))
    bench.press("c", "j", "c")
    #expect(bench.screen.contains("they part first at SP3.b | SP0.b"))
    bench.press("esc", "enter")
    #expect(bench.screen.contains("[Reasoning]"))
  }

  @Test func `without draws the command says how to make them`() {
    let bench = Bench.ready()
    #expect(
      bench.state.disabledReason(.openDraws)
        == "There are no draws to compare. Ctrl-T 5 makes five.")
  }
}
