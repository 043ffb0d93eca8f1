import Policies
import Runs
import TerminalText
import Testing
import Workbench

/// The list of recorded runs: search, filters, pages.
struct RunsScreenTests {
  static func page(_ numbers: ClosedRange<Int>) -> [RunSummary] {
    numbers.map { Sample.summary($0, .violates) }
  }

  static func bench(_ rows: [RunSummary] = page(1...30)) -> Bench {
    var bench = Bench.ready()
    bench.press("f4")
    bench.workspace(.runs(rows, filter: RunFilter()))
    return bench
  }

  // MARK: Search

  @Test func `the search is made while it is typed, once for keys that follow each other`() {
    var bench = Self.bench()
    bench.press("/")
    #expect(bench.type("rec").isEmpty)
    #expect(bench.wait(.milliseconds(119)).isEmpty)
    #expect(bench.wait(.milliseconds(1)) == [.records(.list(RunFilter(search: "rec")))])
    bench.type("ruit")
    #expect(bench.press("enter") == [.records(.list(RunFilter(search: "recruit")))])
    let later = bench.wait(.seconds(1))
    #expect(!later.contains { if case .records(.list) = $0 { true } else { false } })
  }

  @Test func `Esc while typing brings back the list from before`() {
    var bench = Self.bench()
    bench.press("/")
    bench.type("deposit")
    bench.wait(.milliseconds(200))
    #expect(bench.press("esc") == [.records(.list(RunFilter()))])
    #expect(bench.press("/", "esc").isEmpty)
  }

  @Test func `hits are marked in the content, which is shown from there`() throws {
    var bench = Self.bench()
    bench.press("/")
    bench.type("MEMBERS")
    bench.press("enter")
    bench.workspace(.runs(Self.page(1...2), filter: RunFilter(search: "MEMBERS")))
    #expect(bench.screen.contains("2 runs match"))
    let row = try #require(bench.lines.firstIndex { $0.contains("members!") })
    #expect(bench.lines[row].contains("…"))
    let cells = view(bench.state).row(row)
    let marked = cells.filter { $0.style.attributes.contains(.underline) }.map(\.text).joined()
    #expect(marked == "members")
  }

  // MARK: Filters

  @Test func `filters of different kinds add up, and each is lifted again`() {
    var bench = Self.bench()
    bench.press("f")
    bench.type("violates")
    #expect(bench.press("enter") == [.records(.list(RunFilter(decision: .violates)))])
    bench.workspace(.runs(Self.page(1...3), filter: RunFilter(decision: .violates)))
    #expect(bench.screen.contains("decision violates"))
    bench.press("f")
    bench.type("policy spam")
    let both = RunFilter(policyName: "spam", decision: .violates)
    #expect(bench.press("enter") == [.records(.list(both))])
    bench.workspace(.runs([], filter: both))
    #expect(bench.screen.contains("No run matches. f changes the filters, / the search."))
    bench.press("f")
    bench.type("violates")
    #expect(bench.press("enter") == [.records(.list(RunFilter(policyName: "spam")))])
    bench.press("f")
    #expect(bench.press("enter") == [.records(.list(RunFilter()))])
  }

