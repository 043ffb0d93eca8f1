import Policies
import TerminalText
import Testing
import TextEditing
import Workbench

struct OutlineTests {
  /// A policy that is longer than any pane.
  static let long: PolicyDocument = {
    var document = Sample.document
    document.text +=
      "\n\n## Appendix (SP9)\n"
      + (1...80).map { "- SP9.\($0) Rule number \($0)" }
      .joined(separator: "\n")
    return document
  }()

  private func onLong() -> Bench {
    var bench = Bench.ready()
    bench.workspace(.opened(Self.long, draft: nil))
    return bench
  }

  @Test func `the outline lists sections, rules and examples, indented, the nearest selected`() {
    var bench = Bench.ready()
    bench.press("ctrl-g")
    bench.type("13")
    bench.press("enter", "ctrl-t", "i")
    #expect(bench.screen.contains("Outline"))
    #expect(bench.screen.contains("      SP3.b"))
    #expect(bench.screen.contains("Pyramid or affiliate bait"))
    #expect(bench.screen.contains("example SP0.a"))
    guard case .pick(let picker)? = bench.state.dialog else {
      Issue.record("no picker")
      return
    }
    #expect(picker.chosen?.value == "13")
  }

  @Test func `moving in the outline shows the place, and Esc brings everything back`() {
    var bench = onLong()
    bench.press("ctrl-t", "2", "ctrl-t", "i")
    let before = bench.state.policy.view.top
    bench.press("pagedown", "pagedown", "pagedown", "pagedown")
    #expect(bench.state.policy.view.top != before)
    #expect(bench.state.landing != nil)
    bench.press("esc")
    #expect(bench.state.policy.view.top == before)
    #expect(bench.state.focus == .content)
    #expect(bench.state.landing == nil)
    #expect(bench.state.dialog == nil)
  }

  @Test func `typing narrows by id and by words, and Enter goes there`() {
    var bench = onLong()
    bench.press("ctrl-t", "i")
    bench.type("number 77")
    bench.press("enter")
    #expect(bench.state.focus == .policy)
    let line = bench.state.policy.editor.selection.head.line
    #expect(bench.state.policy.editor.buffer.line(line) == "- SP9.77 Rule number 77")
    #expect(bench.screen.contains("Rule number 77"))
    bench.press("ctrl-t", "u")
    #expect(bench.state.policy.editor.selection.head == .start)
    #expect(bench.state.policy.view.top == .start)
  }

  @Test func `back and forward go through the places one jumped from`() {
    var bench = onLong()
    for id in ["SP9.40", "SP9.60"] {
      bench.press("ctrl-t", "i")
      bench.type(id)
      bench.press("enter")
    }
    let end = bench.state.policy.editor.selection.head.line
    bench.press("ctrl-t", "u")
    #expect(bench.state.policy.editor.selection.head.line == end - 20)
    // What is written above moves the places along.
    bench.press("ctrl-home")
    bench.type("One more\n")
    bench.press("ctrl-p")
    bench.type("goto.forward")
    bench.press("enter")
    #expect(bench.state.policy.editor.selection.head.line == end + 1)
    bench.press("ctrl-p")
    bench.type("goto.forward")
    bench.press("enter")
    #expect(bench.notice == "There is nowhere to go forward to.")
  }

  @Test(arguments: [(80, 24), (40, 12), (200, 60)])
  func `the outline leaves the policy in sight`(columns: Int, rows: Int) {
    var bench = Bench.ready(columns, rows)
    bench.press("ctrl-t", "i")
    #expect(bench.screen.contains("# Spam"))
    #expect(bench.screen.contains("Outline"))
  }
}
