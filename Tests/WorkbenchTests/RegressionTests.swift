import Cases
import Harmony
import Policies
import Runs
import Testing
import TextEditing
import Workbench

/// `cases.run`: the case set on the working text, in the background.
struct RegressionTests {
  static func finished(_ answers: [String] = ["SP3.b", "SP3.a", "SP0.b", "hm", "SP3.a"]) -> Bench {
    var bench = Bench.ready()
    bench.press("ctrl-t", "k")
    for answer in answers { bench.answerAtOnce(answer) }
    return bench
  }

  @Test func `each case is run once, on the working text, one after the other`() {
    var bench = Bench.ready()
    bench.type("x")
    let effects = bench.press("ctrl-t", "k")
    #expect(effects.contains(.records(.baseline(policy: "spam", version: 3, set: "market"))))
    for index in 0..<5 {
      #expect(bench.started.count == index + 1)
      bench.answerAtOnce("SP0")
    }
    #expect(bench.started.count == 5)
    #expect(
      bench.started.map(\.request.caseReference)
        == ["market/mk-01", "market/mk-02", "market/mk-03", "market/mk-04", "market/mk-05"])
    #expect(bench.started.allSatisfy { $0.request.conversation.policy == "x" + Sample.policyText })
    #expect(
      bench.started[3].request.conversation.content == Sample.cases.cases[3].renderedContent)
    #expect(bench.state.regression?.isFinished == true)
  }

  @Test func `the line counts agreements, disagreements and missing verdicts`() throws {
    let bench = Self.finished()
    let counts = try #require(bench.state.regression).counts
    #expect([counts.agree, counts.disagree, counts.noVerdict, counts.open] == [2, 1, 1, 1])
    #expect(counts.flipped == nil)
    #expect(bench.screen.contains("5 cases: 2 agree · 1 disagree · 1 no verdict"))
  }

  @Test func `flips are told since the version that the text grew from`() {
    var bench = Self.finished()
    let before: [String: Decision?] = [
      "mk-01": .violates, "mk-02": .safe, "mk-03": .safe, "mk-04": .violates, "gone": .safe,
    ]
    bench.workspace(.baseline(version: 3, decisions: before))
    #expect(bench.state.regression?.counts.flipped == 2)
    bench.resize(200, 60)
    #expect(
      bench.screen.contains("5 cases: 2 agree · 1 disagree · 1 no verdict")
        && bench.screen.contains("2 flipped since v3"))
    #expect(bench.state.regression?.concerned == ["mk-02", "mk-04"])
  }

  @Test func `Enter on the verdict lists the cases concerned`() {
    var bench = Self.finished()
    bench.press("alt-4")
    bench.press("enter")
    guard let screen = bench.state.screen as? CasesScreen else {
      Issue.record("not on Cases")
      return
    }
    #expect(screen.shown == [1, 3])
    #expect(bench.screen.contains("2 of 5 cases"))
    bench.press("esc")
    #expect(bench.state.screen == nil)
  }

  @Test func `an edit while it runs does not mix two texts in one count`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "k")
    bench.answerAtOnce("SP3.b")
    bench.type("# New\n")
    for _ in 0..<4 { bench.answerAtOnce("SP0.a") }
    #expect(Set(bench.started.map(\.request.conversation.policy)).count == 1)
  }

  @Test func `escape stops it, and says how far it came`() throws {
    var bench = Bench.ready()
    bench.press("ctrl-t", "k")
    bench.answerAtOnce("SP3.b")
    let running = try #require(bench.lastRequest?.id)
    while bench.state.notice != nil { bench.press("esc") }
    if bench.state.regression?.isFinished == false {
      #expect(bench.press("esc").first == .runs(.cancel(running)))
      #expect(bench.sealed.last?.id == running)
    }
    #expect(bench.state.regression?.isFinished == true)
    #expect(bench.effects.contains(.runs(.cancel(running))))
    bench.run(running, .text(.final, "SP0"))
    bench.run(running, .finished(.stop))
    #expect(bench.state.regression?.results.count == 1)
    #expect(bench.started.count == 2)
  }

  @Test func `a failed engine stops it with one sentence`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "k")
    bench.engine(.failed(RunFailure(.unreachable, "Nothing listens.", hint: "Start it.")))
    #expect(bench.state.regression?.isFinished == true)
    #expect(bench.started.count == 1)
    #expect(bench.notice.contains("Nothing listens. Start it."))
    // It says nothing of the text: neither a missing verdict nor a flip.
    bench.workspace(.baseline(version: 3, decisions: ["mk-01": .violates]))
    let counts = bench.state.regression?.counts
    #expect(counts?.failed == 1 && counts?.noVerdict == 0 && counts?.flipped == 0)
    #expect(bench.state.regression?.words.contains("0 no verdict · 1 failed") == true)
  }

  @Test func `another set does not leave it hanging`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "k")
    bench.workspace(.cases(.init(name: "other", cases: []), show: .none))
    bench.answerAtOnce("SP3.b")
    for _ in 0..<8 where bench.state.regression?.isFinished == false { bench.answerAtOnce("SP0") }
    #expect(bench.state.regression?.isFinished ?? true)
    #expect(bench.state.disabledReason(.stop) == "Nothing runs.")
  }

  @Test func `its results stand in the list of cases`() {
    var bench = Self.finished()
    bench.press("f3")
    let rows = bench.lines.filter { $0.contains("mk-0") }
    #expect(rows.count == 5)
    #expect(rows[0].contains("✖ VIOLATES ✔"))
    #expect(rows[1].contains("✖ VIOLATES ✖"))
    #expect(rows[3].contains("? NO VERDICT (unparsed)"))
  }

  @Test(arguments: [(120, 36), (80, 24), (60, 16)])
  func `progress and result can be seen at every size`(columns: Int, rows: Int) {
    var bench = Bench.ready(columns, rows)
    bench.press("ctrl-t", "k")
    bench.answerAtOnce("SP3.b")
    #expect(bench.screen.contains("1/5 cases") || bench.screen.contains("1 of 5 cases"))
    for _ in 0..<4 { bench.answerAtOnce("SP0.a") }
    #expect(bench.screen.contains("5 cases: "))
  }
}