  @Test(arguments: [
    ("version v3", RunFilter(policyVersion: 3), "version v3"),
    ("engine gpt", RunFilter(engine: "gpt-oss-safeguard-20b"), "engine gpt-oss-safeguard-20b"),
    ("today", RunFilter(from: midnight), "since 2026-11-23"),
    ("last 7", RunFilter(from: midnight - 6 * day), "since 2026-11-17"),
    ("last 30", RunFilter(from: midnight - 29 * day), "since 2026-10-25"),
    ("judged", RunFilter(judged: true), "judged by a person"),
    ("not judged", RunFilter(judged: false), "not judged by a person"),
  ])
  func `version, engine, date and judgement are filters, set and lifted`(
    typed: String, filter: RunFilter, words: String
  ) {
    var bench = Self.bench()
    bench.press("f")
    bench.type(typed)
    #expect(bench.press("enter") == [.records(.list(filter))])
    bench.workspace(.runs([], filter: filter))
    #expect(bench.header.contains(words))
    bench.press("f")
    bench.type(typed)
    #expect(
      bench.press("enter") == [.records(.list(RunFilter()))], "no run need be seen to lift it")
  }

  private static let day: Int64 = 86_400_000
  private static let midnight = Bench.unixStart - Bench.unixStart % day

  // MARK: People

  @Test func `what a person said stands beside the verdict, and comes when it is said`() {
    var rows = Self.page(1...3)
    var bench = Self.bench(rows)
    #expect(!bench.screen.contains("person"))
    rows[1].humanDecision = .safe
    rows[2].isErased = true
    rows[2].preview = ""
    bench.workspace(.runs(rows, filter: RunFilter()))
    #expect(bench.screen.contains("person"))
    let line = bench.lines.first { $0.contains("Run 2 of") } ?? ""
    #expect(line.contains("VIOLATES") && line.contains("SAFE"))
    #expect(bench.lines.contains { $0.hasSuffix("erased") })

    bench.press("enter")
    bench.workspace(
      .records(
        .judgements(
          [HumanVerdict(decision: .escalate, note: "", author: "kim", at: 0)], of: rows[0].id)))
    #expect(ScreenTests.selected(bench).contains("ESCALATE"))
  }

  // MARK: Comparing

  @Test func `c compares the marked run with the selected one`() {
    var bench = Self.bench()
    let (first, second) = (Sample.summary(1, .violates).id, Sample.summary(3, .violates).id)
    bench.press("c")
    #expect(bench.notice == "Marked. c on another run compares the two.")
    #expect(ScreenTests.selected(bench).contains("◆ spam"))
    #expect(bench.press("j", "j", "c") == [.records(.loadPair(first, second))])
    var (left, right) = (Sample.record, Sample.otherRecord)
    left.id = first
    right.id = second
    bench.workspace(.records(.pair(left, right)))
    #expect(bench.state.screen is TraceComparisonScreen)
    bench.press("esc")
    #expect(ScreenTests.selected(bench).contains("Run 3 of"))
    bench.press("k", "k", "c")
    #expect(!bench.screen.contains("◆"), "the mark is lifted where it is")
  }

  @Test func `a pair that comes after the mark was lifted opens nothing`() {
    var bench = Self.bench()
    bench.press("space", "j", "c", "k", "space")
    var left = Sample.record
    left.id = Sample.summary(1, .violates).id
    bench.workspace(.records(.pair(left, Sample.otherRecord)))
    #expect(bench.state.screen is RunsScreen)
  }

  // MARK: Pages

  @Test func `older runs come when the last is reached, and the selection stays`() {
    var bench = Self.bench(Self.page(1...500))
    #expect(bench.screen.contains("newest 500 runs · older ones below"))
    #expect(bench.press("j").isEmpty)
    let last = Sample.summary(500, .violates).id
    #expect(bench.press("G") == [.records(.more(RunFilter(), before: last))])
    #expect(bench.press("k", "j").isEmpty, "it is asked for once")
    bench.workspace(.moreRuns(Self.page(501...734), filter: RunFilter(), before: last))
    #expect(ScreenTests.selected(bench).contains("Run 500 of"))
    #expect(bench.screen.contains("734 runs"))
    #expect(bench.press("G").isEmpty)
    #expect(ScreenTests.selected(bench).contains("Run 734 of"))
  }

  @Test func `a new run keeps the pages that were read`() {
    var bench = Self.bench(Self.page(1...500))
    let last = Sample.summary(500, .violates).id
    bench.press("G")
    bench.workspace(.moreRuns(Self.page(501...600), filter: RunFilter(), before: last))
    bench.press("down")
    let before = ScreenTests.selected(bench)
    bench.workspace(.runs(Self.page(0...499), filter: RunFilter()))
    #expect(ScreenTests.selected(bench) == before)
    #expect(bench.screen.contains("601 runs"))
  }

  @Test func `a page of an older filter is dropped`() {
    var bench = Self.bench(Self.page(1...500))
    bench.press("G", "/")
    bench.type("x")
    bench.press("enter")
    let filter = RunFilter(search: "x")
    bench.workspace(.runs(Self.page(1...2), filter: filter))
    bench.workspace(
      .moreRuns(
        Self.page(501...600), filter: RunFilter(), before: Sample.summary(500, .violates).id))
    #expect(bench.screen.contains("2 runs match"))
  }

  @Test func `Space marks a run, and the mark stays with it`() {
    var bench = Self.bench()
    bench.press("j", "space")
    #expect(ScreenTests.selected(bench).contains("◆ spam"))
    bench.workspace(.runs(Self.page(0...30), filter: RunFilter()))
    #expect(ScreenTests.selected(bench).contains("◆ spam"))
    bench.press("space")
    #expect(!bench.screen.contains("◆"))
  }
}
