import Harmony
import Policies
import Runs
import TerminalInput
import TerminalText
import Testing
import Workbench
import Workspace

@testable import Application

@MainActor
struct RuntimeTests {
  static func state(_ time: TimeSource, engine: String? = nil) -> State {
    var state = State(
      State.Setup(
        size: Size(columns: 100, rows: 30), keymap: Keymap.make().0, preferredEngine: engine),
      at: time.now())
    state.preview("# Spam\n- SP1 Spam\n", of: "spam")
    state.setContent("Join now")
    return state
  }

  @Test
  func `what is typed is drawn at once, what streams once in a while, and the last of it always`()
    async
  {
    let (time, mailbox, screen) = (ManualTime(), Mailbox(), RecordedScreen())
    let router = SilentRouter(mailbox: mailbox)
    var state = Self.state(time.source, engine: EngineIdentity.ruleMatcherName)
    _ = state.handle(.input(.key(KeyChord(.character("r"), .control))), at: time.source.now())
    let id = state.bench.current?.record.id
    let runtime = Runtime(
      state: state, screen: screen, mailbox: mailbox, router: router, time: time.source)
    let loop = Task { await runtime.run(starting: []) }
    await screen.wait { _ in !screen.frames.isEmpty }
    // Within one interval of the first frame, words of the stream wait for the next.
    let count = screen.frames.count
    for number in 1...20 {
      mailbox.post(.run(id!, RunEvent(at: number, .text(.analysis, "thought \(number) "))))
    }
    await time.waitForSleeper()
    #expect(screen.frames.count == count)
    time.advance(by: .milliseconds(16))
    await screen.wait { $0.contains("thought 20") }
    #expect(screen.frames.count == count + 1)
    // A key needs no interval.
    mailbox.post(.input(.text("x")))
    await screen.wait { $0.contains("x#") || $0.contains("x Spam") }
    mailbox.post(.terminate)
    await loop.value
    #expect(router.effects.last == .terminal(.quit))
  }

  @Test func `what streams is checkpointed each second`() async {
    let (time, mailbox, screen) = (ManualTime(), Mailbox(), RecordedScreen())
    let router = SilentRouter(mailbox: mailbox)
    var state = Self.state(time.source, engine: EngineIdentity.ruleMatcherName)
    _ = state.handle(.input(.key(KeyChord(.character("r"), .control))), at: time.source.now())
    let id = state.bench.current!.record.id
    let runtime = Runtime(
      state: state, screen: screen, mailbox: mailbox, router: router, time: time.source)
    let loop = Task { await runtime.run(starting: []) }
    mailbox.post(.run(id, RunEvent(at: 1, .text(.analysis, "one"))))
    while !router.effects.contains(where: { $0.checkpoint?.reasoning == "one" }) {
      await time.waitForSleeper()
      time.advance(by: .milliseconds(250))
      mailbox.ring()
      await Task.yield()
    }
    mailbox.post(.terminate)
    await loop.value
    #expect(router.effects.contains { $0.sealed?.state == .cancelled })
  }

  // MARK: With the real services

  struct Whole {
    let place: TemporaryWorkspace
    let engine = PacedEngine()
    let records = ScriptedRecords()
    let news = News()
    let mailbox = Mailbox()
    let screen: RecordedScreen
    let loop: Task<Void, Never>

