import Policies
import TerminalText
import Testing
import TextEditing
import Workbench

extension Sample {
  static let hints = [
    LintHint(
      .hedge, line: 8,
      message: "“questions whether something is one” hedges: two readers would decide differently."),
    LintHint(
      .effortInText, line: 9, message: "“Reasoning: high” in the text does not set the effort.",
      fix: .init(title: "Delete the line", edits: [.init(lines: 9..<10, text: [])])),
    LintHint(.oneSidedExamples, line: 15, message: "There is one example on each side."),
  ]
}

extension Bench {
  mutating func read(_ hints: [LintHint] = Sample.hints) {
    let text = state.policy.editor.buffer.text
    send(
      .reading(
        PolicyReading(text, declared: Sample.format), tokens: 140,
        revision: state.policy.editor.revision, hints: hints))
  }
}

struct HintsTests {
  @Test func `a policy is read for hints when it is opened, and after typing, never on a key`() {
    var bench = Bench.ready()
    var effects = bench.workspace(.opened(Sample.document, draft: nil))
    func reads(_ effects: [Effect]) -> Int {
      effects.count { if case .analysis(.read) = $0 { true } else { false } }
    }
    #expect(reads(effects) == 1)
    bench.read()
    effects = bench.press("x")
    #expect(reads(effects) == 0)
    effects = bench.wait(.seconds(1))
    #expect(reads(effects) == 1)
    bench.read()
    effects = bench.wait(.seconds(5))
    #expect(reads(effects) == 0)
  }

  @Test func `title and gutter show hints, and they move with the text`() {
    var bench = Bench.ready()
    bench.read()
    #expect(bench.lines[1].contains("3 hints"))
    #expect(bench.screen.contains(" 9! - SP0.b"))
    bench.press("ctrl-home")
    bench.type("x\n")
    #expect(bench.screen.contains("10! - SP0.b"))
    #expect(!bench.screen.contains(" 8!"))
  }

  @Test func `hints of an older text are not taken`() {
    var bench = Bench.ready()
    let revision = bench.state.policy.editor.revision
    bench.press("x")
    bench.send(
      .reading(PolicyReading("x"), tokens: 1, revision: revision, hints: Sample.hints))
    #expect(!bench.screen.contains("3 hints"))
  }

  @Test func `the hint of the caret's line is told, but not over a message`() {
    var bench = Bench.ready()
    bench.read()
    bench.press("ctrl-g")
    bench.type("8")
    bench.press("enter")
    #expect(bench.lines[34].contains("hedges"))
    bench.workspace(.notice("Something happened."))
    #expect(bench.lines[34] == " Something happened.")
    bench.wait(.seconds(6))
    #expect(bench.lines[34].contains("hedges"))
    bench.press("ctrl-t", "2")
    #expect(!bench.lines[34].contains("hedges"))
  }

  @Test func `a fix is one undo step`() {
    var bench = Bench.ready()
    bench.read()
    bench.press("ctrl-g")
    bench.type("9")
    bench.press("enter", "ctrl-t", ".")
    let fixed = Sample.policyText.split(separator: "\n", omittingEmptySubsequences: false)
    let text = bench.state.policy.editor.buffer.text
    #expect(text == (fixed[..<8] + fixed[9...]).joined(separator: "\n"))
    // The hint is gone with its line.
    #expect(bench.lines[1].contains("2 hints"))
    bench.press("ctrl-z")
    #expect(bench.state.policy.editor.buffer.text == Sample.policyText)
  }

  @Test func `a fix that was read from another text waits`() {
    var bench = Bench.ready()
    bench.read()
    bench.press("ctrl-g")
    bench.type("9")
    bench.press("enter", "x", "ctrl-t", ".")
    #expect(bench.notice.contains("are being read anew"))
    bench.press("ctrl-g")
    bench.type("8")
    bench.press("enter", "ctrl-t", ".")
    #expect(bench.notice.contains("there is no fix"))
    bench.press("ctrl-g")
    bench.type("2")
    bench.press("enter", "ctrl-t", ".")
    #expect(bench.notice.contains("No hint is at the caret"))
  }

  @Test func `the screen lists hints with their reasons, fixes, ignores and goes there`() {
    var bench = Bench.ready()
    bench.read()
    bench.press("ctrl-g")
    bench.type("9")
    bench.press("enter", "ctrl-t", "!")
    #expect(bench.screen.contains("effort_in_text"))
    #expect(bench.screen.contains("f: Delete the line"))
    #expect(bench.footer.contains("f Fix"))
    bench.press("f")
    #expect(bench.screen.contains("Hints"))
    #expect(!bench.screen.contains("effort_in_text"))
    bench.press("k", "i")
    #expect(bench.screen.contains("1 kind ignored"))
    #expect(!bench.screen.contains("hedges"))
    bench.press("enter")
    #expect(bench.state.screens.isEmpty)
    #expect(bench.state.policy.editor.selection.head.line == 13)
  }

  @Test func `a policy without hints says so`() {
    var bench = Bench.ready()
    bench.read([])
    bench.press("ctrl-t", "!")
    #expect(bench.screen.contains("The guide has nothing to advise here."))
    #expect(!bench.lines[0].contains("hint "))
  }
}
