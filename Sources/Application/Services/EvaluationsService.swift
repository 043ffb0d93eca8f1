import Cases
import Evaluation
import Inference
import RunLog
import Runs
import Synchronization
import Workbench
import Workspace

/// Evaluations: their lists and results, and the one that goes on.
final class EvaluationsService: Sendable {
  private struct Session {
    var task: Task<Void, Never>?
    var runner: EvaluationRunner?
  }

  private let workspace: Workspace
  private let store: RecordStore
  private let engines: any EngineProviding
  private let mailbox: Mailbox
  private let session = Mutex(Session())
  private let running = PendingCount()
  /// Lists and results.
  private let reading: Lane
  /// Plans, and results as they come.
  private let recording: Lane

  init(
    workspace: Workspace, store: RecordStore, engines: any EngineProviding, mailbox: Mailbox
  ) {
    self.workspace = workspace
    self.store = store
    self.engines = engines
    self.mailbox = mailbox
    reading = Lane("evaluations.reading", whenDone: mailbox.ring)
    recording = Lane("evaluations.recording", whenDone: mailbox.ring)
  }

  /// Whether no evaluation goes on.
  var isIdle: Bool { running.isZero }
  var isReadingIdle: Bool { reading.isIdle }

  func perform(_ effect: Effect.Evaluations) {
    switch effect {
    case .list: read { [.evaluation(.listed(try $0.evaluations()))] }
    case .open(let id): read { [.evaluation(.opened(try $0.picture(of: id)))] }
    case .loadPair(let first, let second):
      read { [.evaluation(.pair(try $0.picture(of: first), try $0.picture(of: second)))] }
    case .delete(let id):
      read { [store] _ in
        let log = try store.log()
        try log.delete(log.claimDeletion(of: id))
        return [
          .evaluation(.listed(try log.evaluations())),
          .notice("The evaluation is deleted; the records of its runs stay."),
        ]
      }
    case .start(let start):
      begin(on: start.engine) { try self.create(start) }
    case .resume(let id, let engine, let states):
      begin(on: engine) {
        let log = try self.store.log()
        let claim = try log.claim(id)
        if !states.isEmpty { try log.reopen(claim, endedIn: Set(states)) }
        return claim
      }
    case .pause: session.withLock { $0.runner }?.pause()
    case .goOn: session.withLock { $0.runner }?.resume()
    case .stop: session.withLock { $0.runner }?.stop()
    }
  }

  /// Stops what goes on and waits until it is recorded.
  func finish() async {
    let task = session.withLock { $0.task }
    task?.cancel()
    await task?.value
    await reading.drain()
  }

  private func post(_ event: EvaluationEvent) { mailbox.post(.workspace(.evaluation(event))) }

  private func read(_ work: @escaping @Sendable (RunLog) throws -> [WorkspaceEvent]) {
    reading.run { [self] in
      do {
        for event in try work(try store.reader()) { mailbox.post(.workspace(event)) }
      } catch {
        mailbox.post(.workspace(.failed("\(error)")))
      }
    }
  }

  /// - Parameter prepare: done on the recording lane.
  private func begin(
    on engine: EngineIdentity, _ prepare: @escaping @Sendable () throws -> EvaluationClaim
  ) {
    running.increment()
    let task = Task { @concurrent in
      let end: WorkspaceEvent
      do {
        end = .evaluation(try await self.run(try await self.recording.value(prepare), on: engine))
      } catch {
        end = .failed("\(error)")
      }
      // Only then, so that the next one finds the service free.
      self.session.withLock { $0 = Session() }
      self.mailbox.post(.workspace(end))
      self.running.decrement()
      self.mailbox.ring()
    }
    session.withLock { $0.task = task }
  }

  private func create(_ start: EvaluationStart) throws -> EvaluationClaim {
    let cases =
      try start.contents ?? workspace.caseSet(named: start.set).cases.map { PlannedCase($0) }
    guard !cases.isEmpty, let arms = start.question.arms else {
      throw CommandFailure(.usage, "There is nothing to evaluate in \(start.set).")
    }
    let plan = EvaluationPlan(
      id: start.id, createdAt: start.createdAt,
      kind: start.kind ?? start.question.planKind, set: start.set,
      arms: arms, cases: cases, repeats: start.repeats,
      concurrency: EvaluationEngines.limit(of: start.engine))
    guard
      [.edge, .classification].contains(plan.kind)
        || plan.readings.contains(where: { plan.judges(by: $0) })
    else {
      throw CommandFailure(
        .usage, "No case of \(start.set) says what to expect under this policy.",
        hint: "F3 e sets what a case expects.")
    }
    let log = try store.log()
    try log.create(plan)
    return try log.claim(plan.id)
  }

  /// - Returns: how it ended.
  private func run(
    _ claim: EvaluationClaim, on identity: EngineIdentity
  ) async throws -> EvaluationEvent {
    let id = claim.plan.id
    let (log, picture) = try await recording.value { [store] in
      let log = try store.log()
      return (log, EvaluationPicture(claim.plan, results: try log.results(of: id)))
    }
    guard claim.plan.engines == [identity.name],
      claim.plan.arms[0].model ?? identity.model == identity.model,
      let engine = engines.engine(for: identity, silence: nil)
    else {
      throw CommandFailure(
        .engine,
        "The evaluation runs on \(claim.plan.engines.joined(separator: ", ")), and runs go to \(identity.name) now.",
        hint: "F8 chooses another engine; precept eval resume \(id) goes on anywhere.")
    }
    post(.began(picture))
    do {
      return try await run(claim, log, engine, identity)
    } catch {
      return .ended(id, "\(error) r on Evaluate goes on.", isWhole: false)
    }
  }

  private func run(
    _ claim: EvaluationClaim, _ log: RunLog, _ engine: any Engine, _ identity: EngineIdentity
  ) async throws -> EvaluationEvent {
    let id = claim.plan.id
    let limit = EvaluationEngines.limit(of: identity)
    let runner = EvaluationRunner(
      claim, log: log, lane: recording,
      endpoints: [(Endpoint(engine: identity.name, limit: limit, slots: identity.slots), engine)])
    session.withLock { $0.runner = runner }
    let skipped = Atomic<Int>(0)
    let ending = try await runner.run { news in
      switch news {
      case .results(let results, let progress):
        skipped.store(progress.skipped, ordering: .relaxed)
        self.post(.progress(id, results, progress))
      case .progress(let progress): self.post(.progress(id, [], progress))
      }
    }
    let left = skipped.load(ordering: .relaxed)
    let failed = try await recording.value {
      let picture = EvaluationPicture(claim.plan, results: try log.results(of: id))
      try log.note(picture, skipped: left)
      return picture.failureSentence
    }
    let name = claim.plan.kind == .classification ? "classification" : "evaluation"
    return switch ending {
    case .completed:
      if let failed {
        .ended(id, "The \(name) is done. \(failed) Press f to run them again.", isWhole: false)
      } else {
        .ended(id, "The \(name) is done.", isWhole: true)
      }
    case .stopped: .ended(id, "The \(name) is stopped. Press r to resume.", isWhole: true)
    case .failed(let failure):
      .ended(id, "\(failure.message) \(failure.hint) r goes on.", isWhole: false)
    }
  }
}

extension RunLog {
  fileprivate func picture(of id: EvaluationID) throws -> EvaluationPicture {
    EvaluationPicture(try plan(of: id), results: try results(of: id))
  }
}
