import Cases
import Policies
import Runs
import TerminalInput
import TerminalText
import Testing
import TextEditing
import Workbench

/// Typing, Esc, find, the clipboard and the mouse on the bench.
struct EditingTests {
  // MARK: Esc

  @Test func `Esc does one thing: the dialog, then find, then the selection, then the run`() {
    var bench = Bench.ready()
    bench.press("ctrl-r")
    bench.press("shift-right", "ctrl-f")
    bench.type("spam")
    bench.press("enter", "shift-right")
    #expect(bench.state.dialog != nil)
    bench.press("esc")
    #expect(bench.state.dialog == nil)
    #expect(bench.state.find != nil)
    #expect(bench.state.bench.isRunning)
    bench.press("esc")
    #expect(bench.state.find == nil)
    #expect(!bench.state.policy.editor.selection.isEmpty)
    #expect(bench.state.bench.isRunning)
    bench.press("esc")
    #expect(bench.state.policy.editor.selection.isEmpty)
    #expect(bench.state.bench.isRunning)
    bench.press("esc")
    #expect(!bench.state.bench.isRunning)
    #expect(bench.press("esc").isEmpty)
  }

  @Test func `Esc leaves a screen before it stops a run`() {
    var bench = Bench.ready()
    bench.press("ctrl-r", "f2", "esc")
    #expect(bench.state.screen == nil)
    #expect(bench.state.bench.isRunning)
    bench.press("esc")
    #expect(!bench.state.bench.isRunning)
  }

  @Test func `Esc in a dialog over a screen leaves the screen`() {
    var bench = Bench.ready()
    bench.press("f3", "/", "esc")
    #expect(bench.state.dialog == nil)
    #expect(bench.state.screen != nil)
  }

  // MARK: Clipboard

  @Test func `copying without a selection says what the keys do instead`() {
    var bench = Bench.ready()
    #expect(bench.press("ctrl-c").isEmpty)
    #expect(bench.notice == "Nothing selected. Esc stops a run, Ctrl-Q quits.")
  }

  @Test func `copy, cut and paste`() {
    var bench = Bench.ready()
    #expect(bench.press("shift-end", "ctrl-c") == [.terminal(.copy("# Spam"))])
    bench.workspace(.copied(toTerminal: true))
    #expect(bench.notice.hasPrefix("Copied here and sent to the terminal"))
    #expect(bench.press("ctrl-x") == [.terminal(.copy("# Spam"))])
    #expect(bench.state.policy.editor.buffer.line(0) == "")
    bench.press("alt-2", "ctrl-home", "ctrl-v")
    #expect(bench.state.content.text.hasPrefix("# SpamEarn"))
  }

  @Test func `Shift with any motion selects`() {
    for key in [
      "shift-left", "shift-up", "shift-home", "shift-pageup", "shift-ctrl-left", "ctrl-shift-home",
    ] {
      var bench = Bench.ready()
      bench.press("ctrl-end", key)
      #expect(!bench.state.policy.editor.selection.isEmpty, "\(key)")
    }
    for key in [
      "shift-right", "shift-down", "shift-end", "shift-pagedown", "ctrl-shift-right",
      "ctrl-shift-end",
    ] {
      var bench = Bench.ready()
      bench.press("ctrl-home", key)
      #expect(!bench.state.policy.editor.selection.isEmpty, "\(key)")
    }
  }

  @Test func `every Unicode letter is typed, whatever a Mac's Option key makes of it`() {
    var bench = Bench.ready()
    bench.press("alt-2")
    bench.type("¬ ¡ Ω é 漢")
    #expect(bench.state.content.text.hasPrefix("¬ ¡ Ω é 漢"))
  }

  // MARK: Pasting is not pressing

  @Test func `pasted text is never taken for keys`() {
    var bench = Bench.ready()
    bench.press("ctrl-t")
    #expect(!bench.paste("q").contains(.terminal(.quit)))
    bench.press("esc", "f2")
    #expect(bench.paste("rrdyl").isEmpty)
    #expect(bench.state.dialog == nil)
    bench.press("esc", "f3")
    #expect(bench.paste("esa/").isEmpty)
    #expect(bench.state.dialog == nil)
    bench.press("esc", "alt-3")
    #expect(bench.paste("y/").isEmpty)
    #expect(bench.state.dialog == nil)
    bench.press("alt-1")
    bench.type("x")
    bench.press("ctrl-p")
    bench.type("policy.revert")
    bench.press("enter")
    bench.paste("y")
    #expect(bench.state.policy.isModified)
  }

