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
    #expect(bench.wait(.milliseconds(1)) == [.listRuns(RunFilter(search: "rec"))])
    bench.type("ruit")
    #expect(bench.press("enter") == [.listRuns(RunFilter(search: "recruit"))])
    let later = bench.wait(.seconds(1))
    #expect(!later.contains { if case .listRuns = $0 { true } else { false } })
  }

  @Test func `Esc while typing brings back the list from before`() {
    var bench = Self.bench()
    bench.press("/")
    bench.type("deposit")
    bench.wait(.milliseconds(200))
    #expect(bench.press("esc") == [.listRuns(RunFilter())])
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
    #expect(bench.press("enter") == [.listRuns(RunFilter(decision: .violates))])
    bench.workspace(.runs(Self.page(1...3), filter: RunFilter(decision: .violates)))
    #expect(bench.screen.contains("decision violates"))
    bench.press("f")
    bench.type("policy spam")
    let both = RunFilter(policyName: "spam", decision: .violates)
    #expect(bench.press("enter") == [.listRuns(both)])
    bench.workspace(.runs([], filter: both))
    #expect(bench.screen.contains("No run matches. f changes the filters, / the search."))
    bench.press("f")
    bench.type("violates")
    #expect(bench.press("enter") == [.listRuns(RunFilter(policyName: "spam"))])
    bench.press("f")
    #expect(bench.press("enter") == [.listRuns(RunFilter())])
  }

  // MARK: Pages

  @Test func `older runs come when the last is reached, and the selection stays`() {
    var bench = Self.bench(Self.page(1...500))
    #expect(bench.screen.contains("newest 500 runs · older ones below"))
    #expect(bench.press("j").isEmpty)
    let last = Sample.summary(500, .violates).id
    #expect(bench.press("G") == [.moreRuns(RunFilter(), before: last)])
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
