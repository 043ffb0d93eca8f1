import Harmony
import Policies
import RuleMatcher
import Runs
import TerminalInput
import TerminalText
import Testing
import TextEditing
import Wording
import Workbench

struct RunLifecycleTests {
  @Test(arguments: ["ctrl-r", "f5"])
  func `a run carries policy, content, format, case and parameters`(key: String) throws {
    var bench = Bench.ready()
    let effects = bench.press(key)
    #expect(effects.count == 1)
    let (request, engine) = try #require(bench.started.first)
    #expect(engine == Sample.model.identity)
    #expect(request.conversation.policy == Sample.policyText)
    #expect(request.conversation.content == "Earn $$$ by recruiting members! Join now.")
    #expect(request.format == Sample.format)
    #expect(request.policy == .init(name: "spam", version: 3, basedOn: 3))
    #expect(request.caseReference == "market/mk-01")
    #expect(request.parameters.date == "2026-11-23")
    #expect(request.parameters.effort == .medium)
    #expect(request.startedAt == Bench.unixStart)
    #expect(!request.isLive)
  }

  @Test func `an edited policy is no saved version, an edited case no case`() throws {
    var bench = Bench.ready()
    bench.type("x")
    bench.press("alt-2")
    bench.type("y")
    bench.press("ctrl-r")
    let request = try #require(bench.lastRequest)
    #expect(request.policy == .init(name: "spam", version: nil, basedOn: 3))
    #expect(request.conversation.policy == "x" + Sample.policyText)
    #expect(request.conversation.content.hasPrefix("yEarn"))
    #expect(request.caseReference == nil)
  }

  @Test func `a format that the text asks for is read before the run`() throws {
    var bench = Bench()
    bench.send(.engines(.found([])))
    bench.paste("Answer with exactly one character: `1` (violates) or `0` (safe).")
    bench.press("alt-2")
    bench.type("content")
    bench.press("ctrl-r")
    let format = try #require(bench.lastRequest).format
    #expect(format.shape == .token)
    #expect(format.labels.contains(.init("1", .violates)))
  }

  @Test func `a run waits for engines that are being looked for`() {
    var bench = Bench()
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.workspace(.cases(Sample.cases, show: .first))
    bench.forgetEffects()
    bench.press("ctrl-r")
    #expect(bench.started.isEmpty)
    #expect(bench.notice == "Looking for engines; the run starts as soon as they are known.")
    #expect(bench.screen.contains("looking for engines…"))
    #expect(bench.screen.contains("connecting"))
    bench.send(.engines(.found([Sample.model])))
    #expect(bench.started.map(\.engine) == [Sample.model.identity])
  }

  @Test func `a run that waits for engines can be stopped`() {
    var bench = Bench()
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.workspace(.cases(Sample.cases, show: .first))
    bench.press("ctrl-r", "esc")
    bench.send(.engines(.found([Sample.model])))
    #expect(bench.started.isEmpty)
  }

  @Test func `a preferred engine that is not found is not replaced`() {
    var bench = Bench(preferredEngine: "gpu-box")
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.workspace(.cases(Sample.cases, show: .first))
    bench.press("ctrl-r")
    bench.send(.engines(.found([Sample.model])))
    #expect(bench.started.isEmpty)
    #expect(bench.screen.contains("gpu-box"))
  }

  @Test func `a preferred engine that does not answer is still the one asked`() {
    var bench = Bench(preferredEngine: "gpu-box")
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.workspace(.cases(Sample.cases, show: .first))
    var down = Sample.remote
    down.status = .unreachable
    down.isPreferred = true
    bench.send(.engines(.found([Sample.model, down])))
    bench.press("ctrl-r")
    #expect(bench.started.map(\.engine.name) == ["gpu-box"])
    #expect(bench.screen.contains("does not answer"))
  }

  @Test func `the first ready engine with a safeguard model is chosen, else the rule matcher`() {
    var bench = Bench()
    var other = Sample.remote
    other.isSafeguard = false
    var loading = Sample.model
    loading.status = .loading
    bench.send(.engines(.found([other, loading])))
    #expect(bench.state.engine == .ruleMatcher)
    #expect(bench.header.contains("No model chosen: ^T g"))
    var second = Bench()
    second.send(.engines(.found([other, Sample.model])))
    #expect(second.state.engine == Sample.model)
    var third = Bench()
    third.send(.engines(.found([])))
    #expect(third.header.contains("No model: ^T g"))
  }