  @Test func `characters that arrive together mean what they mean one by one`() {
    var bench = Bench.ready()
    bench.press("f3")
    bench.send(.input(.text("/gift")))
    bench.press("enter")
    #expect(bench.screen.contains("1 of 5 cases"))
    var second = Bench.ready()
    second.press("ctrl-t")
    second.send(.input(.text("cjj")))
    guard let screen = second.state.screen as? CasesScreen else {
      Issue.record("not on Cases")
      return
    }
    #expect(screen.list.selected == 2)
  }

  // MARK: Find

  @Test func `find counts, goes on around the end, and goes back`() {
    var bench = Bench.ready()
    bench.press("ctrl-f")
    bench.type("SP3")
    #expect(bench.screen.contains("7 matches") || bench.screen.contains("/7"))
    var lines: [Int] = []
    for _ in 0..<8 {
      bench.press("enter")
      lines.append(bench.state.policy.editor.selection.range.start.line)
    }
    #expect(lines.first == lines.last)
    #expect(Set(lines) == [3, 4, 10, 11, 12, 16])
    #expect(bench.state.policy.editor.selectedText == "SP3")
    bench.press("up")
    #expect(bench.state.policy.editor.selection.range.start.line == lines[6])
  }

  @Test func `what is not there is said`() {
    var bench = Bench.ready()
    bench.press("ctrl-f")
    bench.type("zebra")
    #expect(bench.screen.contains("not found"))
    bench.press("enter")
    #expect(bench.state.policy.editor.selection.isEmpty)
  }

  @Test func `replace takes one, replace all takes the rest, undo brings them back`() {
    var bench = Bench.ready()
    bench.press("ctrl-f")
    bench.type("SP3")
    bench.press("tab")
    bench.type("SP4")
    bench.press("enter", "enter")
    #expect(bench.state.policy.editor.buffer.text.ranges(of: "SP4").count == 1)
    bench.press("ctrl-r")
    #expect(bench.state.policy.editor.buffer.text.ranges(of: "SP4").count == 7)
    #expect(bench.notice == "Replaced 6 of “SP3”. Ctrl-Z takes it back.")
    bench.press("esc", "esc", "ctrl-z", "ctrl-z")
    #expect(bench.state.policy.editor.buffer.text == Sample.policyText)
  }

  @Test func `find in Reasoning scrolls to the place and does not replace`() {
    var bench = ChainTests.long(100)
    bench.press("alt-3", "/")
    bench.type("thought 7 ")
    bench.press("backspace", "enter")
    #expect(bench.lines.contains { $0.contains("thought 7") })
    #expect(!bench.screen.contains("Replace with"))
  }

  @Test func `find opens over the bench, never unseen behind a screen`() {
    var bench = Bench.ready()
    bench.press("f2", "ctrl-p")
    bench.type("find")
    bench.press("enter")
    #expect(bench.state.dialog == nil || bench.screen.contains("Find "))
  }

  @Test func `go to line takes a line, and says what is none`() {
    var bench = Bench.ready()
    for text in ["0", "-3", "x", "9999999999999999999"] {
      bench.press("ctrl-g")
      bench.type(text)
      bench.press("enter")
      #expect(bench.state.dialog != nil, "\(text)")
      bench.press("esc")
    }
    bench.press("ctrl-g")
    bench.type("13")
    bench.press("enter")
    #expect(bench.state.policy.editor.selection.head == TextPosition(line: 12, offset: 0))
    #expect(bench.screen.contains("line 13"))
  }

  // MARK: Content and cases

  @Test func `another case keeps what was typed, one undo away`() {
    var bench = Bench.ready()
    bench.press("alt-2", "ctrl-t", "a")
    bench.type("my own words")
    bench.press("ctrl-t", "n")
    #expect(bench.state.content.text == "Is the bike still available, and what size is the frame?")
    bench.press("ctrl-z")
    #expect(bench.state.content.text == "my own words")
  }

