import Runs
import Wording

extension State {
  mutating func handle(_ event: RecordsEvent) -> [Effect] {
    switch event {
    case .judgements(let judgements, let id):
      for index in screens.indices {
        guard var trace = screens[index] as? TraceScreen, trace.record.id == id else { continue }
        trace.setJudgements(judgements)
        trace.follow(in: environment)
        screens[index] = trace
      }
    // The screen that asked takes it.
    case .pair: break
    case .erasing(let words): erasing = words
    case .erased(let id, let count):
      screens.removeAll { ($0 as? TraceScreen)?.record.id == id }
      say("Erased what \(Measure.count(count, "run")) held of that content.")
    }
    return []
  }
}
