import RunLog
import Runs

/// Keeps the record of one run while it goes on: opened at the start, checkpointed each second,
/// sealed at the end, also of a run that was cancelled.
struct RunRecorder {
  private(set) var machine: RunMachine
  /// The first thing that went wrong with the record; the run itself goes on.
  private(set) var problem: String?
  private var log: RunLog?
  private let started = ContinuousClock.now
  private var lastCheckpoint = ContinuousClock.now

  /// - Parameter log: where the record goes; nil keeps none. What it throws is a problem, too.
  init(_ request: RunRequest, engine: EngineIdentity, log: () throws -> RunLog?) {
    machine = RunMachine(request)
    do { self.log = try log() } catch { problem = "The run is not recorded: \(error)" }
    attempt { try $0.begin(request, engine: engine) }
  }

  mutating func apply(_ event: RunEvent) {
    machine.apply(event)
    let now = ContinuousClock.now
    guard !machine.isFinished, lastCheckpoint.duration(to: now) >= .seconds(1) else { return }
    lastCheckpoint = now
    let record = machine.record
    attempt { try $0.checkpoint(record) }
  }

  /// A stream that ended without a last event was cancelled by its reader.
  mutating func close() {
    if !machine.isFinished {
      let elapsed = started.duration(to: .now).components
      let milliseconds =
        Int(elapsed.seconds) * 1000 + Int(elapsed.attoseconds / 1_000_000_000_000_000)
      machine.apply(RunEvent(at: milliseconds, .cancelled))
    }
    let record = machine.record
    attempt { try $0.seal(record) }
  }

  private mutating func attempt(_ write: (RunLog) throws -> Void) {
    guard let log else { return }
    do {
      try write(log)
    } catch {
      if problem == nil { problem = "\(error)" }
    }
  }
}
