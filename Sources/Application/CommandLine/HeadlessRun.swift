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
    var line = ChainLine(console: console, isOn: showsChain)
    var told = 0
    for await event in engine.run(request) {
      if case .text(let channel, let delta) = event.kind { line.add(delta, channel) }
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

/// The chain on stderr, append-only, with nothing in it that a terminal could obey.
private struct ChainLine {
  let console: Console
  let isOn: Bool
  private var pending = ""
  private var hasWritten = false

  init(console: Console, isOn: Bool) {
    self.console = console
    self.isOn = isOn
  }

  /// A grapheme may be split over deltas: the last character waits for what follows.
  mutating func add(_ delta: String, _ channel: Channel) {
    guard isOn, channel != .final else { return }
    pending += delta
    let last = pending.index(before: pending.endIndex)
    write(String(pending[..<last]))
    pending = String(pending[last...])
  }

  mutating func end() {
    guard isOn else { return }
    write(pending)
    pending = ""
    breakOff()
  }

  /// Ends the row, so that something else can be said.
  mutating func breakOff() {
    if hasWritten { console.tell("\n") }
    hasWritten = false
  }

  private mutating func write(_ text: String) {
    guard !text.isEmpty else { return }
    hasWritten = true
    console.tell(console.safe(text))
  }
}
