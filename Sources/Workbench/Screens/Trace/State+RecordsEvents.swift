import Runs
import Wording

extension State {
  mutating func handle(_ event: RecordsEvent) -> [Effect] {
    switch event {
    case .judgements(let judgements, let id):
      for index in screens.indices {
        if var runs = screens[index] as? RunsScreen {
          runs.judge(id, judgements.last { $0.decision != nil }?.decision)
          screens[index] = runs
        }
        guard var trace = screens[index] as? TraceScreen, trace.record.id == id else { continue }
        trace.setJudgements(judgements)
        trace.follow(in: environment)
        screens[index] = trace
      }
    case .pair(let left, let right): compare(left, right)
    case .erasing(let words): erasing = words
    case .erased(let id, let count):
      screens.removeAll { ($0 as? TraceScreen)?.record.id == id }
      say("Erased what \(Measure.count(count, "run")) held of that content.")
      for case let runs as RunsScreen in screens { return [.records(.list(runs.filter))] }
    }
    return []
  }
}
