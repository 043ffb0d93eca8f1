import Foundation
import Policies
import Runs
import Testing

@testable import Evaluation

private let twoArms = plan(cases(["SP3", "SP0"]), arms: [arm(), arm("spam@2")], repeats: 2)

/// Plans and results as a file may hold them: numbers that no run gives, places that no plan has.
struct HostileResultsTests {
  private let plan = twoArms

  private func result(_ trial: Trial, tokens: Int?, milliseconds: Int? = 10) -> TrialResult {
    TrialResult(
      trial: trial, run: Run.ID(milliseconds: 1, high: 0, low: 1), state: .ok,
      verdict: Verdict(decision: .violates, labels: [.init(label: "SP3", decision: .violates)]),
      milliseconds: milliseconds, completionTokens: tokens, promptTokens: tokens)
  }

  private let trials = [0, 1].flatMap { draw in
    [0, 1].map { Trial(arm: 0, item: $0, draw: draw) }
  }

  @Test(arguments: [Int.max, .min, -1, Int.largestCount + 1])
  func `a count that cannot be counts as none`(tokens: Int) {
    let picture = EvaluationPicture(
      plan, results: trials.map { result($0, tokens: tokens, milliseconds: tokens) })
    let figures = picture.figures[0]
    #expect(figures.trials == 4)
    #expect(figures.completionTokens == 0 && figures.promptTokens == 0)
    #expect(Latencies(picture.tallies[0]).sorted.isEmpty)
  }

  @Test func `the largest counts are added, and taken back exactly`() {
    var tally = Tally(plan, plan.readings[0])
    for trial in trials { tally.add(result(trial, tokens: .largestCount)) }
    #expect(tally.completionTokens == 4 * Int.largestCount)
    for trial in trials { tally.add(result(trial, tokens: 1)) }
    #expect(tally.completionTokens == 4 && tally.promptTokens == 4)
  }

  @Test(arguments: [
    Trial(arm: -1, item: 0, draw: 0), Trial(arm: 2, item: 0, draw: 0),
    Trial(arm: 0, item: -1, draw: 0), Trial(arm: 0, item: 2, draw: 0),
    Trial(arm: 0, item: 0, draw: -1), Trial(arm: 0, item: 0, draw: 2),
    Trial(arm: .max, item: .max, draw: .max), Trial(arm: .min, item: .min, draw: .min),
  ])
  func `a result of a trial that the plan does not have is left out`(trial: Trial) {
    let stray = result(trial, tokens: 5)
    #expect(EvaluationPicture(plan, results: [stray]).figures.allSatisfy { $0.trials == 0 })
    var machine = BatchMachine(
      plan, results: [stray], endpoints: [Endpoint(engine: "e", limit: 1)])
    #expect(machine.done == 0 && machine.skipped == 0)
    #expect(!machine.begin(at: 0).isEmpty)
  }

  @Test func `latencies of any size fall into bins`() {
    for times in [
      [Int.min, .max], [0, .max], [-1, 1], [.largestCount - 1, .largestCount], [.max],
    ] {
      let latencies = Latencies(times)
      for limit in [1, 3, 24] {
        let bins = latencies.bins(atMost: limit)
        #expect(bins.count <= limit)
        #expect(bins.reduce(0) { $0 + $1.count } == times.count)
      }
      #expect(latencies.quantile(0.95) != nil)
    }
  }

  // MARK: Plans

  /// The plan as it is kept, with numbers of one's own.
  private func stored(_ change: (inout [String: Any]) -> Void) throws -> Data {
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(plan))
    var fields = try #require(json as? [String: Any])
    change(&fields)
    return try JSONSerialization.data(withJSONObject: fields)
  }

  @Test func `a plan that is kept comes back as it was`() throws {
    #expect(try JSONDecoder().decode(EvaluationPlan.self, from: stored { _ in }) == plan)
  }

  @Test(arguments: [Int.max, .min, 0, -1])
  func `a plan with absurd numbers can be shown`(number: Int) throws {
    let data = try stored {
      for key in ["repeats", "enough", "concurrency"] { $0[key] = number }
    }
    let plan = try JSONDecoder().decode(EvaluationPlan.self, from: data)
    #expect(plan.repeats >= 1 && plan.concurrency >= 1 && plan.enough ?? 1 >= 1)
    #expect(plan.concurrency <= EvaluationPlan.mostConcurrency)
    #expect(plan.count >= 4 && plan.count <= .largestCount)
    let picture = EvaluationPicture(plan, results: trials.map { result($0, tokens: 1) })
    #expect(picture.figures[0].trials >= 2)
    #expect(picture.comparisons(resamples: 10).count == 1)
  }

  @Test func `a plan without an arm is refused`() throws {
    let data = try stored { $0["arms"] = [Any]() }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(EvaluationPlan.self, from: data)
    }
  }

  @Test func `an endpoint never takes more runs than connections allow`() {
    #expect(Endpoint(engine: "e", limit: .max, slots: .max).limit == 1024)
    var endpoint = Endpoint(engine: "e", limit: 8)
    endpoint.limit(toSlots: .min)
    #expect(endpoint.limit == 1)
  }
}
