import Policies
import Runs
import Testing

@testable import Evaluation

/// What must stand in the line of a figure, so that it cannot be read for more than it is.
struct FiguresInWordsTests {
  private func figures(
    _ expected: [String?], _ rows: [String], repeats: Int = 1, targets: [MetricTarget] = [],
    arm used: Arm = arm()
  ) -> Figures {
    let plan = plan(cases(expected), arms: [used], repeats: repeats)
    return Figures(Tally(plan, rows), targets: targets)
  }

  private func row(_ name: String, _ figures: Figures) throws -> FigureRow {
    try #require(figures.rows.first { $0.name == name })
  }

  /// Half of the answers are off the list, and the other half is perfect.
  @Test func `a perfect score on the half that could be read is not one`() throws {
    let figures = figures(
      ["SP2", "SP2", "SP2", "SP2", "SP0", "SP0", "SP0", "SP0"],
      ["SP2", "SP2", "[off_list]", "[off_list]", "SP0", "SP0", "[unparsed]", "[refused]"])
    #expect(figures.accuracy?.value == 0.5 && figures.accuracy?.n == 8)
    #expect(figures.decisions.recall?.value == 0.5 && figures.decisions.recall?.n == 4)
    #expect(figures.decisions.precision?.value == 1)
    #expect(try row("accuracy", figures).words == "n 8 · 4 unread, counted as wrong")
    #expect(try row("precision", figures).words == "n 2 · 4 unread of 8 cases")
    #expect(try row("recall", figures).words == "n 4 · 2 unread, counted as missed")
    #expect(try row("F1", figures).words == "n 4 · 2 unread, counted as missed")
    #expect(try row("exact match", figures).words == "n 8 · 4 unread, counted as wrong")
    #expect(figures.cases.outcomes == ["4 read", "2 off_list", "1 refused", "1 unparsed"])
    let category = try #require(figures.categories.first { $0.name == "SP2" })
    #expect(category.rows.map(\.words)[0] == "n 2 · 4 unread of 8 cases")
    #expect(category.rows.map(\.words)[1] == "n 4 · 2 unread, counted as missed")
    // What could not be read is not thereby right about what is not there.
    #expect(category.counts.accuracy?.value == 0.5)
  }

