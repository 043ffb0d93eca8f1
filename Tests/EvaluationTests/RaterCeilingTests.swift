import Evaluation
import Testing

@Suite struct RaterCeilingTests {
  /// Four cases: two raters each on three of them, none on the last.
  private static let cases: [PlannedCase] = {
    let votes: [[String]?] = [["sp3", "sp2"], ["sp0", "sp0"], ["sp3.b", "safe"], nil]
    return votes.enumerated().map {
      PlannedCase(id: "c\($0)", content: "x\($0)", expected: ["SP0"], votes: $1)
    }
  }()

  private func figures(_ plan: EvaluationPlan) -> Figures {
    Figures(Tally(plan, ["SP0", "SP0", "SP0", "SP0"]))
  }

  @Test func `each figure stands beside the agreement of raters in its own terms`() throws {
    let figures = figures(plan(Self.cases))
    let rows = Dictionary(uniqueKeysWithValues: figures.rows.map { ($0.name, $0) })
    // Decisions: violates and violates, safe and safe, violates and safe.
    let decided = try #require(rows["accuracy"]?.ceiling)
    #expect(decided.cases == 3 && abs(decided.value - 2.0 / 3) < 1e-12)
    #expect(rows["accuracy"]?.words.contains("n 4 · raters agree 0.667 on 3 cases") == true)
    for name in ["precision", "recall", "F1"] { #expect(rows[name]?.ceiling == decided) }
    #expect(rows["kappa"]?.words.contains("raters’ alpha 0.") == true)
    // Labels: SP3 and SP2 differ; the third case has one label only.
    let labeled = try #require(rows["label match"]?.ceiling)
    #expect(labeled.cases == 2 && labeled.value == 0.5)
    // SP0 is named by both raters of one case and by neither of another.
    let category = try #require(figures.categories.first { $0.name == "SP0" })
    #expect(category.ceiling?.cases == 2 && category.ceiling?.value == 1)
    #expect(category.rows.allSatisfy { $0.words.contains("raters agree 1.000 on 2 cases") })
  }

  @Test func `without votes nothing is said of raters`() {
    var cases = Self.cases
    for index in cases.indices { cases[index].votes = nil }
    let figures = figures(plan(cases))
    #expect(figures.rows.allSatisfy { $0.ceiling == nil && !$0.words.contains("rater") })
    #expect(figures.categories.allSatisfy { $0.ceiling == nil })
  }
}
