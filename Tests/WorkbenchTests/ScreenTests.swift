import Cases
import Policies
import Runs
import Testing
import TextEditing
import Wording
import Workbench

/// The screens beside the bench, menu, palette and help.
struct ScreenTests {
  @Test func `Esc goes back to the bench, where nothing has moved`() {
    for key in ["f2", "f3", "f4"] {
      var bench = Bench.ready()
      bench.press("down", "right", "alt-2")
      let before = bench.lines
      bench.press(key, "down", "pagedown", "end")
      #expect(bench.state.screen != nil, "\(key)")
      bench.press("esc")
      #expect(bench.lines == before, "\(key)")
    }
  }

  // MARK: Cases

  @Test func `cases are filtered by id, content, tag and expectation`() {
    for (filter, ids) in [
      ("mk-02", ["mk-02"]), ("gift card", ["mk-03"]), ("edge", ["mk-01", "mk-03"]),
      ("violates", ["mk-04"]), ("FRAME", ["mk-02"]), ("", Sample.cases.cases.map(\.id)),
    ] {
      var bench = Bench.ready()
      bench.press("f3", "/")
      bench.type(filter)
      bench.press("enter")
      let shown = bench.lines.compactMap { line in
        Sample.cases.cases.map(\.id).first { line.dropFirst(2).hasPrefix($0) }
      }
      #expect(shown == ids, "\(filter)")
    }
  }

  @Test func `Enter opens the case in Content, ready to be changed`() {
    var bench = Bench.ready()
    bench.press("f3", "j", "j", "enter")
    #expect(bench.state.screen == nil)
    #expect(bench.state.focus == .content)
    #expect(bench.state.content.currentCase?.id == "mk-03")
    #expect(bench.screen.contains("market 3/5"))
  }

  @Test func `the selection stays on its case when the set is read again`() {
    var bench = Bench.ready()
    bench.press("f3", "j", "j")
    var set = Sample.cases
    set.cases.insert(Case(id: "mk-00", content: .text("new"), expected: nil, tags: []), at: 0)
    bench.workspace(.cases(set, show: .none))
    let selected = bench.lines.first { $0.hasPrefix("▸") } ?? ""
    #expect(selected.contains("mk-03"))
  }

