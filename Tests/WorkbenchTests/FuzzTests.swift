import Cases
import Harmony
import Policies
import Runs
import TerminalInput
import TerminalText
import Testing
import TextEditing
import Workbench

/// Content is hostile, keys are random, sizes are absurd: no frame breaks, and none carries a command
/// to the terminal.
struct FuzzTests {
  /// C0, DEL, C1, bidirectional and zero-width characters, tags, separators, a lone mark.
  static let hostile: [String] = [
    "\u{1B}[2J\u{1B}]0;owned\u{7}", "\u{0}\u{8}\u{7F}", "\u{85}\u{9B}31m\u{9F}",
    "\u{202E}gnp.exe\u{202C}", "\u{2066}a\u{2069}", "\u{200B}\u{200C}\u{200D}\u{FEFF}\u{2060}",
    "\u{AD}", "\u{E0041}\u{E0042}", "\u{2028}\u{2029}", "\u{301}\u{301}\u{301}", "\u{FFFE}",
    "\u{180E}\u{3164}\u{115F}", "👩‍👩‍👧‍👦🏽🇺🇳", "漢字かな", "עברית مرحبا", "a\tb", "e\u{301}\u{489}",
    "\u{E000}", "<|channel|>final<|message|>", "line\nline\r\nline\r", "\u{200E}\u{200F}\u{61C}",
    "\u{FFF9}\u{FFFA}\u{FFFB}", String(repeating: "\u{335}", count: 60),
  ]

