import Runs
import Wording

extension State {
  mutating func handle(_ event: RecordsEvent) -> [Effect] {
    switch event {
    // Screens take them.
    case .judgements, .pair: break
    case .erasing(let words): erasing = words
    case .erased(let id, let count):
      screens.removeAll { ($0 as? TraceScreen)?.record.id == id }
      returnToScreen()
      say("Erased what \(Measure.count(count, "run")) held of that content.")
    }
    return []
  }
}
