import Policies
import TerminalInput
import TerminalText
import Testing
import TextEditing
import Workbench

struct CitationJumpTests {
  private func afterRun(_ columns: Int = 120, _ rows: Int = 36) -> Bench {
    var bench = Bench.ready(columns, rows)
    bench.press("ctrl-r")
    bench.answer("SP3.b")
    bench.press("ctrl-t", "3")
    bench.wait(.seconds(7))
    return bench
  }

  private func line(_ bench: Bench) -> String {
    let editor = bench.state.policy.editor
    return editor.buffer.line(editor.selection.head.line)
  }

  @Test func `c and C go through the citations of the chain, around the end`() {
    var bench = afterRun()
    bench.press("c")
    #expect(bench.lines[34].contains("SP3.b”"))
    #expect(bench.lines[34].contains("line 13"))
    bench.press("c", "c", "c")
    #expect(bench.lines[34].contains("“SP7.q” is not in the policy."))
    bench.press("]")
    #expect(bench.lines[34].contains("SP3.b”"))
    bench.press("C")
    #expect(bench.lines[34].contains("SP7.q"))
  }

  @Test func `Enter goes to the line that is cited, and back to the chain`() {
    var bench = afterRun()
    let top = bench.state.bench.view.top
    bench.press("c", "enter")
    #expect(bench.state.focus == .policy)
    #expect(line(bench) == "- SP3.b Pyramid or affiliate bait")
    #expect(bench.state.landing == 12)
    bench.press("ctrl-t", "u")
    #expect(bench.state.focus == .reasoning)
    #expect(bench.state.bench.view.top == top)
    #expect(bench.lines[34].contains("Enter goes there"))
  }

  @Test func `the line is found where edits have moved it, and missed where they removed it`() {
    var bench = afterRun()
    bench.press("ctrl-t", "1", "ctrl-home")
    bench.type("First\n")
    bench.press("ctrl-t", "3", "c", "enter")
    #expect(line(bench) == "- SP3.b Pyramid or affiliate bait")
    bench.press("ctrl-t", "a", "delete", "ctrl-t", "3", "enter")
    #expect(bench.notice.contains("is gone from the policy since the run"))
  }

  @Test func `an id that the policy does not have says so`() {
    var bench = afterRun()
    bench.press("C", "enter")
    #expect(bench.state.focus == .reasoning)
    #expect(bench.notice == "“SP7.q” is not in the policy that this run judged by.")
  }

  @Test func `from a rule the same command lists the sentences that cite it`() {
    var bench = afterRun()
    bench.press("ctrl-t", "1", "ctrl-g")
    bench.type("13")
    bench.press("enter", "ctrl-t", "j")
    #expect(bench.screen.contains("Cited 2 times"))
    bench.press("down", "enter")
    #expect(bench.state.focus == .reasoning)
    #expect(bench.lines[34].contains("Pyramid or affiliate bait"))
    bench.press("ctrl-t", "u")
    #expect(line(bench) == "- SP3.b Pyramid or affiliate bait")
  }

  @Test func `a rule that one sentence cites leads there at once, one that none cites says so`() {
    var bench = afterRun()
    bench.press("ctrl-t", "1", "ctrl-g")
    bench.type("8")
    bench.press("enter", "ctrl-t", "j")
    #expect(bench.state.focus == .reasoning)
    bench.press("ctrl-t", "1", "ctrl-g")
    bench.type("12")
    bench.press("enter", "ctrl-t", "j")
    #expect(bench.notice == "Nothing in this chain cites line 12.")
  }

  @Test func `the verdict's label leads to its rule, and a family to its section`() {
    var bench = afterRun()
    bench.press("ctrl-t", "4", "ctrl-t", "j")
    #expect(line(bench) == "- SP3.b Pyramid or affiliate bait")
    bench.press("ctrl-r")
    bench.answer("SP3")
    bench.press("ctrl-t", "4", "ctrl-t", "j")
    #expect(line(bench) == "## Violates (SP3) -> SP3 violates")
  }

  @Test func `a click on a citation goes to its line`() throws {
    var bench = afterRun()
    let row = try #require(bench.lines.firstIndex { $0.contains("[SP3.b]") })
    let text = DisplayText(bench.lines[row])
    let column = try #require(text.glyphs.firstIndex { $0.text == "[" })
    bench.mouse(.press, at: column + 2, row)
    #expect(bench.state.focus == .policy)
    #expect(line(bench) == "- SP3.b Pyramid or affiliate bait")
  }

  @Test func `a new run forgets the selected citation`() {
    var bench = afterRun()
    bench.press("c", "ctrl-r")
    #expect(bench.state.bench.citation == nil)
  }
}
