import Cases
import Evaluation
import Harmony
import Policies
import RunLog
import Runs
import Synchronization

/// Runs every row of a stream once: the shell around ``StreamMachine``, which decides everything.
///
/// Runs happen at once in tasks of their own. Files are read on one lane, records are written on another;
/// a row is given out when its runs are recorded. Memory: the rows between the first that is not done and
/// the last that was read.
final class Classifier: Sendable {
  struct Progress: Sendable {
    var done: Int
    var running: Int
    /// How much of the input is read, 0 to 1; nil where its length is not known.
    var share: Double?
  }

  private enum Signal: Sendable {
    case event(StreamMachine.Event)
    case row(ClassificationInput)
    case inputFailed(any Error)
    case ended(StreamMachine.Job, RunRecord)
  }

  private let feed: ClassificationFeed
  private let samples: Int
  private let engines: [any Engine]
  private let endpoints: [Endpoint]
  private let log: RunLog
  private let request: @Sendable (ClassificationInput, String, Int) -> RunRequest
  private let outline: PolicyOutline
  private let signals = Inbox<Signal>()
  private let reading = Lane("classification input")
  private let recording = Lane("classification records")
  private let isOver = Atomic(false)

  /// - Parameter request: makes the run of a row, a content and a draw, counted from 0.
  init(
    _ feed: ClassificationFeed, samples: Int, endpoints: [(Endpoint, any Engine)], log: RunLog,
    outline: PolicyOutline,
    request: @escaping @Sendable (ClassificationInput, String, Int) -> RunRequest
  ) {
    self.feed = feed
    self.samples = samples
    self.endpoints = endpoints.map(\.0)
    engines = endpoints.map(\.1)
    self.log = log
    self.outline = outline
    self.request = request
  }

  /// Runs until the end of the rows. Cancelling the task stops it; the rows that were given out stand.
  ///
  /// - Parameter give: is called with each row, in the order of the input.
  /// - Throws: what reading the input throws, after the rows before it are done; ``RunLogError`` when
  ///   runs cannot be recorded; what `give` throws.
  @concurrent
  func run(
    _ give: @escaping @Sendable ([ClassifiedRow]) throws -> Void,
    tell: @escaping @Sendable (Progress) -> Void
  ) async throws -> BatchMachine.Ending {
    try await withTaskCancellationHandler {
      var session = Session(self)
      defer {
        session.cancelAll()
        isOver.store(true, ordering: .relaxed)
      }
      return try await session.run(give, tell)
    } onCancel: {
      isOver.store(true, ordering: .relaxed)
      signals.post(.event(.stop))
    }
  }

  /// Reads so many rows, each told as soon as it is there.
  private func read(_ count: Int) {
    reading.run { [self] in
      for _ in 0..<count where !isOver.load(ordering: .relaxed) {
        do {
          guard let row = try feed.next() else {
            signals.post(.event(.inputEnded))
            return
          }
          signals.post(.row(row))
        } catch {
          signals.post(.inputFailed(error))
          return
        }
      }
    }
  }

  // MARK: The session

  private struct Session {
    private struct Pending {
      var input: ClassificationInput
      var draws: [Int: ClassifiedDraw] = [:]
    }

    let owner: Classifier
    var machine: StreamMachine
    private let start = ContinuousClock.now
    private var pending: [Int: Pending] = [:]
    private var tasks: [StreamMachine.Job: Task<Void, Never>] = [:]
    private var finished: [StreamMachine.Job: RunRecord] = [:]
    private var toRecord: [RunRecord] = []
    private var complete: [ClassifiedRow] = []
    /// Rows read and rows asked for.
    private var read = 0
    private var asked = 0
    private var problem: (any Error)?
    private var ending: BatchMachine.Ending?

    init(_ owner: Classifier) {
      self.owner = owner
      machine = StreamMachine(draws: owner.samples, endpoints: owner.endpoints)
    }

    private var now: Int { start.duration(to: .now).milliseconds }

    func cancelAll() { for task in tasks.values { task.cancel() } }

