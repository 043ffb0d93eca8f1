import Runs

extension State {
  mutating func handle(_ event: RecordsEvent) -> [Effect] {
    switch event {
    case .judgements(let judgements, let id):
      for index in screens.indices {
        if case .runs(var runs) = screens[index] {
          runs.judge(id, judgements.last { $0.decision != nil }?.decision)
          screens[index] = .runs(runs)
        }
        guard case .trace(var trace) = screens[index], trace.record.id == id else { continue }
        trace.setJudgements(judgements)
        follow(&trace)
        screens[index] = .trace(trace)
      }
    case .pair(let left, let right): compare(left, right)
    case .erasing(let words): erasing = words
    case .erased(let id, let count):
      screens.removeAll { if case .trace(let trace) = $0 { trace.record.id == id } else { false } }
      say("Erased what \(Measure.count(count, "run")) held of that content.")
      for case .runs(let runs) in screens { return [.records(.list(runs.filter))] }
    }
    return []
  }
}
