import Cases
import Evaluation
import Policies
import Runs
import Testing

@testable import Workbench

@Suite struct ClassificationTests {
  private static let set = CaseSet(
    name: "inbox",
    cases: ["Win $$$", "See you", "Earn by recruiting", "Buy my bike"].enumerated().map {
      Case(
        id: "in-\($0 + 1)", content: .text($1), expected: $0 == 1 ? .one("safe") : nil)
    })

  private struct NoStart: Error {}

  /// A bench with the set on Cases.
  private static func ready(_ columns: Int = 120, _ rows: Int = 36) -> Bench {
    var bench = Bench.ready(columns, rows)
    bench.workspace(.cases(set, show: .list))
    return bench
  }

  /// The classification of the three cases without a label, begun; two answers have come.
  private static func begun(_ bench: inout Bench, draws: String = "1") throws -> EvaluationStart {
    bench.press("c", "backspace")
    bench.type(draws)
    guard case .evaluations(.start(let start))? = bench.press("enter").last else {
      throw NoStart()
    }
    bench.workspace(.evaluation(.began(try picture(start))))
    return start
  }

  private static func picture(_ start: EvaluationStart) throws -> EvaluationPicture {
    EvaluationPicture(
      EvaluationPlan(
        id: start.id, createdAt: start.createdAt, kind: try #require(start.kind), set: start.set,
        arms: try #require(start.question.arms), cases: try #require(start.contents),
        repeats: start.repeats, concurrency: 1))
  }

  private static func come(
    _ results: [TrialResult], of start: EvaluationStart, to bench: inout Bench
  ) {
    bench.workspace(
      .evaluation(
        .progress(start.id, results, BatchProgress(done: results.count, total: 3))))
  }

  private static func result(_ item: Int, _ label: String, _ decision: Decision) -> TrialResult {
    TrialResult(
      trial: Trial(arm: 0, item: item, draw: 0),
      run: Run.ID(milliseconds: 9, high: 0, low: UInt64(item)), state: .ok,
      verdict: Verdict(decision: decision, labels: [.init(label: label, decision: decision)]))
  }

  private static func unparsed(_ item: Int) -> TrialResult {
    TrialResult(
      trial: Trial(arm: 0, item: item, draw: 0),
      run: Run.ID(milliseconds: 9, high: 0, low: UInt64(item)), state: .unparsed, verdict: nil)
  }

  /// Three answers, the uncertain one labeled.
  static func show(_ bench: inout Bench) {
    bench.workspace(.cases(set, show: .list))
    guard let start = try? begun(&bench) else { return }
    come(
      [result(0, "SP2", .violates), unparsed(2), result(1, "SP0.a", .safe)], of: start, to: &bench)
    bench.workspace(
      .evaluation(.ended(start.id, "The classification is done.", isWhole: true)))
    bench.press("v")
  }

  private static func expect(_ label: String?, _ id: String) -> [Effect] {
    [.documents(.expect(label.map { .one($0) }, ofCase: id, inSet: "inbox"))]
  }

  @Test func `only cases without a label run, by the version on the bench`() throws {
    var bench = Self.ready()
    bench.press("c")
    #expect(bench.screen.contains("Classify 3 cases: draws of each"))
    #expect(bench.screen.contains("By spam v3, on "))
    bench.press("esc")
    let start = try Self.begun(&bench, draws: "3")
    #expect(start.kind == .classification && start.set == "inbox" && start.repeats == 3)
    #expect(start.contents?.map(\.id) == ["in-1", "in-3", "in-4"])
    #expect(bench.header.contains("Classification · spam@3 × inbox"))
  }

  @Test func `of a filtered list, only what is shown runs`() throws {
    var bench = Self.ready()
    bench.press("/")
    bench.type("bike")
    bench.press("enter")
    #expect(try Self.begun(&bench).contents?.map(\.id) == ["in-4"])
  }

  @Test func `what is uncertain stands first, and Cases shows what came`() throws {
    var bench = Self.ready()
    let start = try Self.begun(&bench)
    Self.come(
      [Self.result(0, "SP2", .violates), Self.unparsed(2), Self.result(1, "SP0.a", .safe)],
      of: start, to: &bench)
    let screen = try #require(bench.state.screen as? ClassificationScreen)
    #expect(screen.cases == [2, 0, 1])
    #expect(screen.uncertain == 1)
    #expect(bench.screen.contains("no verdict"))
    #expect(bench.press("enter") == [.records(.load(Self.unparsed(2).run))])
    bench.press("q")
    #expect(bench.lines.contains { $0.contains("in-1") && $0.contains("VIOLATES") })
  }