    mutating func run(
      _ give: @escaping @Sendable ([ClassifiedRow]) throws -> Void,
      _ tell: @escaping @Sendable (Progress) -> Void
    ) async throws -> BatchMachine.Ending {
      perform(machine.begin(at: now))
      readMore()
      var bells = owner.signals.rings.makeAsyncIterator()
      while ending == nil, await bells.next() != nil {
        for signal in owner.signals.drain() { handle(signal) }
        try await flush(give)
        readMore()
        tell(
          Progress(done: machine.done, running: machine.running, share: owner.feed.progress))
      }
      if let problem { throw problem }
      return ending ?? .stopped
    }

    private mutating func readMore() {
      // Few large orders rather than many small ones.
      let wanted = machine.wanted - (asked - read)
      guard wanted >= machine.ahead / 2 else { return }
      asked += wanted
      owner.read(wanted)
    }

    private mutating func handle(_ signal: Signal) {
      switch signal {
      case .event(let event): perform(machine.handle(event, at: now))
      case .row(let input):
        pending[read] = Pending(input: input)
        read += 1
        let needsRun = if case .success = input.content { true } else { false }
        perform(machine.handle(.row(needsRun: needsRun), at: now))
      case .inputFailed(let error):
        problem = error
        perform(machine.handle(.inputEnded, at: now))
      case .ended(let job, let record):
        tasks[job] = nil
        guard record.state != .cancelled else {
          perform(machine.handle(.cancelled(job), at: now))
          return
        }
        finished[job] = record
        perform(machine.handle(.finished(job, record.failure), at: now))
        // What is tried again is no result.
        finished[job] = nil
      }
    }

    private mutating func perform(_ actions: [StreamMachine.Action]) {
      for action in actions {
        switch action {
        case .start(let job, let endpoint): begin(job, on: owner.engines[endpoint])
        case .cancel(let job): tasks[job]?.cancel()
        case .record(let job):
          guard let record = finished[job] else { continue }
          pending[job.row]?.draws[job.draw] = ClassifiedDraw(record)
          toRecord.append(record)
        case .complete(let row):
          if let done = pending.removeValue(forKey: row) { complete.append(Self.row(done)) }
        case .wake(let at):
          let pause = Duration.milliseconds(max(0, at - now))
          let signals = owner.signals
          Task { @concurrent in
            try? await Task.sleep(for: pause)
            signals.post(.event(.tick))
          }
        case .end(let ending): self.ending = ending
        }
      }
    }

    private static func row(_ done: Pending) -> ClassifiedRow {
      let input = done.input
      if case .failure(let problem) = input.content {
        return ClassifiedRow(
          row: input.row, file: input.file, id: input.id, skipped: problem.message)
      }
      let draws = done.draws.sorted { $0.key < $1.key }.map(\.value)
      return ClassifiedRow(row: input.row, file: input.file, id: input.id, draws: draws)
    }

    private mutating func begin(_ job: StreamMachine.Job, on engine: any Engine) {
      guard let input = pending[job.row]?.input, case .success(let content) = input.content else {
        return
      }
      let request = owner.request(input, content, job.draw)
      let (signals, outline) = (owner.signals, owner.outline)
      tasks[job] = Task { @concurrent in
        var machine = RunMachine(request, outline: outline)
        for await event in engine.run(request) {
          switch event.kind {
          case .waiting(.retry): signals.post(.event(.pushedBack(job)))
          case .waiting(.queue(let use?)): signals.post(.event(.slots(job, use.total)))
          default: break
          }
          machine.apply(event)
        }
        // A stream that ended without a last event was cancelled by its reader.
        if !machine.isFinished { machine.apply(RunEvent(at: 0, .cancelled)) }
        signals.post(.ended(job, machine.record))
      }
    }

    /// Records first: a row's run can be looked up as soon as the row is there.
    private mutating func flush(
      _ give: @escaping @Sendable ([ClassifiedRow]) throws -> Void
    ) async throws {
      let (records, rows, log) = (toRecord, complete, owner.log)
      guard !records.isEmpty || !rows.isEmpty else { return }
      toRecord = []
      complete = []
      try await owner.recording.value {
        try log.record(records)
        if !rows.isEmpty { try give(rows) }
      }
    }
  }
}
