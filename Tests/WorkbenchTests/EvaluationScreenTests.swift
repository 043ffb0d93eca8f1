import Evaluation
import Testing

@testable import Workbench

struct EvaluationScreenTests {
  /// Results in any order, one by one or in heaps: the cases stand as if sorted at the end.
  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `cases stand by urgency, however results come`(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let plan = EvaluationSamples.plan
    var rest = EvaluationSamples.results.shuffled(using: &generator)
    var screen = EvaluationScreen(plan.id)
    screen.show(EvaluationPicture(plan))
    var picture = EvaluationPicture(plan)
    while !rest.isEmpty {
      let heap = Array(rest.prefix(Int.random(in: 1...4, using: &generator)))
      rest.removeFirst(heap.count)
      screen.add(heap)
      for result in heap { picture.add(result) }
      #expect(screen.cases == picture.failuresFirst(of: picture.tallies[0]))
    }
    screen.showNextReading()
    #expect(screen.cases == picture.failuresFirst(of: picture.tallies[1]))
  }

  @Test func `results that come while the evaluation is read are counted`() {
    let results = EvaluationSamples.results
    var screen = EvaluationScreen(EvaluationSamples.id)
    screen.add(Array(results.suffix(5)))
    screen.show(EvaluationPicture(EvaluationSamples.plan, results: Array(results.dropLast(3))))
    #expect(screen.picture?.tallies.map(\.trials) == [15, 15])
  }

  @Test func `the selection stays on its case while others come above it`() {
    let plan = EvaluationSamples.plan
    let results = EvaluationSamples.results
    var screen = EvaluationScreen(plan.id)
    screen.show(EvaluationPicture(plan))
    screen.add(results.filter { $0.trial.arm == 0 && $0.trial.item != 2 })
    screen.list.select(1)
    let selected = screen.cases[1]
    screen.add(results.filter { $0.trial.arm == 0 && $0.trial.item == 2 })
    #expect(screen.cases.first == 2)
    #expect(screen.cases[screen.list.selected] == selected)
  }
}
