import Runs
import TerminalText
import Testing
import Workbench

/// A recorded run played again on its trace. The first word of the sample arrived after 210 ms, and
/// one more every 50 ms.
struct ReplayScreenTests {
  static let record = Sample.record(
    "SP3.b", chain: Sample.chain.replacing("\n", with: " "))

  static func start(
    _ columns: Int = 120, _ rows: Int = 36, record: RunRecord = record
  ) -> Bench {
    var bench = TraceScreenTests.open(columns, rows, record: record)
    bench.press("p")
    return bench
  }

  @Test func `a replay shows what had arrived, as the time goes by`() {
    var bench = Self.start()
    #expect(bench.screen.contains("Nothing had arrived yet. The first word came after 0.2 s."))
    bench.wait(.milliseconds(300))
    #expect(bench.screen.contains("replay 0.3 s of 2.3 s · 1×"), "\(bench.header)")
    #expect(bench.lines.contains { $0.hasSuffix("The content") || $0.contains("The content  ") })
    #expect(!bench.screen.contains("promotes"))
    #expect(!bench.header.contains("VIOLATES"), "nobody knows the verdict before its time")
    bench.wait(.milliseconds(400))
    #expect(bench.lines.contains { $0.hasPrefix("▸") && $0.contains("That matches [SP3.b]") })
    bench.wait(.seconds(5))
    #expect(bench.screen.contains("replay 2.3 s of 2.3 s · 1× · at the end"))
    #expect(bench.screen.contains("VIOLATES"))
    #expect(bench.screen.contains("SP7.q"))
    #expect(bench.state.deadline == nil, "nothing is drawn for what has ended")
  }

  @Test func `plus and minus change the speed, from a half to all at once`() {
    var bench = Self.start()
    bench.press("-", "-")
    bench.wait(.seconds(1))
    #expect(bench.screen.contains("replay 0.5 s of 2.3 s · ½×"))
    for words in ["1×", "2×", "4×", "8×"] {
      bench.press("+")
      #expect(bench.screen.contains("replay 0.5 s of 2.3 s · \(words)"))
    }
    bench.wait(.milliseconds(100))
    #expect(bench.screen.contains("replay 1.3 s"))
    bench.press("+", "+")
    #expect(bench.screen.contains("· max"))
    bench.wait(.milliseconds(50))
    #expect(bench.screen.contains("at the end"))
  }

  @Test func `Space pauses and goes on, and begins again at the end`() {
    var bench = Self.start()
    bench.wait(.milliseconds(300))
    bench.press("space")
    bench.wait(.seconds(9))
    #expect(bench.screen.contains("replay 0.3 s of 2.3 s · 1× · paused"))
    bench.press("space")
    bench.wait(.milliseconds(300))
    #expect(bench.screen.contains("replay 0.6 s"))
    bench.wait(.seconds(9))
    bench.press("space")
    #expect(bench.screen.contains("replay 0.0 s"))
    bench.wait(.milliseconds(400))
    #expect(bench.screen.contains("replay 0.4 s"))
  }

  @Test func `a step is a sentence, forward and back`() {
    var bench = Self.start()
    bench.press(".")
    #expect(bench.screen.contains("replay 0.5 s of 2.3 s · 1× · paused"))
    #expect(bench.lines.contains { $0.contains("a recruiting scheme.") })
    #expect(!bench.screen.contains("That matches"))
    bench.press(".")
    #expect(ScreenTests.selected(bench).contains("That matches"))
    bench.press(",")
    #expect(!bench.screen.contains("That matches"))
    #expect(bench.screen.contains("replay 0.5 s"))
  }

  @Test(arguments: ["p", "esc"])
  func `p and Esc end it, on the sentence that was reached`(key: String) {
    var bench = Self.start()
    bench.press(".", ".", key)
    #expect(bench.state.screen is TraceScreen)
    #expect(!bench.screen.contains("replay 0"))
    #expect(bench.screen.contains("SP7.q"))
    #expect(ScreenTests.selected(bench).contains("That matches"))
    bench.press("esc")
    #expect(bench.state.screen == nil)
  }

  @Test func `who reads further up stays there`() {
    var bench = Self.start()
    bench.wait(.milliseconds(1200))
    bench.press("k")
    bench.wait(.seconds(9))
    #expect(bench.screen.contains("SP7.q"))
    #expect(ScreenTests.selected(bench).contains("The content promotes"))
  }

  @Test func `a rule stands beside its sentence once it was named`() {
    var bench = Self.start()
    bench.wait(.milliseconds(560))
    #expect(ScreenTests.selected(bench).contains("That"))
    #expect(!ScreenTests.selected(bench).contains("SP3.b"))
    #expect(bench.screen.contains("No rule was named up to here."))
    bench.wait(.milliseconds(100))
    #expect(ScreenTests.selected(bench).contains("SP3.b  That matches [SP3.b]"))
  }

  @Test func `what is not on show is not played`() {
    var bench = Self.start()
    bench.wait(.milliseconds(300))
    bench.press("tab")
    bench.wait(.seconds(9))
    #expect(bench.screen.contains("replay 0.3 s of 2.3 s · 1× · paused"))
    bench.press("space")
    bench.wait(.milliseconds(200))
    #expect(bench.screen.contains("[Reasoning]"))
    #expect(bench.screen.contains("replay 0.5 s"))
  }

  @Test func `a record without times says that it cannot be replayed`() {
    var record = Sample.record
    record.deltas = []
    let bench = Self.start(record: record)
    #expect(bench.notice == "The record does not tell when its text arrived.")
    var other = TraceScreenTests.open()
    other.press(".")
    #expect(other.notice == "Nothing is replayed. p starts it.")
  }
}