  @Test func `escape stops the run at once and later events of it are dropped`() throws {
    var bench = Bench.ready()
    bench.press("ctrl-r")
    let id = try #require(bench.lastRequest?.id)
    bench.engine(.accepted(Sample.model.identity), .text(.analysis, "first"))
    bench.wait(.milliseconds(500))
    let effects = bench.press("esc")
    #expect(effects.first == .runs(.cancel(id)))
    // What is recorded is what is shown.
    #expect(effects.dropFirst() == [.runs(.seal(try #require(bench.state.bench.current?.record)))])
    #expect(bench.state.bench.phase == .stopped)
    #expect(bench.screen.contains("? NO VERDICT (cancelled)"))
    let before = bench.screen
    bench.run(id, .text(.analysis, "second"))
    bench.run(id, .text(.final, "SP3.b"))
    bench.run(id, .finished(.stop))
    #expect(bench.screen == before)
    #expect(bench.state.bench.current?.record.reasoning == "first")
  }

  @Test func `a new run ends the older one, whose events change nothing`() throws {
    var bench = Bench.ready()
    bench.press("ctrl-r")
    let old = try #require(bench.lastRequest?.id)
    bench.engine(.text(.analysis, "old thought"))
    let effects = bench.press("ctrl-r")
    let new = try #require(bench.lastRequest?.id)
    #expect(effects.first == .runs(.cancel(old)))
    #expect(new != old)
    bench.run(old, .text(.analysis, "late"))
    bench.run(old, .text(.final, "SP0"))
    bench.run(old, .finished(.stop))
    #expect(bench.state.bench.current?.record.reasoning == "")
    #expect(bench.state.bench.current?.record.state == nil)
    bench.run(new, .text(.analysis, "new"))
    #expect(bench.state.bench.current?.record.reasoning == "new")
  }

  @Test func `a failed run says what happened, where, and what next`() {
    for (columns, rows) in [(200, 60), (120, 36), (80, 24), (60, 16)] {
      var bench = Bench.ready(columns, rows)
      bench.press("ctrl-r")
      bench.engine(
        .failed(
          RunFailure(
            .unreachable, "Nothing listens at http://127.0.0.1:8080 any more.",
            hint: "Start llama-server again, or choose another engine with Ctrl-T g.")))
      #expect(bench.screen.contains("failed"))
      #expect(bench.screen.contains("? NO VERDICT (failed)") || rows < 17)
      let rect = bench.state.layout.panes[.reasoning] ?? bench.state.layout.message
      let pane = view(bench.state).text[rect.row..<rect.maxRow].map {
        String($0.dropFirst(rect.column).prefix(rect.columns))
      }
      let words = (pane + bench.lines.suffix(3)).joined(separator: " ")
        .split(separator: " ").joined(separator: " ")
      #expect(words.contains("Nothing listens at"), "\(columns)×\(rows)")
      #expect(words.contains("or choose another engine with Ctrl-T g."), "\(columns)×\(rows)")
      // It stays until the next key.
      bench.wait(.seconds(60))
      #expect(!bench.notice.isEmpty)
      bench.send(.input(.focusGained))
      #expect(!bench.notice.isEmpty)
      bench.press("down")
      #expect(bench.notice.isEmpty)
    }
  }

  static let phases: [(RunEvent.Kind, String)] = [
    (.waiting(.load()), "loading"), (.waiting(.queue()), "queued"),
    (.waiting(.prompt(read: 5, of: 10)), "queued"), (.text(.analysis, "x"), "thinking"),
    (.text(.final, "SP3.b"), "answering"), (.finished(.stop), "done"),
  ]

  @Test func `the title of Reasoning carries one state word`() {
    var bench = Bench.ready()
    #expect(bench.screen.contains("Reasoning ─ idle"))
    bench.press("ctrl-r")
    #expect(bench.screen.contains("connecting"))
    for (kind, word) in Self.phases {
      bench.engine(kind)
      let title = bench.lines.first { $0.contains(" Reasoning ─ ") } ?? ""
      #expect(title.contains(word))
    }
  }

  @Test func `the spinner turns until something has arrived`() {
    var bench = Bench.ready()
    bench.press("ctrl-r")
    func title() -> String { bench.lines.first { $0.contains(" Reasoning ─ ") } ?? "" }
    var seen: Set<String> = []
    for _ in 0..<8 {
      seen.insert(title())
      bench.wait(.milliseconds(100))
    }
    #expect(seen.count == 8)
    bench.engine(.text(.analysis, "x"))
    #expect(title().contains("─ thinking · "))
  }

