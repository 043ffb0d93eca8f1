import Policies
import Testing

@testable import Evaluation

struct ComparisonTests {
  private func compare(_ before: [String], _ after: [String], repeats: Int = 1) -> Comparison {
    let plan = plan(cases(Array(repeating: "SP2", count: before.count)), repeats: repeats)
    return Comparison(Tally(plan, before), of: plan, Tally(plan, after), of: plan)
  }

  @Test func `a flip within the case's own disagreement is noise`() {
    let found = compare(
      ["SP2 SP2 SP2 SP0 SP0", "SP2 SP2 SP2 SP2 SP2", "SP0 SP0 SP0 SP0 SP0", "SP2 SP2 SP2 SP2 SP0"],
      ["SP2 SP2 SP0 SP0 SP0", "SP0 SP0 SP0 SP0 SP0", "SP2 SP2 SP2 SP2 SP0", "SP2 SP2 SP2 SP0 SP0"],
      repeats: 5)
    #expect(found.items.map(\.change) == [.noise, .broken, .fixed, .unchanged])
    #expect(found.hasDraws)
    // Noise is in the test as well: broken 2, fixed 1.
    #expect(found.test == McNemarTest(fixed: 1, broken: 2))
    #expect(abs(found.difference!.value - (-0.2 - 1 + 0.8 - 0.2) / 4) < 1e-12)
  }

  @Test func `with one draw a case noise cannot be told`() {
    let found = compare(["SP2", "SP0", "SP2"], ["SP0", "SP2", "SP2"])
    #expect(found.items.map(\.change) == [.broken, .fixed, .unchanged])
    #expect(!found.hasDraws)
  }

  @Test func `cases are paired by id and content, the others counted`() {
    let first = plan(cases(["SP2", "SP2", "SP2"]))
    var second = plan(Array(cases(["SP2", "SP2", "SP2"]).reversed()))
    second.cases[0].content = "another"
    let found = Comparison(
      Tally(first, ["SP2", "SP2", "SP2"]), of: first, Tally(second, ["SP0", "SP0", "SP2"]),
      of: second)
    #expect(found.items.map(\.id) == ["c0", "c1"])
    #expect(found.items.map(\.change) == [.unchanged, .broken])
    #expect(found.unpaired == 2)
  }

  @Test func `a clear difference leaves zero out of its interval`() throws {
    let found = compare(
      Array(repeating: "SP0", count: 30) + Array(repeating: "SP2", count: 30),
      Array(repeating: "SP2", count: 60))
    let difference = try #require(found.difference)
    #expect(difference.low > 0.3 && difference.high < 0.7)
    #expect(found.test.p < 1e-8)
    let same = compare(Array(repeating: "SP2", count: 20), Array(repeating: "SP2", count: 20))
    // Twenty cases none of which changed: z² / (20 + z²), not ±0.
    #expect(abs(try #require(same.difference).low + 0.1611252) < 1e-6)
    #expect(abs(try #require(same.difference).high - 0.1611252) < 1e-6)
    #expect(same.test.p == 1 && same.test.standing == .nothingChanged)
  }

  @Test func `a part of a combined prompt is held to what its own policy expects`() throws {
    let combined = arm(
      "combined", policy: "spam + hate", labels: [.init("safe", .safe)],
      axes: [.init(name: "spam", prefix: "spam: "), .init(name: "hate", prefix: "hate: ")],
      parts: ["spam": "spam", "hate": "hate"])
    let plan = plan(
      cases(["SP2", "SP0"]), arms: [arm("spam@1"), arm("hate@1", policy: "hate"), combined],
      kind: .combined)
    #expect(
      plan.readings.map(\.name) == ["spam@1", "hate@1", "combined · hate", "combined · spam"])
    var picture = EvaluationPicture(plan)
    for (item, word) in ["SP2", "SP0"].enumerated() {
      picture.add(result(word, Trial(arm: 0, item: item, draw: 0)))
      var both = result("violates", Trial(arm: 2, item: item, draw: 0))
      both.verdict?.labels = [
        .init(label: "violates", axis: "spam", decision: .violates),
        .init(label: "safe", axis: "hate", decision: .safe),
      ]
      picture.add(both)
    }
    let changes = picture.comparisons.first { $0.after == "combined · spam" }
    #expect(changes?.items.map(\.change) == [.unchanged, .broken])
    #expect(picture.tallies.last?.isRight(0) == true)
  }

  @Test func `an ablation names the rules that carry cases and those that carry none`() throws {
    let arms = [arm("whole"), arm("− SP2", rule: "SP2"), arm("− SP3", rule: "SP3")]
    let plan = plan(cases(["SP2", "SP3", "SP0"]), arms: arms, kind: .ablation)
    let tallies = [
      Tally(plan, arm: 0, ["SP2", "SP3", "SP2"]), Tally(plan, arm: 1, ["SP0", "SP3", "SP0"]),
      Tally(plan, arm: 2, ["SP2", "SP3", "SP2"]),
    ]
    let table = try #require(AblationTable(plan, tallies))
    #expect(table.rows.map(\.rule) == ["SP2", "SP3"])
    #expect(table.rows[0].moved == [0, 2])
    #expect(table.rows[0].carried == [0])
    #expect(table.rows[0].hindered == [2])
    #expect(table.rows[1].moved.isEmpty)
  }

  @Test func `a rule is dropped with its lines, or turned round after its first`() throws {
    let text = "# P\n\n- SP1 One thing\n  and more\n- SP2 Another\n\n## End\n"
    let outline = PolicyOutline(reading: text)
    let dropped = RuleAblation.text(text, outline: outline, without: "SP1", mode: .drop)
    #expect(dropped == "# P\n\n- SP2 Another\n\n## End\n")
    let inverted = try #require(
      RuleAblation.text(text, outline: outline, without: "SP2", mode: .invert))
    #expect(inverted.hasPrefix("# P\n\n- SP1 One thing\n  and more\n- SP2 Another\n  (This rule"))
    #expect(RuleAblation.text(text, outline: outline, without: "SP9", mode: .drop) == nil)
  }

  @Test func `robustness holds mutations to the unmodified content`() {
    func variant(_ id: String, _ kind: String, _ relation: PlannedMutation.Relation) -> PlannedCase
    {
      PlannedCase(
        id: id, content: id,
        mutation: .init(base: "base", kind: kind, seed: 1, rate: 1, relation: relation))
    }
    let plan = plan(
      [
        PlannedCase(id: "base", content: "base"), variant("a", "leet", .agrees),
        variant("b", "leet", .agrees), variant("c", "negation", .differs),
        variant("d", "zalgo", .agrees),
      ], kind: .edge)
    let found = Robustness(plan, Tally(plan, ["SP2", "SP2", "SP0", "SP0", "[unparsed]"]))
    #expect(found.rows.map(\.kind) == ["zalgo", "leet", "negation"])
    #expect(found.rows.map(\.flips) == [[4], [2], []])
    #expect(found.rows.map(\.withoutVerdict) == [1, 0, 0])
    #expect(found.rows[1].held?.value == 0.5)
    let safe = Robustness(plan, Tally(plan, ["SP0", "SP0", "SP0", "SP0", "SP0"]))
    #expect(safe.rows.map(\.kind) == ["leet", "zalgo"])
    let without = Robustness(plan, Tally(plan, ["[empty]", "SP2", "SP0", "SP0", "SP2"]))
    #expect(without.rows.isEmpty)
    #expect(without.withoutBaseline == [0])
  }
}
