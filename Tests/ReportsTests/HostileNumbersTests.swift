import Evaluation
import Policies
import Runs
import Testing

@testable import Reports

struct HostileNumbersTests {
  @Test(arguments: [Int.max, .min, -1, 0, Int.largestCount, Int.largestCount - 1])
  func `a page is written whatever the runs' numbers`(number: Int) throws {
    for sample in [Samples.versions(), Samples.ablation(), Samples.edge(), Samples.combined()] {
      var plan = sample.plan
      plan.createdAt = Int64(number)
      plan.repeats = max(1, Int(clampingCount: number))
      let results = sample.tallies.flatMap { $0.results.joined() }.map { result in
        var result = result
        (result.milliseconds, result.completionTokens) = (number, number)
        result.promptTokens = number
        return result
      }
      let picture = EvaluationPicture(plan, results: results)
      let page = Page(Report(picture, about: Samples.about, showsContents: true).html())
      #expect(page.problem == nil)
    }
  }

  @Test(arguments: [Double.infinity, -.infinity, .nan, 1e300, -1e300])
  func `a place of a chart is a number`(value: Double) {
    #expect(Double(Chart.place(value)) != nil)
    #expect(!Figure.decimal(value, 1).isEmpty)
    #expect(!Figure.time(milliseconds: value).isEmpty)
  }

  @Test func `places keep their tenths`() {
    #expect(Chart.place(12.34) == "12.3")
    #expect(Chart.place(-12.36) == "-12.4")
    #expect(Chart.place(7) == "7")
    #expect(Chart.place(-0.04) == "0")
  }
}
