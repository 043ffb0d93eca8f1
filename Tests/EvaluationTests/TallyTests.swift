import Policies
import Runs
import Testing

@testable import Evaluation

struct TallyTests {
  /// Five counted cases, one that the engine failed on, one that nobody judged: three right of five.
  @Test func `figures by hand`() throws {
    let plan = plan(cases(["SP0", "SP0", "SP2", "SP3", "SP3", "safe", nil]))
    let tally = Tally(plan, ["SP0", "SP2.a", "SP2", "SP3.b", "[unparsed]", "[failed]", "SP2"])
    let figures = Figures(tally)
    #expect(figures.cases.planned == 7 && figures.cases.unlabeled == 1)
    #expect(figures.judged == 5 && figures.cases.failed == 1)
    #expect(figures.accuracy?.value == 0.6)
    #expect(figures.accuracy?.n == 5)
    // Violations: two found of three that are there; one found that is none.
    #expect(figures.decisions.recall?.value == 2.0 / 3)
    #expect(figures.decisions.precision?.value == 2.0 / 3)
    #expect(figures.decisions.f1?.value == 2.0 / 3)
    // SP0 and SP2 exactly; SP3.b is finer than SP3.
    #expect(figures.exactMatch?.value == 2.0 / 5)
    #expect(figures.states == [.ok: 5, .unparsed: 1, .failed: 1])
    #expect(figures.flipRate == nil)
    #expect(figures.confusion["violates", "unparsed"] == 1)
    #expect(figures.confusion["safe", "failed"] == 0)
    #expect(figures.labelConfusion["SP3", "SP3"] == 1)
    #expect(figures.labelConfusion["SP0", "SP2"] == 1)
    let named = Dictionary(uniqueKeysWithValues: figures.categories.map { ($0.name, $0.counts) })
    #expect(Array(named.keys).sorted() == ["SP0", "SP2", "SP3"])
    // SP3: the finer label is found, the unparsed one missed; the failed one says nothing.
    #expect(named["SP3"]?.truePositives == 1)
    #expect(named["SP3"]?.falseNegatives == 1)
    #expect(named["SP3"]?.unreadPositives == 1)
    #expect(named["SP3"]?.trueNegatives == 3)
    #expect(named["SP3"]?.failedNegatives == 1)
    #expect(named["SP2"]?.falsePositives == 1)
    #expect(named["SP2"]?.unreadNegatives == 1)
    // Whether a case that is only “safe” should say SP0 nobody said.
    #expect(named["SP0"]?.count == 5)
    #expect(figures.averages.categories == 3)
    #expect(figures.averages.recall == .init(value: (0.5 + 1 + 0.5) / 3, of: 3))
  }

