import Harmony
import Runs
import Testing
import Workbench

/// Effort, sampling and seed: validated, sent with every run, kept for the next session.
struct EngineSettingsTests {
  /// Sets a parameter by its place in the list of the dialog.
  static func set(_ bench: inout Bench, _ index: Int, _ text: String) {
    bench.press("p")
    for _ in 0..<index { bench.press("down") }
    bench.press("enter")
    bench.press("ctrl-a", "ctrl-k")
    bench.type(text)
    bench.press("enter")
  }

  @Test func `what is set goes into every run, and comes back with the session`() throws {
    var bench = Bench.onEngines()
    let typed = ["0.7", "0.9", "40", "0.05", "1.1", "7", "512"]
    for (index, text) in typed.enumerated() { Self.set(&bench, index, text) }
    #expect(bench.notice == "max_tokens is 512 from the next run on.")
    for row in [
      "temperature      0.7  recommended 1.0", "top_k            40  recommended 0",
      "seed             7  fixed: draws may be alike", "max_tokens       512  cuts longer answers",
    ] {
      #expect(bench.screen.contains(row), "\(row)")
    }
    func check(_ parameters: RunParameters?) {
      #expect(parameters?.temperature == 0.7 && parameters?.topP == 0.9)
      #expect(parameters?.topK == 40 && parameters?.minP == 0.05)
      #expect(parameters?.repeatPenalty == 1.1 && parameters?.seed == 7)
      #expect(parameters?.maxTokens == 512)
    }
    bench.press("esc", "ctrl-r")
    check(bench.lastRequest?.parameters)
    check(bench.state.bench.current?.record.parameters)
    bench.press("ctrl-q")
    var session: SessionSnapshot?
    for case .drafts(.keepSession(let kept)) in bench.effects { session = kept }
    #expect(session != nil)
    var next = Bench(session: session)
    next.send(.engines(.found([Sample.exact])))
    next.workspace(.opened(Sample.document, draft: nil))
    next.workspace(.cases(Sample.cases, show: .first))
    next.press("ctrl-r")
    check(next.lastRequest?.parameters)
  }

  @Test func `all of it can be put back as recommended`() {
    var bench = Bench.onEngines()
    Self.set(&bench, 0, "0.2")
    Self.set(&bench, 5, "3")
    bench.press("p", "end", "pagedown", "enter")
    #expect(bench.state.sampling == .recommended)
    #expect(!bench.screen.contains("recommended 1.0"))
  }

  static let refused: [(Int, [String])] = [
    (0, ["", "-1", "5.1", "0,7", "hot", "nan", "inf", "0x1"]), (1, ["1.01", "-0.1", "x"]),
    (2, ["-1", "1.5", "99999999999"]), (3, ["2", ""]), (4, ["0", "-1", "0.0"]),
    (5, ["-1", "1.5", "seven", "4294967296"]), (6, ["0", "-5", "1e3"]),
  ]

  @Test func `what is out of range is refused with the range, and changes nothing`() {
    for (index, texts) in Self.refused {
      for text in texts {
        var bench = Bench.onEngines()
        Self.set(&bench, index, text)
        guard case .prompt(let prompt)? = bench.state.dialog else {
          Issue.record("“\(text)” was taken as \(SamplingParameter.allCases[index])")
          continue
        }
        #expect(prompt.problem?.contains(SamplingParameter.allCases[index].rawValue) ?? false)
        #expect(bench.state.sampling == .recommended)
      }
    }
  }

  @Test func `the bounds themselves are taken`() {
    for (index, texts) in [
      (0, ["0", "5"]), (1, ["0", "1"]), (2, ["0"]), (5, ["0", ""]), (6, ["1"]),
    ] {
      for text in texts {
        var bench = Bench.onEngines()
        Self.set(&bench, index, text)
        #expect(bench.state.dialog == nil, "\(text)")
      }
    }
  }

  @Test func `without a fixed seed each run draws a new one`() {
    var bench = Bench.ready()
    bench.press("ctrl-r")
    bench.answerAtOnce("SP3")
    bench.press("ctrl-r")
    #expect(bench.started[0].request.parameters.seed != bench.started[1].request.parameters.seed)
  }

  @Test func `a repeat under a fixed seed says that its draws may be alike`() {
    var bench = Bench.onEngines()
    Self.set(&bench, 5, "7")
    bench.press("esc", "ctrl-t", "5")
    #expect(
      bench.notice == "The seed is fixed, so that all draws may be alike. F8 p draws new ones.")
  }

  @Test func `the seed of the command line goes before the session's`() {
    var session = SessionSnapshot()
    session.sampling = Sampling(temperature: 0.5, seed: 3)
    let bench = Bench(session: session, fixedSeed: 11)
    #expect(bench.state.fixedSeed == 11)
    #expect(bench.state.parameters.temperature == 0.5)
  }

  @Test func `a session with sampling that nobody could have typed is not taken`() {
    var session = SessionSnapshot()
    session.sampling = Sampling(temperature: 99)
    #expect(Bench(session: session).state.sampling == .recommended)
  }

  @Test func `effort is changed on the screen, without leaving it`() {
    var bench = Bench.onEngines()
    bench.press("e")
    #expect(bench.state.parameters.effort == .high)
    #expect(bench.state.screen != nil)
    #expect(bench.screen.contains("effort           high"))
  }

  @Test func `the rule matcher has nothing to set`() {
    var bench = Bench.onEngines()
    bench.press("j", "j", "j", "p")
    #expect(bench.state.dialog == nil)
    #expect(bench.notice == "The rule matcher samples nothing.")
    bench.press("e")
    #expect(bench.notice == "The rule matcher has no effort to set.")
  }
}