  @Test func `next and previous go around the set`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "p")
    #expect(bench.state.content.currentCase?.id == "mk-05")
    bench.press("ctrl-t", "n", "ctrl-t", "n")
    #expect(bench.state.content.currentCase?.id == "mk-02")
  }

  @Test func `a case that was edited and taken back is the case again`() {
    var bench = Bench.ready()
    bench.press("alt-2")
    bench.type("x")
    #expect(bench.screen.contains("edited"))
    #expect(bench.state.content.caseReference == nil)
    bench.press("ctrl-z")
    #expect(bench.state.content.caseReference == "market/mk-01")
    #expect(!bench.screen.contains("market 1/5 edited"))
  }

  @Test func `a conversation is shown with its roles and what is judged`() {
    var bench = Bench.ready(200, 60)
    bench.press("ctrl-t", "p", "ctrl-t", "p")
    #expect(bench.state.content.text.contains("Recruit your friends."))
    #expect(bench.state.content.text.contains("user"))
    #expect(bench.screen.contains("judge assistant"))
  }

  @Test func `a case comes to the front, with the focus not left on a pane that is hidden`() {
    for (columns, rows) in [(120, 36), (80, 24), (50, 14)] {
      for pane in ["1", "2", "3", "4"] {
        var bench = Bench.ready(columns, rows)
        bench.press("ctrl-t", pane, "ctrl-t", "n")
        #expect(bench.state.layout.panes[bench.state.focus] != nil, "\(columns) \(pane)")
        #expect(bench.screen.contains("Is the bike") || bench.state.focus != .content)
      }
    }
  }

  // MARK: Mouse

  @Test func `a click focuses the pane and places the caret`() {
    var bench = Bench.ready()
    bench.mouse(.press, at: 63, 2)
    #expect(bench.state.focus == .content)
    #expect(bench.state.content.editor.selection.head.line == 0)
    #expect(bench.state.content.editor.selection.head.offset > 0)
    bench.mouse(.press, at: 20, 4)
    #expect(bench.state.focus == .policy)
    #expect(bench.state.policy.editor.selection.head.line == 2)
    bench.mouse(.drag, at: 20, 6)
    #expect(!bench.state.policy.editor.selection.isEmpty)
  }

  @Test func `a click on a tab brings its pane to the front`() throws {
    for (columns, rows) in [(80, 24), (50, 14)] {
      var bench = Bench.ready(columns, rows)
      for pane in [Pane.reasoning, .content] {
        let row = try #require(
          bench.lines.firstIndex { line in
            line.contains("Content ") && line.contains("Reasoning ")
          })
        let line = bench.lines[row]
        let start = try #require(line.firstRange(of: pane.title)).lowerBound
        bench.mouse(.press, at: line.distance(from: line.startIndex, to: start) + 1, row)
        #expect(bench.state.focus == pane, "\(columns)×\(rows)")
      }
    }
  }

  @Test func `with the mouse off nothing is asked of the terminal, and nothing happens`() {
    var bench = Bench.ready()
    #expect(view(bench.state).mouse == .buttonsAndDrag)
    bench.press("ctrl-t", "m")
    #expect(view(bench.state).mouse == .off)
    bench.mouse(.press, at: 63, 2)
    #expect(bench.state.focus == .policy)
  }

  // MARK: Panes

  @Test func `Tab goes through the panes and back`() {
    var bench = Bench.ready()
    var seen: [Pane] = []
    for _ in 0..<4 {
      bench.press("tab")
      seen.append(bench.state.focus)
    }
    #expect(seen == [.content, .reasoning, .verdict, .policy])
    bench.press("shift-tab")
    #expect(bench.state.focus == .verdict)
  }

  @Test func `one pane can have the whole screen`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "z")
    #expect(bench.state.layout.form == .single)
    bench.press("ctrl-t", "z")
    #expect(bench.state.layout.form == .wide)
  }

  @Test func `the split moves and stops where a pane would vanish`() {
    var bench = Bench.ready()
    let before = bench.state.layout.divider!
    bench.press("ctrl-t", "]")
    #expect(bench.state.layout.divider! > before)
    for _ in 0..<40 { bench.press("ctrl-t", "[") }
    #expect(bench.state.layout.divider! >= 30)
    for _ in 0..<40 { bench.press("ctrl-t", "]") }
    #expect(bench.state.layout.divider! <= 120 - 30)
  }
}