  @Test func `several draws count as one case, by their majority`() {
    let plan = plan(cases(["SP2", "SP2", "SP0", "SP0"]), repeats: 3)
    let tally = Tally(
      plan, ["SP2 SP2 SP0", "SP2 SP0 [empty]", "SP0 SP0 SP0", "[empty] [unparsed] SP0"])
    #expect(
      tally.aggregates == [
        .decided(.violates), .split, .decided(.safe), .none(.none(.unparsed)),
      ]
        || tally.aggregates == [
          .decided(.violates), .split, .decided(.safe), .none(.none(.empty)),
        ])
    let figures = Figures(tally)
    #expect(figures.accuracy?.value == 0.5)
    #expect(figures.flipRate?.value == 0.75)
    #expect(figures.flips == 3)
    #expect(figures.trials == 12)
    #expect(figures.completionTokens == 45)
  }

  @Test func `a result that takes another's place counts alone`() {
    let plan = plan(cases(["SP2", "SP0"]), repeats: 2)
    var tally = Tally(plan, ["[failed] SP2", "SP0 SP0"])
    tally.add(result("SP2", Trial(arm: 0, item: 0, draw: 0)))
    let figures = Figures(tally)
    let fresh = Figures(Tally(plan, ["SP2 SP2", "SP0 SP0"]))
    #expect(figures == fresh)
  }

  /// Random results in random order, against counting anew at the end.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `counting as results come equals counting at the end`(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let words = ["SP0", "SP2.a", "SP3", "SP2+SP3.b", "E", "[unparsed]", "[failed]", "[empty]"]
    let expected = (0..<12).map { _ in
      ["SP0", "SP2", "SP3.b", "safe", "violates", "E", nil].randomElement(using: &generator)!
    }
    let plan = plan(cases(expected), repeats: 3)
    var results: [TrialResult] = []
    for item in 0..<12 {
      for draw in 0..<3 where Bool.random(using: &generator) {
        results.append(
          result(
            words.randomElement(using: &generator)!, Trial(arm: 0, item: item, draw: draw)))
      }
    }
    var tally = Tally(plan, plan.readings[0])
    for each in results.shuffled(using: &generator) { tally.add(each) }
    for item in 0..<12 {
      let judged = Expected(plan.cases[item], under: plan.arms[0]).decision
      #expect(tally.expected[item].decision == judged)
    }
    var right = 0
    var of = 0
    var failed = 0
    for item in 0..<12 {
      let draws = results.filter { $0.trial.item == item }
      guard !draws.isEmpty, let judged = tally.expected[item].decision else { continue }
      let answered = draws.filter { $0.state != .failed }
      guard !answered.isEmpty else {
        failed += 1
        continue
      }
      of += 1
      let votes = answered.count { $0.verdict?.decision == judged }
      if votes * 2 > answered.count { right += 1 }
    }
    #expect(tally.right == (right, of))
    #expect(tally.decisions.total == of)
    #expect(tally.trials == results.count)
    let counts = tally.cases
    #expect(counts.counted == of && counts.failed == failed)
    #expect(tally.failed.values.reduce(0, +) == failed)
    // Nothing is left out unsaid.
    let said =
      counts.counted + counts.failed + counts.pending + counts.unlabeled + counts.unknown
      + counts.undecided
    #expect(said == 12)
    #expect(counts.pending >= 0)
  }

  @Test func `single labels that are unknown count nowhere`() {
    let labels: [AnswerFormat.Label] = [.init("1", .violates), .init("0", .safe)]
    let axes: [AnswerFormat.Axis] = [.init(name: "S", prefix: ""), .init(name: "H", prefix: "")]
    let flags = arm(
      "flags", labels: labels + [.init("S", .violates), .init("H", .violates)], axes: axes)
    let cases = [
      PlannedCase(id: "a", content: "1", labels: ["S": true]),
      PlannedCase(id: "b", content: "2", labels: ["S": false]),
      PlannedCase(id: "c", content: "3", labels: ["S": false, "H": false]),
    ]
    let expected = cases.map { Expected($0, under: flags).decision }
    #expect(expected == [.violates, nil, .safe])
    var tally = Tally(plan(cases, arms: [flags]), plan(cases, arms: [flags]).readings[0])
    for item in 0..<3 {
      tally.add(
        TrialResult(
          trial: Trial(arm: 0, item: item, draw: 0),
          run: result("SP0", .init(arm: 0, item: 0, draw: 0)).run,
          state: .ok,
          verdict: Verdict(
            decision: .violates, labels: [.init(label: "S", decision: .violates)])))
    }
    #expect(tally.categories["S"]?.count == 3)
    #expect(tally.categories["H"]?.count == 1)
    #expect(tally.categories["S"]?.precision?.value == 1.0 / 3)
  }

  @Test func `an arm that is held to one label takes it from the cases`() {
    let hate = arm("hate", policy: "hate", label: "H")
    #expect(
      Expected(PlannedCase(id: "a", content: "", labels: ["H": true]), under: hate).decision
        == .violates)
    #expect(
      Expected(PlannedCase(id: "a", content: "", labels: ["S": true]), under: hate).decision == nil)
    // A label that is called as the policy is its own.
    let named = arm(policy: "hate")
    #expect(
      Expected(PlannedCase(id: "a", content: "", labels: ["hate": false]), under: named).decision
        == .safe)
  }

  @Test func `pairs are held to the labels of each axis`() {
    let pair = arm(
      axes: [.init(name: "Depiction", prefix: "D-"), .init(name: "Request", prefix: "R-")])
    let pairs = plan(
      [PlannedCase(id: "a", content: "", expected: ["D-SP3", "R-SP0"])], arms: [pair])
    var tally = Tally(pairs, pairs.readings[0])
    #expect(tally.expected[0].decision == .violates)
    let verdict = Verdict(
      decision: .violates,
      labels: [
        .init(label: "SP3", axis: "Depiction", decision: .violates),
        .init(label: "SP0", axis: "Request", decision: .safe),
      ])
    tally.add(
      TrialResult(
        trial: Trial(arm: 0, item: 0, draw: 0),
        run: result("SP0", .init(arm: 0, item: 0, draw: 0)).run,
        state: .ok, verdict: verdict))
    #expect(tally.exact == (1, 1))
    // A label without an axis means either side; SP0 both.
    let bare = plan(
      [
        PlannedCase(id: "a", content: "", expected: ["SP3"]),
        PlannedCase(id: "b", content: "", expected: ["SP0"]),
      ], arms: [pair])
    var second = Tally(bare, bare.readings[0])
    for item in 0..<2 {
      second.add(
        TrialResult(
          trial: Trial(arm: 0, item: item, draw: 0), run: tally.results[0][0].run, state: .ok,
          verdict: verdict))
    }
    #expect(second.matched == (1, 2))
    #expect(second.exact == (0, 2))
    #expect(second.categories["SP0"]?.falseNegatives == 1)
    #expect(second.labels["SP0", "SP3"] == 1)
  }

  @Test(arguments: [
    ("SP3", Decision.violates), ("SP3.b", .violates), ("SP3.z", .violates), ("SP30", nil),
    ("SP0.a", .safe), ("violates", .violates), ("E", .escalate),
  ])
  func `a label decides as the format says of it, or of a coarser or finer one`(
    label: String, decision: Decision?
  ) {
    let item = PlannedCase(id: "a", content: "", expected: [label])
    #expect(Expected(item, under: arm()).decision == decision)
  }

  @Test func `a target is met, missed, or open by the interval`() {
    let plan = plan(cases(Array(repeating: "SP2", count: 60)))
    let tally = Tally(plan, Array(repeating: "SP2", count: 54) + Array(repeating: "SP0", count: 6))
    let targets = [0.7, 0.9, 0.99].map {
      MetricTarget(category: "SP2", metric: .recall, value: $0)
    }
    let standings = Figures(tally, targets: targets).targets.map(\.standing)
    #expect(standings == [.met, .tooFew, .missed])
    let unknown = MetricTarget(category: "SP9", metric: .recall, value: 0.5)
    #expect(Figures(tally, targets: [unknown]).targets[0].standing == .tooFew)
  }

  @Test func `over several policies a case is right where all are`() throws {
    let cases = (0..<4).map {
      PlannedCase(id: "c\($0)", content: "\($0)", labels: ["spam": $0 < 2, "hate": $0 == 0])
    }
    let plan = plan(cases, arms: [arm("spam@1"), arm("hate@1", policy: "hate")])
    let spam = Tally(plan, arm: 0, ["SP2", "SP2", "SP0", "SP2"])
    let hate = Tally(plan, arm: 1, ["SP2", "SP2", "SP0", "SP0"])
    let match = try #require(MultiPolicyMatch([spam, hate]))
    #expect(match.exact.value == 0.5)
    #expect(match.exact.n == 4)
    #expect(MultiPolicyMatch([spam]) == nil)
  }
}