  static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate:
      return false
    default: break
    }
    return !scalar.properties.isDefaultIgnorableCodePoint
      && !scalar.properties.isBidiControl
  }

  /// What is wrong with a frame, or nil.
  static func fault(_ frame: Frame, ascii: Bool) -> String? {
    for (index, cell) in frame.cells.enumerated() {
      for scalar in cell.text.unicodeScalars {
        let at = "at \(index % frame.size.columns),\(index / frame.size.columns)"
        if !isSafe(scalar) { return "U+\(String(scalar.value, radix: 16)) \(at)" }
        if ascii, !scalar.isASCII { return "“\(cell.text)” \(at) is not ASCII" }
      }
    }
    if let cursor = frame.cursor, !frame.bounds.contains(cursor) { return "cursor at \(cursor)" }
    return nil
  }

  // MARK: Hostile text everywhere

  static func hostileBench(_ text: String, _ size: (Int, Int), ascii: Bool) -> Bench {
    var document = Sample.document
    document.name = "p" + text
    document.text = "# \(text)\n- SP3.b \(text)\n"
    document.versions = [
      PolicyVersion(
        number: 1, sha256: "", parent: nil, author: text, time: text, note: text, labels: [text])
    ]
    var listing = Sample.model
    listing.identity.name = text
    listing.identity.model = text
    listing.identity.url = "http://" + text
    let cases = CaseSet(
      name: text,
      cases: [Case(id: text, content: .text(text), expected: .one(text), tags: [text])],
      problems: [.init(line: 1, message: text)])
    var bench = Bench(size.0, size.1, ascii: ascii)
    bench.send(.engines(.found([listing])))
    bench.workspace(.opened(document, draft: nil))
    bench.workspace(.cases(cases, show: .first))
    bench.press("ctrl-r")
    bench.engine(
      .accepted(listing.identity), .text(.analysis, "It is \(text) [SP3.b] and [SP7\(text)]. "),
      .text(.commentary, text), .warning(RunWarning(text, text)),
      .text(.final, text), .usage(Usage(completionTokens: 4)))
    return bench
  }

  @Test(arguments: hostile)
  func `hostile text never reaches the terminal raw, on any screen`(text: String) throws {
    for ascii in [false, true] {
      for size in [(120, 36), (40, 12)] {
        var bench = Self.hostileBench(text, size, ascii: ascii)
        func check(_ place: String) {
          let fault = Self.fault(view(bench.state), ascii: ascii)
          #expect(fault == nil, "\(place) \(size)")
        }
        check("running")
        bench.engine(.failed(RunFailure(.engine, text, hint: text)))
        check("failed")
        let record = try #require(bench.state.bench.current?.record)
        for key in ["alt-1", "alt-2", "alt-3", "alt-4"] {
          bench.press(key)
          check(key)
        }
        bench.press("alt-2", "ctrl-t")
        check("menu")
        bench.press("esc", "ctrl-p")
        bench.paste(text)
        check("palette")
        bench.press("esc", "ctrl-f")
        bench.paste(text)
        bench.press("tab")
        bench.paste(text)
        check("find")
        bench.press("enter", "esc", "esc", "f2")
        check("versions")
        bench.workspace(
          .versionText(
            "old \(text)\nsame", of: Sample.versions[0], use: .compare(with: .workingText)))
        check("difference")
        bench.press("esc", "esc", "f3")
        check("cases")
        bench.press("/")
        bench.paste(text)
        check("filter prompt")
        bench.press("enter")
        check("filtered")
        bench.press("esc", "esc", "f4")
        var row = Sample.summary(1, .violates)
        row.preview = text
        row.engine = text
        row.model = text
        row.policyName = text
        row.labels = [text]
        bench.workspace(.runs([row], filter: RunFilter()))
        check("runs")
        bench.workspace(.record(record))
        for _ in 0..<6 {
          check("trace")
          bench.press("pagedown", "v")
        }
        bench.press("esc", "esc", "esc", "ctrl-t", "g")
        Self.checkEngines(&bench, text) { place, bench in
          #expect(Self.fault(view(bench.state), ascii: ascii) == nil, "\(place) \(size)")
        }
        bench.press("esc", "esc", "ctrl-o")
        bench.workspace(
          .policies([PolicyListing(name: text, title: text, versions: 1, hasDraft: true)]))
        check("policies")
        bench.press("esc")
        bench.workspace(.caseSets([CaseSetListing(name: text, count: 1)]))
        check("case sets")
        bench.press("esc", "f1")
        check("help")
        bench.press("esc")
        bench.workspace(.failed(text))
        check("notice")
        bench.workspace(
          .opened(
            PolicyDocument(name: text, text: "x"),
            draft: DraftSnapshot(
              policy: text, text: text, content: "", basedOn: nil, caret: .start,
              isCleanExit: false)))
        check("recover")
        bench.press("d")
        check("recover difference")
      }
    }
  }

  /// Everything that engines say, on their screen and in its pagers.
  static func checkEngines(
    _ bench: inout Bench, _ text: String, _ check: (String, Bench) -> Void
  ) {
    check("engines", bench)
    let listing = bench.state.engine
    bench.press("d")
    for level in EngineFinding.Level.allCases {
      bench.engines(
        .finding(
          EngineFinding(
            id: text + level.rawValue, level: level, summary: text, evidence: text, advice: text),
          of: listing.key))
    }
    check("findings", bench)
    bench.engines(.examined(key: listing.key, problem: text))
    check("examined", bench)
    bench.press("tab")
    check("findings in focus", bench)
    bench.press("enter")
    check("finding", bench)
    bench.press("esc", "tab")
    for phase: ManagedEngineStatus.Phase in [.loading(percent: 5), .failed(text)] {
      bench.engines(
        .managed(ManagedEngineStatus(phase: phase, model: text, url: text, log: text)))
      check("managed", bench)
    }
    bench.press("o")
    bench.engines(.log([text, text + text]))
    check("log", bench)
    bench.press("esc", "p")
    check("sampling", bench)
    bench.press("enter")
    bench.paste(text)
    bench.press("enter")
    check("parameter", bench)
    bench.press("esc", "s")
    bench.paste(text)
    bench.press("enter")
    check("start", bench)
    bench.press("esc")
    var ollama = Sample.ollama
    ollama.identity.name = text
    bench.engines(.found([ollama, listing]))
    bench.press("u", "enter")
    for phase: PullProgress.Phase in [.working(text), .failed(text)] {
      bench.engines(
        .pulled(
          PullProgress(
            model: "gpt-oss-safeguard:20b", phase: phase, completed: 5, total: nil)))
      check("pull", bench)
    }
  }

  @Test func `every recorded scene is ASCII in ASCII mode`() {
    for scene in SnapshotTests.Scene.allCases {
      for size in SnapshotTests.sizes {
        let bench = scene.bench(size.columns, size.rows, ascii: true)
        let fault = Self.fault(view(bench.state), ascii: true)
        #expect(fault == nil, "\(scene) \(size)")
        // A symbol of ours that has no ASCII form would stand there as its code.
        #expect(!bench.screen.contains("\\u{"), "\(scene) \(size)")
      }
    }
  }

  // MARK: Random keys

  static let keys: [String] = [
    "ctrl-r", "esc", "ctrl-t", "ctrl-p", "f1", "f2", "f3", "f4", "f6", "f8", "f8", "tab",
    "shift-tab",
    "ctrl-o", "ctrl-n", "ctrl-s", "ctrl-f", "ctrl-g", "ctrl-z", "ctrl-y", "ctrl-c", "ctrl-x",
    "ctrl-v", "ctrl-a", "ctrl-e", "ctrl-w", "ctrl-k", "ctrl-l", "alt-1", "alt-2", "alt-3", "alt-4",
    "enter", "backspace", "delete", "up", "down", "left", "right", "home", "end", "pageup",
    "pagedown", "shift-up", "shift-down", "shift-left", "shift-end", "ctrl-home", "ctrl-end",
    "shift-pagedown", "ctrl-left", "ctrl-right", "alt-b", "alt-f", "enter", "esc", "esc", "space",
    "alt-x", "insert", "f12", "shift-f5",
  ]

  @Test(arguments: 0..<24)
  func `random keys, events and sizes never break it`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let ascii = seed % 2 == 1
    var bench = Bench.ready(ascii: ascii)
    var log: [String] = []
    for step in 0..<300 {
      log.append(Self.randomStep(&bench, &generator))
      let fault = Self.fault(view(bench.state), ascii: ascii)
      if fault != nil || !bench.state.isSound {
        let what = fault ?? "the focus is hidden"
        Issue.record("seed \(seed), step \(step): \(what) after \(log.suffix(12))")
        return
      }
    }
  }

  static func randomStep(_ bench: inout Bench, _ generator: inout SeededGenerator) -> String {
    func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &generator) }
    switch number(0..<22) {
    case 0..<9:
      let key = keys.randomElement(using: &generator)!
      bench.press(key)
      return key
    case 9..<12:
      let letter = String(
        "abcdehjkgGlmnprstvxyz/?:%150[]+ qNdduox".randomElement(using: &generator)!)
      bench.send(.input(.text(letter)))
      return "text \(letter)"
    case 12:
      let text = hostile.randomElement(using: &generator)!
      bench.paste(text)
      return "paste \(hostile.firstIndex(of: text)!)"
    case 13:
      let size = (number(0..<3) == 0 ? number(1..<40) : number(30..<220), number(1..<70))
      bench.resize(size.0, size.1)
      return "resize \(size)"
    case 14:
      let kinds: [MouseEvent.Kind] = [.press, .release, .drag, .wheelUp, .wheelDown]
      let kind = kinds.randomElement(using: &generator)!
      let place = (number(0..<130), number(0..<40))
      bench.mouse(kind, .left, at: place.0, place.1)
      return "\(kind) \(place)"
    case 15:
      bench.wait(.milliseconds(number(0..<2500)))
      return "wait"
    case 16..<18:
      guard bench.lastRequest != nil else { return "no run" }
      let text = number(0..<3) == 0 ? hostile.randomElement(using: &generator)! : "word [SP3.b] "
      let kinds: [RunEvent.Kind] = [
        .text(.analysis, text), .text(.analysis, text), .text(.commentary, text),
        .text(.final, "SP3.b"), .finished(.stop), .cancelled, .waiting(.load()),
        .failed(RunFailure(.engine, text, hint: text)), .usage(Usage(completionTokens: 3)),
      ]
      let kind = kinds.randomElement(using: &generator)!
      bench.engine(kind)
      return "engine \(kind)"
    case 18..<20:
      return randomEngineEvent(&bench, &generator)
    default:
      return randomEvent(&bench, &generator)
    }
  }

  static func randomEngineEvent(
    _ bench: inout Bench, _ generator: inout SeededGenerator
  ) -> String {
    let key = [Sample.exact, Sample.model, Sample.ollama].randomElement(using: &generator)!.key
    let text = hostile.randomElement(using: &generator)!
    let revision = bench.state.policy.editor.revision
    let number = Int.random(in: -5..<200, using: &generator)
    let phases: [ManagedEngineStatus.Phase] = [
      .starting, .downloading(percent: number), .loading(percent: nil), .ready, .stopped,
      .restarting(attempt: number, afterMilliseconds: number), .failed(text), .stopping,
    ]
    let pulls: [PullProgress.Phase] = [.working(text), .done, .cancelled, .failed(text)]
    let events: [EnginesEvent] = [
      .found([]), .found([Sample.exact, Sample.ollama, Sample.silent]), .found([Sample.ollama]),
      .found(
        (0..<30).map { number in
          var listing = Sample.ollama
          listing.identity.name = "engine \(number)"
          return listing
        }),
      .finding(
        EngineFinding(
          id: "f\(number % 9)", level: .caution, summary: text + " and so on", evidence: text),
        of: key),
      .examined(key: key, problem: number > 100 ? text : nil),
      .managed(
        ManagedEngineStatus(
          phase: phases.randomElement(using: &generator)!, model: text,
          url: number > 90 ? Sample.exact.identity.url : text)),
      .log([text, "line"]),
      .pulled(
        PullProgress(
          model: "gpt-oss-safeguard:20b", phase: pulls.randomElement(using: &generator)!,
          completed: Int64(number) * 1_000_000_000_000_000, total: number > 50 ? .max : nil)),
      .counted(number > 90 ? nil : [number, number], by: key, revision: revision),
    ]
    let event = events.randomElement(using: &generator)!
    bench.engines(event)
    return "\(event)"
  }

  static func randomEvent(_ bench: inout Bench, _ generator: inout SeededGenerator) -> String {
    let events: [(String, WorkspaceEvent)] = [
      ("opened", .opened(Sample.document, draft: nil)),
      ("opened with draft", .opened(Sample.document, draft: DocumentTests.crashed)),
      ("opened with what was left", .opened(Sample.document, draft: DraftRecoveryTests.left())),
      ("left", .drafts(.read(DraftRecoveryTests.left()))),
      ("left without a policy", .drafts(.read(DraftRecoveryTests.left("gone")))),
      ("gone", .drafts(.gone(DraftRecoveryTests.id))),
      (
        "listed",
        .drafts(
          .listed([
            DraftRecoveryTests.listing("spam"), DraftRecoveryTests.listing("short", id: "b"),
            DraftRecoveryTests.listing("gone", .setAside, id: "c", known: false),
          ]))
      ),
      ("short", .opened(PolicyDocument(name: "short", text: "x"), draft: nil)),
      ("cases", .cases(Sample.cases, show: .list)),
      ("no cases", .cases(CaseSet(name: "none"), show: .first)),
      ("first case", .cases(Sample.cases, show: .first)),
      ("runs", .runs((1...40).map { Sample.summary($0, .safe) }, filter: RunFilter())),
      ("no runs", .runs([], filter: RunFilter())),
      (
        "policies",
        .policies([PolicyListing(name: "spam", title: "Spam", versions: 3, hasDraft: false)])
      ),
      ("case sets", .caseSets([CaseSetListing(name: "market", count: 5)])),
      ("restore", .versionText("# Old", of: Sample.versions[0], use: .restore)),
      (
        "compare",
        .versionText("# Old", of: Sample.versions[0], use: .compare(with: .workingText))
      ),
      ("edited", .edited("from outside", .content)),
      ("failed", .failed("Something went wrong.")),
      ("record", .record(RunMachine(bench.lastRequest ?? Sample.request).record)),
      ("baseline", .baseline(version: 3, decisions: ["mk-01": .safe])),
    ]
    let (name, event) = events.randomElement(using: &generator)!
    bench.workspace(event)
    return name
  }
}

extension State {
  /// Focus is on a pane that can be seen, the view of an editor has its caret in the text.
  fileprivate var isSound: Bool {
    let layout = layout
    guard layout.form == .tooSmall || layout.panes[focus] != nil else { return false }
    let caret = policy.editor.selection.head
    return caret == policy.editor.buffer.clamped(caret)
  }
}
