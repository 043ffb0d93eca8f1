import Policies
import Testing

@testable import Evaluation

/// Two evaluations between which the set changed, or the engine failed.
struct ChangedLabelsTests {
  private func comparison(
    _ labelsBefore: [String?], _ before: [String], _ labelsAfter: [String?], _ after: [String],
    later: Int64 = 1, repeats: Int = 1
  ) -> Comparison {
    var first = plan(cases(labelsBefore), repeats: repeats)
    var second = plan(cases(labelsAfter), repeats: repeats)
    first.createdAt = 10
    second.createdAt = 10 + later
    return Comparison(Tally(first, before), of: first, Tally(second, after), of: second)
  }

  /// The same answers; four cases that were to violate are to be safe now.
  @Test func `labels that changed break nothing`() {
    let answers = Array(repeating: "SP2", count: 8)
    let found = comparison(
      Array(repeating: "SP2", count: 8), answers,
      Array(repeating: "SP0", count: 4) + Array(repeating: "SP2", count: 4), answers)
    #expect(found.items(.broken).isEmpty && found.items(.fixed).isEmpty)
    #expect(found.items(.relabeled).map(\.id) == ["c0", "c1", "c2", "c3"])
    #expect(found.items(.relabeled)[0].labelWords == "SP2 → SP0")
    #expect(found.test == McNemarTest(fixed: 0, broken: 0) && found.test.p == 1)
    #expect(found.difference?.value == 0)
    // Both are held to the labels of today.
    #expect(found.items[0].shareBefore == 0 && found.items[0].shareAfter == 0)
    #expect(found.notes.contains { $0.hasPrefix("4 cases expect something else") })
    #expect(found.countWords.contains("4 relabeled"))
  }

  @Test func `the labels are those of the evaluation that was planned later`() {
    let found = comparison(
      ["SP0", "SP2"], ["SP2", "SP2"], ["SP2", "SP2"], ["SP2", "SP0"], later: -5)
    #expect(!found.usesLabelsOfAfter)
    #expect(found.items.map(\.change) == [.relabeled, .broken])
    #expect(found.items[0].shareBefore == 0 && found.items[0].shareAfter == 0)
  }

  @Test func `a finer label of the same decision is a changed label too`() {
    let found = comparison(["SP2", "SP2"], ["SP2", "SP2"], ["SP3", "SP2"], ["SP2", "SP0"])
    #expect(found.items.map(\.change) == [.relabeled, .broken])
    #expect(found.items[1].labelWords == nil)
  }

  @Test func `another spelling of the same label is none`() {
    let found = comparison(["SP2"], ["SP2"], ["SP2"], ["SP2"])
    #expect(found.items.map(\.change) == [.unchanged])
    var first = plan(cases(["SP2"]))
    first.cases[0].expected = ["violates", "SP2"]
    var second = first
    second.cases[0].expected = [" sp2", "Violates"]
    second.cases[0].expected.append("violates")
    let spelled = Comparison(Tally(first, ["SP2"]), of: first, Tally(second, ["SP2"]), of: second)
    #expect(spelled.items.map(\.change) == [.unchanged])
  }

  @Test
  func `a case that nobody judged before is relabeled, and one that nobody judges now is not`() {
    let found = comparison([nil, "SP2"], ["SP2", "SP2"], ["SP2", nil], ["SP2", "SP2"])
    #expect(found.items.map(\.change) == [.relabeled])
    #expect(found.items[0].labelWords == "nothing → SP2")
    #expect(found.unjudged == 1)
  }

  // MARK: Failures

  @Test func `what the engine failed on is not broken`() {
    let found = comparison(
      Array(repeating: "SP2", count: 8), Array(repeating: "SP2", count: 8),
      Array(repeating: "SP2", count: 8),
      ["[failed]", "SP2", "[failed]", "SP2", "SP2", "SP2", "SP2", "SP2"])
    #expect(found.items(.broken).isEmpty)
    #expect(found.failures.map(\.id) == ["c0", "c2"])
    #expect(found.failures.allSatisfy { $0.before == nil && $0.after != nil })
    #expect(found.difference?.value == 0 && found.difference?.n == 6)
    #expect(found.test.standing == .nothingChanged)
    #expect(found.countWords.last == "2 failed")
    #expect(found.notes.contains("The engine failed on 2 cases, which are not compared."))
  }

  @Test func `a failed draw among others does not make noise`() {
    let found = comparison(
      ["SP2"], ["SP2 SP2 SP2"], ["SP2"], ["SP0 [failed] SP0"], repeats: 3)
    #expect(found.items.map(\.change) == [.broken])
    #expect(found.items[0].shareAfter == 0)
  }

  @Test func `an answer that cannot be read any more is broken`() {
    let found = comparison(["SP2"], ["SP2"], ["SP2"], ["[unparsed]"])
    #expect(found.items.map(\.change) == [.broken])
  }

  @Test func `a case that has not run yet is counted as that`() {
    let found = comparison(["SP2", "SP2"], ["SP2", "SP2"], ["SP2", "SP2"], ["SP2"])
    #expect(found.items.count == 1 && found.pending == 1)
  }

  @Test func `rules carry nothing where the engine failed`() throws {
    let arms = [arm("whole"), arm("− SP2", rule: "SP2")]
    let plan = plan(cases(["SP2", "SP2"]), arms: arms, kind: .ablation)
    let tallies = [Tally(plan, arm: 0, ["SP2", "SP2"]), Tally(plan, arm: 1, ["[failed]", "SP0"])]
    let row = try #require(AblationTable(plan, tallies)?.rows.first)
    #expect(row.moved == [1] && row.n == 1 && row.failed == 1)
  }

  @Test func `a variant that the engine failed on neither holds nor flips`() throws {
    let variant = PlannedMutation(base: "base", kind: "leet", seed: 1, rate: 1, relation: .agrees)
    let plan = plan(
      [
        PlannedCase(id: "base", content: "base"),
        PlannedCase(id: "a", content: "a", mutation: variant),
        PlannedCase(id: "b", content: "b", mutation: variant),
      ], kind: .edge)
    let row = try #require(
      Robustness(plan, Tally(plan, ["SP2", "[failed]", "SP2"])).rows.first)
    #expect(row.flips.isEmpty && row.kept == [2] && row.failed == 1)
    #expect(row.held?.n == 1)
  }

  // MARK: Intervals

  /// Several draws that always say the same: resampling them gives no width.
  @Test func `a difference has an interval also where no draw differs`() throws {
    let rows = Array(repeating: "SP2 SP2 SP2", count: 10)
    let found = comparison(
      Array(repeating: "SP2", count: 10), rows, Array(repeating: "SP2", count: 10), rows,
      repeats: 3)
    #expect(found.hasDraws)
    let difference = try #require(found.difference)
    #expect(difference.low < -0.2 && difference.high > 0.2)
  }
}
