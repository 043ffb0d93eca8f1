import Evaluation
import Policies
import Runs
import TerminalText
import Testing
import Wording

@testable import Workbench

/// What the figures on F6 say of cases that they do not count.
struct EvaluationFiguresTests {
  /// `?` could not be read, `!` was not answered.
  private func charts(
    _ expected: [String], _ words: [String], columns: Int = 118, ascii: Bool = false
  ) -> EvaluationCharts {
    var plan = EvaluationSamples.plan
    plan.repeats = 1
    plan.arms = [plan.arms[0]]
    plan.cases = expected.enumerated().map {
      PlannedCase(id: "c\($0)", content: "\($0)", expected: [$1])
    }
    let results = words.enumerated().map { item, word in
      let decision: Decision? = word == "SP0" ? .safe : word.hasPrefix("SP") ? .violates : nil
      return TrialResult(
        trial: Trial(arm: 0, item: item, draw: 0),
        run: Run.ID(milliseconds: 6, high: 0, low: UInt64(item)),
        state: word == "?" ? .unparsed : word == "!" ? .failed : .ok,
        verdict: decision.map {
          Verdict(decision: $0, labels: [.init(label: word, decision: $0)])
        }, failure: word == "!" ? "out of memory" : nil)
    }
    let picture = EvaluationPicture(plan, results: results)
    return EvaluationCharts(
      picture: picture, tally: picture.tallies[0], changed: [], columns: columns, rows: 20,
      ascii: ascii)
  }

  @Test(arguments: [58, 78, 118])
  func `what was unread or left out is never cut off`(columns: Int) {
    let charts = charts(
      ["SP2", "SP2", "SP0", "SP0", "ham", "ham"], ["SP2", "?", "SP0", "!", "SP2", "SP2"],
      columns: columns)
    let lines = charts.lines(.figures)
    #expect(lines.allSatisfy { DisplayText($0.text).columns <= columns })
    let text = lines.map(\.text).joined(separator: " ")
      .split(separator: " ").joined(separator: " ")
    #expect(text.contains("n 3 of 6: 2 expectations are not known to the policy, 1 failed"))
    #expect(text.contains("1 unread, counted as wrong"))
    #expect(text.contains("n 2 · 1 unread, counted as missed"))
    #expect(text.contains("failed f runs them again · c3: out of memory"))
    #expect(text.contains("not known ham (2)"))
  }

  @Test func `a chart says what is not in it`() {
    let charts = charts(["SP2", "SP2", "SP0", "SP0"], ["SP2", "?", "SP0", "!"])
    let confusion = charts.lines(.confusion).map(\.text)
    #expect(confusion.last == "not in it: 1 failed")
    let chart = charts.lines(.recallPrecision).map(\.text)
    #expect(
      chart.last == "1 of 3 unread: they lower recall, not precision · 1 failed, not counted")
    let categories = charts.lines(.categories).map(\.text)
    #expect(categories[0].contains("unread") && categories[0].contains("failed"))
  }

  @Test func `nothing counted is said with the reason`() {
    let lines = charts(["ham", "SP2"], ["SP2", "!"]).lines(.figures).map(\.text)
    #expect(
      lines[0]
        == "No case was counted: 1 expectation is not known to the policy, 1 failed.")
    #expect(lines[1].contains("c1: out of memory"))
  }

  /// Not green, and not "every case".
  @Test func `an empty list says how many cases it speaks for`() {
    var bench = Bench(100, 30)
    let charts = charts(["SP2", "ham", "ham"], ["SP2", "SP0", "SP0"])
    let plan = charts.picture.plan
    bench.press("f6")
    bench.workspace(.evaluation(.listed([EvaluationSamples.rows[0]])))
    bench.press("enter")
    bench.workspace(.evaluation(.opened(charts.picture)))
    #expect(plan.id == EvaluationSamples.id)
    #expect(
      bench.screen.contains(
        "All 1 counted cases of 3 are as expected: 2 expectations are not known to the policy."))
  }

  @Test func `percents round, and full marks are for full marks`() {
    #expect(Measure.percent(0.29) == "29 %")
    #expect(Measure.percent(0.996) == "99 %" && Measure.percent(0.002) == "1 %")
    #expect(Measure.percent(1) == "100 %" && Measure.percent(0) == "0 %")
  }
}
