import Harmony
import RunLog
import Runs

/// One run without a workbench: the chain on stderr as it comes, everything recorded.
struct HeadlessRun {
  var console: Console
  /// nil keeps no record.
  var recorder: Recorder?
  var showsChain: Bool

  /// Ends with a cancelled record if the task is cancelled.
  func run(_ request: RunRequest, on engine: any Engine) async -> RunRecord {
    var machine = RunMachine(request)
    recorder?.begin(request, engine: engine.identity)
    let started = ContinuousClock.now
    var kept = started
    var line = ChainLine { console.tell($0) }
    var told = 0
    for await event in engine.run(request) {
      if showsChain, case .text(let channel, let delta) = event.kind, channel != .final {
        line.add(delta)
      }
      machine.apply(event)
      let warnings = machine.record.warnings
      if warnings.count > told {
        // At once: a chain that goes round has no end at which it could be said.
        line.breakOff()
        for warning in warnings[told...] { console.note("precept: \(warning.message)") }
        told = warnings.count
      }
      let now = ContinuousClock.now
      if kept.duration(to: now) >= .seconds(1), !machine.isFinished {
        kept = now
        recorder?.checkpoint(machine.record)
      }
    }
    // A stream that ended without a last event was cancelled by its reader.
    if !machine.isFinished {
      let elapsed = started.duration(to: .now)
      machine.apply(RunEvent(at: Int(elapsed / .milliseconds(1)), .cancelled))
    }
    recorder?.seal(machine.record)
    line.end()
    return machine.record
  }
}

extension Recorder {
  /// Ends a command's recording. Runs that could not be recorded are told of.
  func finish(_ console: Console) async {
    await finish(patience: Self.commandPatience)
    // Where there was an error it was told when it came.
    guard waiting > 0, problem == nil else { return }
    console.note("precept: the run is not recorded yet: the records are busy.")
  }
}

extension CommandContext {
  /// Keeps the records of headless runs; a run is not refused because they cannot be kept.
  func recorder() -> Recorder {
    let console = console
    let store = RecordStore(
      opening: { [self] in try openRecords($0) }, path: { [self] in try recordsPath() })
    store.whenOpened { [self] log in
      do { try finishErasures(in: log) } catch { console.note("precept: \(error)") }
    }
    return Recorder(
      lane: Lane("records"), unrecorded: (try? workspace()).map(UnrecordedRuns.init)
    ) {
      try store.log()
    } tell: { news in
      if case .failing(let problem) = news {
        console.note("precept: the run is not recorded: \(problem)")
      }
    }
  }
}