  @Test func `the clock runs while the run does, and asks for no tick after it`() {
    var bench = Bench.ready()
    bench.press("ctrl-r")
    bench.engine(.text(.analysis, "x"))
    bench.wait(.milliseconds(3140))
    #expect(bench.screen.contains("3.1 s"))
    bench.engine(.text(.final, "SP0"), .finished(.stop))
    bench.wait(.seconds(10))
    #expect(bench.state.deadline == nil)
    #expect(bench.screen.contains("done · "))
  }

  @Test func `the verdict line has decision, label, agreement, tokens and time`() {
    var bench = Bench.ready()
    bench.press("ctrl-r")
    bench.answer("SP3.b")
    let line = bench.lines.first { $0.contains("VIOLATES") } ?? ""
    #expect(line.contains("✖ VIOLATES  SP3.b · expected SP3 ✔ · 96 tok"))
    bench.press("ctrl-r")
    bench.answer("SP0.a")
    #expect(bench.screen.contains("✔ SAFE  SP0.a · expected SP3 ✖ · 96 tok"))
  }

  static let ends: [([RunEvent.Kind], String)] = [
    ([.finished(.stop)], "? NO VERDICT (empty)"),
    ([.text(.final, "hm"), .finished(.stop)], "? NO VERDICT (unparsed)"),
    ([.text(.final, "SP9.q"), .finished(.stop)], "? NO VERDICT (off_list)"),
    ([.text(.final, "SP3"), .finished(.length)], "? NO VERDICT (truncated)"),
    ([.finished(.abstained)], "? NO VERDICT (abstained)"),
    ([.finished(.filtered)], "? NO VERDICT (refused)"),
    ([.warning(RunWarning("markup", "m")), .finished(.stop)], "? NO VERDICT (markup)"),
    ([.cancelled], "? NO VERDICT (cancelled)"),
  ]

  @Test func `what is no verdict is shown as exactly that`() {
    for (kinds, words) in Self.ends {
      for ascii in [false, true] {
        var bench = Bench.ready(ascii: ascii)
        bench.press("ctrl-r")
        for kind in kinds { bench.engine(kind) }
        let shown = ascii ? String(words.dropFirst(2)) : words
        #expect(bench.screen.contains(shown))
        #expect(!bench.screen.contains("SAFE "))
        if ascii { #expect(!bench.screen.contains(words)) }
      }
    }
  }

  @Test func `the rule matcher says that it is no model`() async throws {
    var bench = Bench.ready(model: false)
    bench.press("ctrl-r")
    let (request, engine) = try #require(bench.started.first)
    #expect(engine == .ruleMatcher)
    for await event in RuleMatcherEngine().run(request) { bench.send(.run(request.id, event)) }
    #expect(bench.screen.contains("rule matcher, not a model"))
    #expect(bench.state.bench.current?.record.parameters == nil)
    #expect(bench.header.contains("● rule matcher · No model: ^T g"))
  }

  @Test func `effort goes low, medium, high, and applies from the next run`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "f")
    #expect(bench.header.contains("effort high"))
    bench.press("ctrl-t", "f", "ctrl-r")
    #expect(bench.lastRequest?.parameters.effort == .low)
  }

  @Test func `quitting cancels what runs`() throws {
    var bench = Bench.ready()
    bench.press("ctrl-r")
    let run = try #require(bench.lastRequest?.id)
    let effects = bench.press("ctrl-q")
    #expect(effects.contains(.runs(.cancel(run))))
    #expect(effects.last == .terminal(.quit))
    #expect(bench.state.isQuitting)
  }

  @Test func `opening another policy cancels the run and the case set`() throws {
    var bench = Bench.ready()
    bench.press("ctrl-t", "k")
    let regression = try #require(bench.lastRequest?.id)
    bench.press("ctrl-r")
    let run = try #require(bench.lastRequest?.id)
    bench.press("ctrl-o")
    bench.workspace(
      .policies([PolicyListing(name: "other", title: nil, versions: 1, hasDraft: false)]))
    bench.press("enter")
    bench.workspace(.opened(PolicyDocument(name: "other", text: "# Other"), draft: nil))
    #expect(bench.effects.contains(.runs(.cancel(run))))
    #expect(bench.effects.contains(.runs(.cancel(regression))))
  }
}
