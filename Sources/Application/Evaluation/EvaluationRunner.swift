import Evaluation
import Policies
import RunLog
import Runs
import Synchronization
import Wording
import Workbench

/// Carries out an evaluation: the shell around ``BatchMachine``, which decides everything.
///
/// Runs happen at once in tasks of their own; what ends together is recorded in one transaction, and
/// only then told. What touches the records is done on a lane, never on a thread that engines need. Death at any moment costs the runs that were going on, and nothing else.
final class EvaluationRunner: Sendable {
  /// What happens, in order.
  enum News: Sendable {
    /// Recorded results, and how far that brings it.
    case results([TrialResult], BatchProgress)
    case progress(BatchProgress)
  }

  private enum Signal: Sendable {
    case event(BatchMachine.Event)
    case ended(Trial, RunRecord)
    case reused(TrialResult)
  }

  private let claim: EvaluationClaim
  private let log: RunLog
  private let lane: Lane
  /// The engines behind the machine's endpoints, in their order.
  private let engines: [any Engine]
  private let endpoints: [Endpoint]
  private let signals = Inbox<Signal>()

  /// - Parameters:
  ///   - lane: where the log is read and written.
  ///   - endpoints: each with the name by which arms call it.
  init(_ claim: EvaluationClaim, log: RunLog, lane: Lane, endpoints: [(Endpoint, any Engine)]) {
    self.claim = claim
    self.log = log
    self.lane = lane
    engines = endpoints.map(\.1)
    self.endpoints = endpoints.map(\.0)
  }

  func pause() { signals.post(.event(.pause)) }
  func resume() { signals.post(.event(.resume)) }
  /// Cancels what runs; what is recorded stays.
  func stop() { signals.post(.event(.stop)) }

  /// Runs until the end. Cancelling the task stops it.
  ///
  /// - Throws: ``RunLogError`` when results cannot be kept; what ran then is cancelled.
  @concurrent
  func run(_ tell: @Sendable (News) -> Void) async throws -> BatchMachine.Ending {
    try await withTaskCancellationHandler {
      let known = try await lane.value { [self] in try log.results(of: claim.plan.id) }
      var session = Session(
        machine: BatchMachine(claim.plan, results: known, endpoints: endpoints),
        runner: self)
      defer { session.cancelAll() }
      return try await session.run(tell)
    } onCancel: {
      stop()
    }
  }

  /// The machine and what it has going on.
  private struct Session {
    var machine: BatchMachine
    let runner: EvaluationRunner
    private let start = ContinuousClock.now
    private var tasks: [Trial: Task<Void, Never>] = [:]
    private var finished: [Trial: RunRecord] = [:]
    private let outlines: [PolicyOutline]
    private var ending: BatchMachine.Ending?

    init(machine: BatchMachine, runner: EvaluationRunner) {
      self.machine = machine
      self.runner = runner
      outlines = runner.claim.plan.arms.map { PolicyOutline(reading: $0.text) }
    }

    private var now: Int {
      start.duration(to: .now).milliseconds
    }

    func cancelAll() { for task in tasks.values { task.cancel() } }

    mutating func run(_ tell: @Sendable (News) -> Void) async throws -> BatchMachine.Ending {
      var toRecord: [Trial] = []
      try await perform(machine.begin(at: now), &toRecord)
      tell(.progress(machine.progress(at: now)))
      var bells = runner.signals.rings.makeAsyncIterator()
      while ending == nil, await bells.next() != nil {
        var reused: [TrialResult] = []
        for signal in runner.signals.drain() {
          try await handle(signal, &toRecord, &reused)
        }
        let results = try await record(toRecord) + reused
        toRecord = []
        let progress = machine.progress(at: now)
        tell(results.isEmpty ? .progress(progress) : .results(results, progress))
      }
      return ending ?? .stopped
    }

    private mutating func handle(
      _ signal: Signal, _ toRecord: inout [Trial], _ reused: inout [TrialResult]
    ) async throws {
      switch signal {
      case .event(let event):
        try await perform(machine.handle(event, at: now), &toRecord)
      case .reused(let result):
        reused.append(result)
        try await perform(
          machine.handle(.finished(result.trial, result.outcome, nil), at: now)
            .filter { $0 != .record(result.trial) }, &toRecord)
      case .ended(let trial, let record):
        tasks[trial] = nil
        guard record.state != .cancelled else {
          try await perform(machine.handle(.cancelled(trial), at: now), &toRecord)
          return
        }
        finished[trial] = record
        let outcome = TrialResult(record, of: trial).outcome
        try await perform(
          machine.handle(.finished(trial, outcome, record.failure), at: now), &toRecord)
        if !toRecord.contains(trial) { finished[trial] = nil }
      }
    }

    private mutating func perform(
      _ actions: [BatchMachine.Action], _ toRecord: inout [Trial]
    ) async throws {
      for action in actions {
        switch action {
        case .start(let trial, let endpoint): try await begin(trial, on: runner.engines[endpoint])
        case .cancel(let trial): tasks[trial]?.cancel()
        case .record(let trial): toRecord.append(trial)
        case .wake(let at):
          let pause = Duration.milliseconds(max(0, at - now))
          let signals = runner.signals
          Task { @concurrent in
            try? await Task.sleep(for: pause)
            signals.post(.event(.tick))
          }
        case .end(let ending): self.ending = ending
        }
      }
    }

    private mutating func begin(_ trial: Trial, on engine: any Engine) async throws {
      let plan = runner.claim.plan
      let request = plan.request(
        for: trial, id: CommandContext.newRunID(), at: TimeSource.system.now().unixMilliseconds)
      let log = runner.log
      if plan.reuses, trial.draw == 0,
        let result = try await runner.lane.value({
          try log.reuse(for: trial, request, on: engine.identity, of: plan.id)
        })
      {
        runner.signals.post(.reused(result))
        return
      }
      let outline = outlines[trial.arm]
      let signals = runner.signals
      tasks[trial] = Task { @concurrent in
        var machine = RunMachine(request, outline: outline)
        for await event in engine.run(request) {
          switch event.kind {
          case .waiting(.retry): signals.post(.event(.pushedBack(trial)))
          case .waiting(.queue(let use?)): signals.post(.event(.slots(trial, use.total)))
          default: break
          }
          machine.apply(event)
        }
        // A stream that ended without a last event was cancelled by its reader.
        if !machine.isFinished { machine.apply(RunEvent(at: 0, .cancelled)) }
        signals.post(.ended(trial, machine.record))
      }
    }

    /// What is kept together is there together, or not at all.
    private mutating func record(_ trials: [Trial]) async throws -> [TrialResult] {
      guard !trials.isEmpty else { return [] }
      let pairs = trials.compactMap { trial in
        finished.removeValue(forKey: trial).map { (record: $0, trial: trial) }
      }
      let (log, id) = (runner.log, runner.claim.plan.id)
      let kept = Set(try await runner.lane.value { try log.record(pairs, of: id) })
      return pairs.filter { kept.contains($0.trial) }.map { TrialResult($0.record, of: $0.trial) }
    }
  }
}
