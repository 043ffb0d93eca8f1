import Harmony
import RunLog
import Runs

/// One run without a workbench: the chain on stderr as it comes, everything recorded.
struct HeadlessRun {
  var console: Console
  var log: RunLog?
  var showsChain: Bool

  /// Ends with a cancelled record if the task is cancelled.
  func run(_ request: RunRequest, on engine: any Engine) async -> RunRecord {
    var recorder = RunRecorder(request, engine: engine.identity) { log }
    var line = ChainLine { console.tell(console.safe($0)) }
    var told = 0
    for await event in engine.run(request) {
      if showsChain, case .text(let channel, let delta) = event.kind, channel != .final {
        line.add(delta)
      }
      recorder.apply(event)
      let warnings = recorder.machine.record.warnings
      if warnings.count > told {
        // At once: a chain that goes round has no end at which it could be said.
        line.breakOff()
        for warning in warnings[told...] { console.note("precept: \(warning.message)") }
        told = warnings.count
      }
    }
    recorder.close()
    line.end()
    if let problem = recorder.problem { console.note("precept: \(problem)") }
    return recorder.machine.record
  }
}