  @Test func `one key labels the case and goes to the next, and undo takes it back`() throws {
    var bench = Self.ready()
    let start = try Self.begun(&bench)
    Self.come(
      [Self.result(0, "SP2", .violates), Self.unparsed(2), Self.result(1, "SP0.a", .safe)],
      of: start, to: &bench)
    // Without a verdict there is nothing to take over.
    #expect(bench.press("a").isEmpty)
    #expect(bench.press("v") == Self.expect("violates", "in-4"))
    #expect(bench.press("a") == Self.expect("SP2", "in-1"))
    #expect(bench.press("u") == Self.expect(nil, "in-1"))
    #expect((bench.state.screen as? ClassificationScreen)?.selected == 0)
    #expect(bench.press("e") == Self.expect("escalate", "in-1"))
    #expect((bench.state.screen as? ClassificationScreen)?.labeled == 2)
    bench.press("l")
    bench.type("SP0.b")
    #expect(bench.press("enter") == Self.expect("SP0.b", "in-3"))
    #expect(bench.notice == "Every case here has a label. F6 n evaluates the policy on inbox.")
    bench.press("u", "u", "u")
    #expect((bench.state.screen as? ClassificationScreen)?.labeled == 0)
    #expect(bench.press("u").isEmpty)
  }

  @Test func `labels stand while the set is written, and fall where it cannot be`() throws {
    var bench = Self.ready()
    let start = try Self.begun(&bench)
    Self.come([Self.unparsed(0), Self.unparsed(1)], of: start, to: &bench)
    bench.press("v", "s")
    var written = Self.set
    written.cases[0].expected = .one("violates")
    bench.workspace(.cases(written, show: .none))
    #expect((bench.state.screen as? ClassificationScreen)?.labeled == 2)
    bench.workspace(
      .caseNotLabeled("in-3", inSet: "inbox", problem: "samples/inbox.jsonl cannot be written."))
    #expect((bench.state.screen as? ClassificationScreen)?.labeled == 1)
    #expect(bench.notice.contains("cannot be written"))
    // What was not written is not undone.
    #expect(bench.press("u") == Self.expect(nil, "in-1"))
  }

  @Test func `a case whose content changed since is not labeled`() throws {
    var bench = Self.ready()
    let start = try Self.begun(&bench)
    Self.come([Self.unparsed(0)], of: start, to: &bench)
    var changed = Self.set
    changed.cases[0].content = .text("Win nothing")
    bench.workspace(.cases(changed, show: .none))
    #expect(bench.press("v").isEmpty)
    #expect(bench.notice.contains("other content for this case now"))
    #expect(bench.screen.contains("content changed"))
  }

  @Test func `Esc stops first, and leaves then`() throws {
    var bench = Self.ready()
    let start = try Self.begun(&bench)
    #expect(bench.press("esc") == [.evaluations(.stop)])
    #expect(bench.state.screen as? ClassificationScreen != nil)
    bench.workspace(
      .evaluation(
        .ended(start.id, "The classification is stopped. Press r to resume.", isWhole: true)))
    #expect(
      bench.press("r")
        == [.evaluations(.resume(start.id, on: bench.state.engine.identity, redoing: []))])
    bench.press("esc")
    #expect(bench.state.screen as? ClassificationScreen == nil)
  }

  @Test func `on Evaluate it opens with its set`() throws {
    var bench = Self.ready()
    let start = try Self.begun(&bench)
    let picture = try Self.picture(start)
    bench.workspace(.evaluation(.ended(start.id, "Done.", isWhole: true)))
    bench.press("esc", "esc")
    bench.workspace(.cases(Sample.cases, show: .first))
    bench.press("f6")
    bench.workspace(
      .evaluation(
        .listed([
          EvaluationSummary(
            id: start.id, createdAt: 0, kind: .classification, set: "inbox", arms: ["spam@3"],
            engines: ["e"], cases: 3, repeats: 1, done: 3, total: 3, right: 0, judged: 0)
        ])))
    #expect(bench.screen.contains("classification"))
    #expect(bench.press("enter") == [.evaluations(.open(start.id))])
    #expect(
      bench.workspace(.evaluation(.opened(picture)))
        == [.documents(.loadCases("inbox", show: .none))])
  }

  @Test func `it says why it cannot begin`() throws {
    var bench = Self.ready()
    var labeled = Self.set
    for index in labeled.cases.indices { labeled.cases[index].expected = .one("safe") }
    bench.workspace(.cases(labeled, show: .list))
    bench.press("c")
    #expect(
      bench.notice == "Every case of inbox has a label. F6 n evaluates the policy on it.")

    bench = Self.ready()
    bench.workspace(
      .opened(
        PolicyDocument(name: "open", text: "# Open\n\nAnswer 1 or 0.\n", version: 1), draft: nil))
    bench.workspace(.cases(Self.set, show: .list))
    bench.press("c")
    #expect(bench.state.dialog == nil)
    #expect(bench.notice.contains("does not say what"))

    bench = Self.ready()
    _ = try Self.begun(&bench)
    bench.press("q", "c")
    #expect(bench.notice.contains("An evaluation is in progress."))
  }
}