  @Test func `what is expected can be edited`() {
    var bench = Bench.ready()
    bench.press("f3", "e")
    #expect(bench.screen.contains("Expected for mk-01"))
    bench.type("SP3.a, SP3.b")
    #expect(
      bench.press("enter") == [
        .documents(.expect(.all(["SP3.a", "SP3.b"]), ofCase: "mk-01", inSet: "market"))
      ])
    bench.press("e", "backspace")
    #expect(bench.press("enter") == [.documents(.expect(nil, ofCase: "mk-01", inSet: "market"))])
  }

  @Test func `the content can be added as a case with an id of its own`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "+")
    bench.press("ctrl-k")
    bench.type("mk-02 safe")
    #expect(bench.press("enter").isEmpty)
    #expect(bench.screen.contains("There is already a case mk-02."))
    bench.press("ctrl-e", "ctrl-w", "ctrl-w", "ctrl-w", "ctrl-w")
    bench.press("esc", "ctrl-t", "+")
    bench.type("mk-99 safe")
    let effects = bench.press("enter")
    guard case .documents(.addCase(let item, "market"))? = effects.first else {
      Issue.record("\(effects)")
      return
    }
    #expect(item.id == "mk-99")
    #expect(item.expected == .one("safe"))
    #expect(item.content == .text("Earn $$$ by recruiting members! Join now."))
  }

  // MARK: Runs

  static func runs(_ count: Int = 30) -> Bench {
    var bench = Bench.ready()
    #expect(bench.press("f4") == [.records(.list(RunFilter()))])
    bench.workspace(
      .runs((1...count).map { Sample.summary($0, .violates) }, filter: RunFilter()))
    return bench
  }

  static func selected(_ bench: Bench) -> String {
    bench.lines.first { $0.hasPrefix("▸") } ?? ""
  }

  @Test func `Enter asks for the record of the selected run, and shows its trace`() {
    var bench = Self.runs()
    #expect(
      bench.press("j", "j", "enter") == [.records(.load(Sample.summary(3, .violates).id))])
  }

  @Test func `a newer run does not move the selection to another`() {
    var bench = Self.runs()
    bench.press("5", "j")
    let before = Self.selected(bench)
    bench.workspace(
      .runs((0...30).map { Sample.summary($0, .violates) }, filter: RunFilter()))
    #expect(Self.selected(bench) == before)
  }

  @Test func `the list is searched, and an older answer is not taken for the new one`() {
    var bench = Self.runs()
    bench.press("/")
    bench.type("recruit")
    #expect(bench.press("enter") == [.records(.list(RunFilter(search: "recruit")))])
    #expect(bench.screen.contains("loading…"))
    bench.workspace(.runs([], filter: RunFilter()))
    #expect(bench.screen.contains("loading…"))
    bench.workspace(.runs([], filter: RunFilter(search: "recruit")))
    #expect(bench.screen.contains("No run contains that."))
    #expect(bench.screen.contains("recruit"))
  }

  @Test func `keys of pagers move in lists`() {
    var bench = Self.runs()
    bench.press("G")
    #expect(Self.selected(bench).contains("Run 30 of"))
    bench.press("g")
    #expect(Self.selected(bench).contains("Run 1 of"))
    bench.press("1", "2", "G")
    #expect(Self.selected(bench).contains("Run 12 of"))
    bench.press("3", "k")
    #expect(Self.selected(bench).contains("Run 9 of"))
  }

  // MARK: Trace

  @Test func `a long line of the trace can be read to its end`() throws {
    var bench = Bench.ready(80, 24)
    bench.press("ctrl-r")
    bench.answer("SP3.b", chain: String(repeating: "and so on ", count: 60) + "finally zebra")
    bench.workspace(.record(try #require(bench.state.bench.current?.record)))
    var seen = bench.screen
    for _ in 0..<10 {
      bench.press("pagedown")
      seen += bench.screen
    }
    #expect(seen.contains("zebra"))
  }

  // MARK: Menu

  @Test func `every entry of the menu can be seen at every size`() {
    for (columns, rows) in [(200, 60), (120, 36), (80, 24), (60, 16), (40, 12), (30, 8)] {
      var bench = Bench.ready(columns, rows)
      bench.press("ctrl-t")
      var seen = ""
      for _ in bench.state.menuEntries {
        seen += bench.screen
        bench.press("down")
      }
      for info in bench.state.menuEntries {
        // Narrow columns cut long titles.
        let title = String(info.title.prefix(12))
        #expect(seen.contains("\(info.menuKey!)  \(title)"), "\(columns)×\(rows): \(info.title)")
      }
    }
  }

  @Test func `a letter that is not in the menu says so`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "&")
    #expect(bench.state.dialog == nil)
    #expect(bench.notice == "Nothing in the menu has the key “&”.")
  }

  @Test func `a command of the bench from a screen goes to the bench`() {
    for letter in ["1", "2", "3", "z", "n", "5"] {
      var bench = Bench.ready()
      bench.press("f2", "ctrl-t", letter)
      #expect(bench.state.screen == nil, "\(letter)")
    }
  }

  // MARK: Palette

  @Test func `the palette shows keys, and first what was used last`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "z", "ctrl-t", "z", "ctrl-t", "l", "ctrl-p")
    guard case .palette(let palette)? = bench.state.dialog else {
      Issue.record("no palette")
      return
    }
    #expect(palette.rows.prefix(2) == [.live, .zoom])
    #expect(Set(palette.rows) == Set(Command.all.map(\.command)))
    #expect(palette.rows.count == Command.all.map(\.command).count)
    bench.type("save ver")
    #expect(bench.screen.contains("Save a version"))
    #expect(bench.screen.contains("^S"))
  }

  @Test func `the palette finds by words and by id`() {
    for (query, command) in [
      ("save", Command.savePolicy), ("version.save", .savePolicy), ("gotoline", .goToLine),
      ("live", .live), ("edge", .edgeLab), ("quit", .quit), ("next case", .nextCase),
    ] {
      var bench = Bench.ready()
      bench.press("ctrl-p")
      bench.type(query)
      guard case .palette(let palette)? = bench.state.dialog else { continue }
      #expect(palette.rows.first == command, "\(query)")
    }
  }

  @Test func `nothing found is said, and Enter does nothing`() {
    var bench = Bench.ready()
    bench.press("ctrl-p")
    bench.type("zzzzz")
    #expect(bench.screen.contains("No command matches."))
    #expect(bench.press("enter").isEmpty)
  }

  // MARK: Help

  @Test func `help has every command with its keys`() {
    for key in ["1", "2", "3", "4"] {
      var bench = Bench.ready(120, 36)
      bench.press("ctrl-t", key, "f1")
      guard case .help(let pager)? = bench.state.dialog else {
        Issue.record("no help")
        return
      }
      let text = pager.lines.map(\.text).joined(separator: "\n")
      for info in Command.all { #expect(text.contains(info.title), "\(info.title)") }
      #expect(text.contains("^R"))
    }
  }

  @Test func `help is about the screen or pane in focus`() {
    var bench = Bench.ready()
    bench.press("f2", "f1")
    #expect(bench.screen.contains("On this screen"))
    #expect(bench.screen.contains("Restore"))
    bench.press("esc")
    #expect(bench.state.screen != nil)
    bench.press("esc", "alt-3", "f1")
    #expect(bench.screen.contains("In Reasoning"))
  }

  @Test func `help scrolled past its end comes back with the next key`() {
    var bench = Bench.ready(80, 24)
    bench.press("f1")
    bench.type("G")
    let bottom = bench.screen
    bench.type("k")
    #expect(bench.screen != bottom)
  }

  // MARK: Engines

  @Test func `the engine under the cursor stays the same when more are found`() {
    var bench = Bench()
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.press("ctrl-t", "g")
    func selected() -> String { bench.lines.first { $0.hasPrefix("▸") } ?? "" }
    #expect(selected().contains("rule-matcher"))
    bench.send(.engines(.found([Sample.remote, Sample.model])))
    #expect(selected().contains("rule-matcher"))
    bench.press("enter")
    #expect(!bench.state.engine.identity.isModel)
  }

  // MARK: Messages

  @Test func `messages stay six seconds above the footer, and in the log`() {
    var bench = Bench.ready()
    bench.workspace(.notice("Something happened."))
    #expect(bench.lines[34].contains("Something happened."))
    bench.wait(.milliseconds(5999))
    #expect(bench.screen.contains("Something happened."))
    bench.wait(.milliseconds(1))
    #expect(!bench.screen.contains("Something happened."))
    bench.press("ctrl-p")
    bench.type("view.messages")
    bench.press("enter")
    #expect(bench.screen.contains("14:03:00  Something happened."))
  }

  @Test func `times under a minute never read as sixty seconds`() {
    #expect(Measure.seconds(milliseconds: 3140) == "3.1 s")
    #expect(Measure.seconds(milliseconds: 0) == "0.0 s")
    #expect(Measure.seconds(milliseconds: 59_960) != "60.0 s")
    #expect(Measure.seconds(milliseconds: 125_000) == "2 min 5 s")
  }
}
