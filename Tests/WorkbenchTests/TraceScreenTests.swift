import Cases
import Policies
import Runs
import TerminalText
import Testing
import TextEditing
import Traces
import Workbench

/// A recorded run, taken apart on its screen.
struct TraceScreenTests {
  static func open(
    _ columns: Int = 120, _ rows: Int = 36, record: RunRecord = Sample.record
  ) -> Bench {
    var bench = Bench.ready(columns, rows)
    bench.workspace(.record(record))
    return bench
  }

  @Test func `every fact of the record is in one of the views`() {
    var bench = Self.open(80, 24)
    bench.workspace(.records(.judgements([Sample.judgement], of: Sample.record.id)))
    var seen = ""
    for _ in 0..<6 {
      for _ in 0..<12 {
        seen += "\n" + bench.screen
        bench.press("pagedown")
      }
      bench.press("tab")
    }
    let words = seen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for part in [
      "✖ VIOLATES", "spam v3", "llama-server", "effort medium", "temperature 1.0", "seed 7",
      "0.2 s", "recruiting", "nobody talks", "SP3.b", "2026-11-23", "Earn $$$", "judged SAFE",
      "kim SAFE satire of a scheme",
    ] {
      #expect(words.contains(part), "\(part)")
    }
  }

  @Test func `the selected sentence shows the line of the policy that it cites`() throws {
    var bench = Self.open()
    #expect(bench.screen.contains("No rule was named up to here."))
    bench.press("j")
    let line = try #require(Sample.record.citations.first?.line)
    #expect(bench.screen.contains("line \(line)"))
    #expect(bench.lines.contains { $0.contains("\(line) ") && $0.contains("Pyramid") })
  }

  @Test func `each view keeps its place`() {
    var bench = Self.open()
    bench.press("j", "j", "tab", "shift-tab")
    #expect(bench.lines.contains { $0.hasPrefix("▸") && $0.contains("members are asked") })
  }

  @Test func `find goes from match to match, and around`() {
    var bench = Self.open()
    bench.press("/")
    bench.type("is")
    bench.press("enter", "n", "n", "n", "n", "n", "N")
    #expect(bench.screen.contains("find “is”"))
    bench.press("/", "ctrl-a", "ctrl-k")
    bench.type("zebra")
    bench.press("enter")
    #expect(bench.notice == "“zebra” is not in this view.")
  }

  @Test func `a human verdict is a decision with a note, or a note alone`() throws {
    for (text, decision, note) in [
      ("safe It is satire", Decision.safe, "It is satire"), ("ESCALATE", .escalate, ""),
      ("Ask legal", nil, "Ask legal"),
    ] {
      var bench = Self.open()
      bench.press("h")
      bench.type(text)
      let verdict = HumanVerdict(
        decision: decision, note: note, author: "", at: Bench.unixStart)
      #expect(bench.press("enter") == [.records(.judge(Sample.record.id, verdict))])
    }
    var bench = Self.open()
    bench.press("h")
    #expect(bench.press("enter").isEmpty)
    #expect(bench.screen.contains("Type violates, safe or escalate, or a note."))
  }

  @Test func `running again asks before it replaces what was typed, and undo brings it back`() {
    var bench = Bench.ready()
    bench.type("my own words ")
    let typed = bench.state.policy.editor.buffer.text
    bench.workspace(.record(Sample.record))
    bench.press("r")
    #expect(bench.started.isEmpty)
    #expect(bench.screen.contains("Keep my changes"))
    bench.press("y")
    #expect(bench.started.last?.request.conversation == Sample.request.conversation)
    bench.press("alt-1", "ctrl-z")
    #expect(bench.state.policy.editor.buffer.text == typed)
  }

  @Test func `a run of another policy is not put on this one`() {
    var record = Sample.record
    record.policy.name = "hate"
    var bench = Self.open(record: record)
    bench.press("r")
    #expect(bench.started.isEmpty)
    #expect(bench.notice.contains("policy hate"))
  }

  @Test func `the content can become a case`() {
    var bench = Self.open()
    bench.press("a", "ctrl-a", "ctrl-k")
    bench.type("mk-77 violates")
    guard case .documents(.addCase(let item, "market"))? = bench.press("enter").first else {
      Issue.record("no case")
      return
    }
    #expect(item.renderedContent == Sample.record.content)
    #expect(item.expected == .one("violates"))
  }

  @Test func `erasing is in the palette alone, asks and names what is lost`() {
    var bench = Self.open()
    bench.press("ctrl-p")
    bench.type("run.erase")
    bench.press("enter")
    #expect(bench.screen.contains("every other run"))
    #expect(bench.press("enter").isEmpty)
    bench.press("ctrl-p")
    bench.type("run.erase")
    bench.press("enter")
    #expect(bench.press("y") == [.records(.erase(Sample.record.id))])
    bench.workspace(.records(.erasing("Erasing 1/2 runs…")))
    while bench.state.screen != nil { bench.press("esc") }
    bench.wait(.seconds(7))
    #expect(bench.screen.contains("Erasing 1/2 runs… Esc on the bench stops it."))
    #expect(bench.press("esc") == [.records(.stopErasing)])
    bench.workspace(.records(.erasing(nil)))
    #expect(!bench.screen.contains("Erasing"))
    bench.workspace(.records(.erased(Sample.record.id, count: 2)))
    #expect(bench.state.screen == nil)
  }

  @Test func `the version it ran on opens, selected`() {
    var bench = Self.open()
    bench.press("o")
    #expect(bench.lines.contains { $0.hasPrefix("▸") && $0.contains("3 ") })
  }

  @Test func `drawing and moving cost by the rows that are seen`() {
    let chain = (0..<4000).map { "Sentence \($0) weighs SP3.b here." }.joined(separator: " ")
    var bench = Self.open(record: Sample.record("SP3.b", chain: chain))
    let clock = ContinuousClock()
    let time = clock.measure {
      bench.press("G")
      _ = bench.lines
    }
    #expect(bench.screen.contains("Sentence 3999"))
    // 4,000 sentences laid out would take seconds in a debug build.
    #expect(time < .milliseconds(500))
  }
}
