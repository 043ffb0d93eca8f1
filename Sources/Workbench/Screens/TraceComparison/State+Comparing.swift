import Runs

extension State {
  /// The first trace is marked, the second is set beside it.
  mutating func compareTraces() -> [Effect] {
    guard let trace = traceScreen else { return [] }
    guard let marked = markedTrace, marked.id != trace.record.id else {
      markedTrace = trace.record
      say("Marked. Open another run's trace and press c there to compare the two.")
      return []
    }
    markedTrace = nil
    return push(TraceComparisonScreen(marked, trace.record))
  }
}