    @MainActor
    init() throws {
      let place = try TemporaryWorkspace()
      self.place = place
      screen = RecordedScreen()
      let (workspace, mailbox, records, news) = (place.workspace, mailbox, records, news)
      let store = RecordStore { try workspace.privateFolder() + "/runs.sqlite" }
      let drafts = DraftsService(workspace: workspace, mailbox: mailbox)
      let directory = EngineDirectory(
        client: { fatalError("no test reaches an engine") }, configured: [], preferred: nil)
      let services = Services(
        analysis: AnalysisService(mailbox: mailbox),
        documents: DocumentsService(
          workspace: workspace, drafts: drafts, author: "ada", mailbox: mailbox),
        drafts: drafts,
        engines: EnginesService(
          engines: directory, mailbox: mailbox,
          managed: ManagedEngineService(
            client: LazyClient(), program: { "" }, log: { place.root + "/log" })),
        evaluations: EvaluationsService(
          workspace: workspace, store: store, engines: engine, mailbox: mailbox),
        records: RecordsService(workspace: workspace, store: store, mailbox: mailbox),
        runs: RunsService(
          engines: engine,
          recorder: Recorder(
            lane: Lane("test"), unrecorded: nil, retryDelay: .milliseconds(5), open: { records },
            tell: { news.add($0) }),
          mailbox: mailbox, silence: nil))
      let router = Router(
        services: services,
        terminal: Router.TerminalActions(
          copy: { _ in true }, edit: { text, pane in .workspace(.edited(text, pane)) },
          suspend: { true }, redraw: {}, size: { Size(columns: 100, rows: 30) }),
        mailbox: mailbox)
      let runtime = Runtime(
        state: RuntimeTests.state(.system, engine: engine.identity.name), screen: screen,
        mailbox: mailbox, router: router, frameInterval: .zero)
      loop = Task { await runtime.run(starting: []) }
      mailbox.post(.engines(.found([EngineListing(identity: engine.identity, status: .ready)])))
    }

    func press(_ key: String) {
      if let chord = KeyChord(key) { mailbox.post(.input(.key(chord))) }
    }

    func start() async -> Run.ID? {
      press("ctrl-r")
      for await id in engine.started { return id }
      return nil
    }

    /// Quits, and returns what was recorded.
    func leave() async -> [RunRecord] {
      press("ctrl-q")
      await loop.value
      return records.sealed
    }
  }

  @Test func `a run that is stopped while the records are busy is recorded as it is shown`()
    async throws
  {
    let whole = try Whole()
    whole.records.hold()
    let id = try #require(await whole.start())
    whole.engine.say(.text(.analysis, "It asks to join."), to: id)
    await whole.screen.wait { $0.contains("It asks to join.") }
    whole.press("esc")
    await whole.screen.wait { $0.contains("NO VERDICT (cancelled)") }
    // Too late: the engine has an answer after all.
    whole.engine.say(.text(.final, "SP1.a"), .finished(.stop), to: id)
    whole.records.letGo()
    let records = await whole.leave()
    #expect(records.map(\.state) == [.cancelled])
    #expect(records.first?.reasoning == "It asks to join.")
  }

  @Test func `a run that ended before Esc is recorded with its answer, which is shown`()
    async throws
  {
    let whole = try Whole()
    whole.records.hold()
    let id = try #require(await whole.start())
    whole.engine.say(.text(.analysis, "It asks."), .text(.final, "SP1.a"), .finished(.stop), to: id)
    await whole.screen.wait { $0.contains("NO VERDICT (unparsed)") }
    whole.press("esc")
    whole.records.letGo()
    let records = await whole.leave()
    #expect(records.map(\.state) == [.unparsed])
    #expect(records.first?.answer == "SP1.a")
  }

  @Test func `leaving while a run goes on and the records are busy loses no word that was typed`()
    async throws
  {
    let whole = try Whole()
    whole.records.hold()
    let id = try #require(await whole.start())
    whole.engine.say(.text(.analysis, "It asks."), to: id)
    await whole.screen.wait { $0.contains("It asks.") }
    whole.press("alt-1")
    whole.mailbox.post(.input(.text("typed ")))
    await whole.screen.wait { $0.contains("typed") }
    whole.press("ctrl-q")
    await whole.loop.value
    whole.records.letGo()
    let draft = DraftStore(whole.place.workspace).found().drafts.first?.draft
    #expect(draft?.key == "spam")
    #expect(draft?.text.contains("typed ") == true)
  }
}

extension Effect {
  fileprivate var checkpoint: RunRecord? {
    if case .runs(.checkpoint(let record)) = self { record } else { nil }
  }

  fileprivate var sealed: RunRecord? {
    if case .runs(.seal(let record)) = self { record } else { nil }
  }
}