  @Test(arguments: RunState.allCases.filter { $0 != .ok })
  func `in whatever state an answer was not read, it is missed or not judged`(
    state: RunState
  ) throws {
    let figures = figures(["SP2", "SP2", "SP0"], ["SP2", "[\(state.rawValue)]", "SP0"])
    let isAnswered = state != .failed && state != .cancelled
    #expect(figures.accuracy?.n == (isAnswered ? 3 : 2))
    #expect(figures.decisions.recall?.value == (isAnswered ? 0.5 : 1))
    let words = try row("recall", figures).words
    #expect(
      words
        == (isAnswered
          ? "n 2 · 1 unread, counted as missed"
          : "n 1 of 2: 1 failed · 0.500 if the failed are wrong"))
  }

  /// The labels of the set are in another case than the policy's: one of 240 is read.
  @Test func `what the policy does not know stands beside the figure`() throws {
    let expected =
      ["SP2"] + Array(repeating: "spam", count: 200)
      + Array(repeating: "ham", count: 39)
    let figures = figures(expected, Array(repeating: "SP2", count: 240))
    #expect(figures.accuracy?.value == 1)
    #expect(
      try row("accuracy", figures).words
        == "n 1 of 240: 239 expectations are not known to the policy")
    #expect(figures.cases.strangers() == ["spam (200)", "ham (39)"])
    // No answer can match a label that the policy does not have.
    #expect(
      try row("exact match", figures).words == "n 1 of 240: 239 with labels not known to the policy"
    )
    #expect(figures.exactMatch?.value == 1)
    #expect(figures.categories.map(\.name) == ["SP2"])
    #expect(figures.cases.strangers(atMost: 1) == ["spam (200)", "and 1 more"])
  }

  @Test func `labels in another case and with blanks are the policy's`() throws {
    let figures = figures(["sp2", " SP2 ", "Violates", "SAFE"], ["SP2", "SP2", "SP2", "SP2"])
    #expect(figures.cases.strangers() == [])
    #expect(try row("accuracy", figures).words == "n 4")
  }

  @Test func `labels that decide nothing are told from labels that are not known`() throws {
    let open = arm(labels: [.init("0", .safe), .init("1", .violates), .init("2", nil)])
    let figures = figures(
      ["1", "2", "x", nil, "0"], ["violates", "safe", "safe", "safe"], arm: open)
    #expect(
      try row("accuracy", figures).words
        == "n 1 of 5: 1 expectation is not known to the policy, 1 expects labels that decide nothing, "
        + "1 not run yet, 1 without an expectation")
  }

  @Test func `single labels of other policies are not strangers`() {
    let both = [
      PlannedCase(id: "a", content: "", labels: ["spam": true, "hate": false]),
      PlannedCase(id: "b", content: "", labels: ["hate": false]),
    ]
    let plan = plan(both)
    let tally = Tally(plan, ["SP2", "SP2"])
    #expect(tally.cases.counted == 1 && tally.cases.unknown == 1)
    #expect(tally.cases.unknownLabels == ["hate": 1])
    // Held to one label, a case without it says nothing.
    let held = Evaluation.Tally(
      EvaluationTests.plan(both, arms: [arm(label: "spam")]), plan.readings[0])
    #expect(held.cases.unlabeled == 1 && held.cases.unknownLabels.isEmpty)
  }

  @Test func `failures are not judged, and said in the line`() throws {
    let figures = figures(
      ["SP2", "SP2", "SP0", "SP0"], ["SP2", "[failed]", "SP0", "[failed]"])
    #expect(figures.accuracy?.value == 1 && figures.accuracy?.n == 2)
    #expect(
      try row("accuracy", figures).words == "n 2 of 4: 2 failed · 0.500 if the failed are wrong")
    #expect(try row("precision", figures).words == "n 1 · 2 failed, not counted")
    #expect(try row("exact match", figures).words == "n 2 of 4: 2 failed")
    #expect(figures.confusion.total == 2)
  }

  @Test func `a draw that failed says nothing of its case`() throws {
    let plan = plan(cases(["SP2", "SP2", "SP0"]), repeats: 3)
    var tally = Tally(
      plan, ["SP2 [failed] [failed]", "[failed] [failed] [failed]", "SP0 SP0 [failed]"])
    var broken = result("[failed]", Trial(arm: 0, item: 1, draw: 1))
    broken.failure = "out of memory"
    tally.add(broken)
    #expect(tally.aggregates[0] == .decided(.violates) && tally.isRight(0) == true)
    #expect(tally.isRight(1) == nil)
    #expect(tally.flips == (0, 1))
    #expect(
      tally.failures.map { [$0.item, $0.failed, $0.draws] } == [[0, 2, 3], [1, 3, 3], [2, 1, 3]])
    #expect(tally.failures.map(\.isUnjudged) == [false, true, false])
    #expect(tally.failures[1].message == "out of memory")
    #expect(tally.failedTrials == 6)
    // Wrong ones first, then what has no verdict, whatever the reason.
    #expect(tally.urgency(of: 1) == 1 && tally.urgency(of: 0) == nil)
    #expect(Latencies(tally).sorted.count == 3)
    let picture = EvaluationPicture(plan, results: tally.results.flatMap { $0 })
    #expect(
      picture.failureSentence == "The engine failed in 6 runs, so 1 case is not judged.")
  }

  @Test func `words of a failure are cut, whatever an engine says`() {
    let long = TrialResult(
      trial: Trial(arm: 0, item: 0, draw: 0),
      run: result("SP0", .init(arm: 0, item: 0, draw: 0)).run,
      state: .failed, verdict: nil, failure: String(repeating: "x", count: 100_000))
    #expect(long.failure?.count == TrialResult.longestFailure)
  }

  @Test func `split draws are told from unread answers`() throws {
    let figures = figures(
      ["SP2", "SP0"], ["SP2 SP0", "[empty] [empty]"], repeats: 2)
    #expect(figures.cases.split == 1 && figures.cases.unread == [.empty: 1])
    #expect(try row("accuracy", figures).words == "n 2 · 2 unread or split, counted as wrong")
  }

  // MARK: Kappa and what it is held against

  @Test func `kappa stands beside the base rate and a constant answer`() throws {
    let expected = Array(repeating: "SP2", count: 10) + Array(repeating: "SP0", count: 30)
    let figures = figures(
      expected, Array(repeating: "SP2", count: 8) + Array(repeating: "SP0", count: 32))
    #expect(figures.baseline?.baseRate.value == 0.25)
    #expect(figures.baseline?.constant == .safe && figures.baseline?.score.value == 0.75)
    #expect(try row("kappa", figures).words == "n 40 · base rate 0.250 · always safe 0.750")
  }

  @Test func `two cases are too few to tell`() throws {
    let figures = figures(["SP2", "SP0"], ["SP2", "SP0"])
    let kappa = try row("kappa", figures)
    #expect(kappa.estimate?.value == 1)
    #expect(try #require(kappa.estimate).low < 0)
    #expect(kappa.words.hasSuffix("too few to tell from chance"))
  }

  @Test(arguments: ["SP0", "SP2", "[unparsed]"])
  func `a judge that always says the same tells nothing`(answer: String) throws {
    let expected = Array(repeating: "SP2", count: 10) + Array(repeating: "SP0", count: 30)
    let figures = figures(expected, Array(repeating: answer, count: 40))
    let kappa = try row("kappa", figures)
    #expect(kappa.words.contains("so kappa tells nothing"))
    if let estimate = kappa.estimate {
      #expect(estimate.high - estimate.low > 0.05)
    }
  }

  @Test func `where kappa is not defined the line says why`() throws {
    let figures = figures(["SP0", "SP0"], ["SP0", "SP0"])
    let kappa = try row("kappa", figures)
    #expect(kappa.estimate == nil)
    #expect(kappa.words.contains("every case came to safe, so kappa tells nothing"))
  }

  @Test func `a mean says over how many labels it is`() {
    let figures = figures(["SP0", "SP2", "SP3"], ["SP0", "SP0", "SP3"])
    #expect(figures.averages.categories == 3)
    #expect(figures.averages.precision == .init(value: 0.75, of: 2))
    #expect(figures.averages.recall?.of == 3)
  }

  @Test func `a target says what its figure leaves out`() throws {
    let targets = [
      MetricTarget(category: MetricTarget.all, metric: .recall, value: 0.1),
      MetricTarget(category: "SP2", metric: .precision, value: 0.1),
      MetricTarget(category: "SP2", metric: .accuracy, value: 0.1),
    ]
    let figures = figures(
      ["SP2", "SP2", "SP2", "SP0"], ["SP2", "[unparsed]", "[failed]", "SP0"], targets: targets)
    #expect(
      figures.targets.map(\.row.words) == [
        "n 2 of 3: 1 failed · 1 unread, counted as missed · 0.333 if the failed are wrong",
        "n 1 · 1 unread of 3 cases", "n 3 of 4: 1 failed · 1 unread, counted as wrong",
      ])
  }
}
