import Evaluation
import Policies
import Runs
import Testing

@Suite struct UncertaintyTests {
  @Test func `each case says why a person should look at it`() {
    let plan = plan(cases(Array(repeating: nil, count: 9)), repeats: 3, kind: .classification)
    let tally = Tally(
      plan,
      [
        "SP3 SP3 SP3", "SP0 SP0 SP3", "[unparsed] [unparsed] SP0", "[undecided] [undecided]",
        "[failed] [failed]", "E E E", "SP0 SP2 [unparsed]", "[failed] SP0 SP0",
      ])
    let expected: [Uncertainty?] = [
      Uncertainty.none, .drawsDiffer, .noVerdict, .undecided, .notAnswered, .escalated,
      .drawsDiffer,
      Uncertainty.none, nil,
    ]
    #expect(plan.cases.indices.map { tally.uncertainty(of: $0) } == expected)
  }

  @Test func `an answer that says so itself is unsure`() {
    let plan = plan(cases([nil, nil]), kind: .classification)
    var tally = Tally(plan, [])
    for (item, confidence) in ["Low", "high"].enumerated() {
      var answer = result("SP0", Trial(arm: 0, item: item, draw: 0))
      answer.verdict?.confidence = confidence
      tally.add(answer)
    }
    #expect(tally.uncertainty(of: 0) == .lowConfidence)
    #expect(tally.uncertainty(of: 1) == Uncertainty.none)
  }
}
