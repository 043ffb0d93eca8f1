import Harmony
import Runs
import Testing
import Workbench

/// What the bench shows of the engine while runs wait, go in circles, or are shielded.
struct EngineSignalTests {
  static func running(_ listing: EngineListing = Sample.exact, columns: Int = 120) -> Bench {
    var bench = Bench(columns, 36)
    bench.send(.engines(.found([listing])))
    if bench.state.engine.key != listing.key {
      bench.press("f8", "enter")
    }
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.workspace(.cases(Sample.cases, show: .first))
    bench.press("ctrl-r")
    return bench
  }

  static func title(_ bench: Bench) -> String {
    bench.lines.first { $0.contains(" Reasoning ─ ") } ?? ""
  }

  @Test func `a run that waits says for what`() {
    var bench = Self.running()
    bench.engine(.waiting(.queue(.init(busy: 2, total: 2))))
    #expect(Self.title(bench).contains("queued · 2 of 2 slots busy · "))
    bench.engine(.waiting(.load(percent: 43)))
    #expect(Self.title(bench).contains("loading 43 % · "))
    bench.engine(.waiting(.retry(afterMilliseconds: 2000)))
    #expect(Self.title(bench).contains("queued · next try in 2 s"))
    bench.wait(.milliseconds(1300))
    #expect(Self.title(bench).contains("next try in 1 s"))
    bench.wait(.seconds(2))
    #expect(Self.title(bench).contains("next try now"))
    bench.engine(.text(.analysis, "x"))
    #expect(Self.title(bench).contains("─ thinking · "))
    #expect(!Self.title(bench).contains("next try"))
  }

  @Test func `a model that goes in circles raises the alarm once`() {
    var bench = Self.running()
    bench.engine(.text(.analysis, "and again and again"))
    let circle = RunEvent.Kind.text(.analysis, String(repeating: "Round it goes. ", count: 80))
    bench.engine(circle)
    #expect(bench.notice == "The model repeats itself: “Round it goes.” Esc stops it.")
    #expect(Self.title(bench).contains("thinking · repeats itself"))
    bench.wait(.seconds(7))
    bench.engine(circle)
    #expect(bench.notice.isEmpty)
    #expect(Self.title(bench).contains("repeats itself"))
    bench.press("esc")
    #expect(!Self.title(bench).contains("repeats itself"))
    bench.press("ctrl-r")
    bench.engine(circle)
    #expect(bench.notice.contains("Round it goes."))
  }

  @Test func `the engine bar says that the way is exact`() {
    var bench = Self.running()
    #expect(
      bench.header.hasSuffix("● llama-server · gpt-oss-safeguard-20b · exact · effort medium"))
    // The run itself knows better.
    var identity = Sample.exact.identity
    identity.route = .chat
    bench.engine(.accepted(identity))
    #expect(!bench.header.contains("exact"))
  }

  @Test func `the engine bar says that the shown run was shielded`() {
    for route in [EngineRoute.chat, .native, .responses] {
      var listing = Sample.model
      listing.identity.route = route
      var bench = Self.running(listing)
      bench.engine(.accepted(listing.identity))
      #expect(!bench.header.contains("shielded"))
      bench.engine(
        .altered(
          Alteration(part: .content, offset: 0, original: "<|end|>", sent: "<|\u{200B}end|>")))
      #expect(bench.header.contains("· shielded ·"), "\(route)")
      bench.press("ctrl-r")
      #expect(!bench.header.contains("shielded"))
    }
  }

  @Test func `the badge is kept longer than the effort and the name`() {
    for columns in 60...120 {
      let bench = Self.running(columns: columns)
      let hasEngine = bench.header.contains("gpt-oss-safeguard-20b")
      if bench.header.contains("effort") { #expect(bench.header.contains("exact")) }
      if bench.header.contains("llama-server") { #expect(bench.header.contains("exact")) }
      #expect(hasEngine, "\(columns)")
    }
  }

  @Test func `cached tokens are shown where there is room`() {
    for (columns, isShown) in [(200, true), (120, false), (80, false)] {
      var bench = Self.running(columns: columns)
      bench.answer("SP3.b")
      #expect(bench.screen.contains("812 prompt (790 cached)") == isShown, "\(columns)")
      #expect(bench.screen.contains("96 tok"))
    }
  }
}
