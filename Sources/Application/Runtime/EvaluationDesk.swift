import Cases
import Evaluation
import Inference
import RunLog
import Runs
import Synchronization
import Workbench
import Workspace

/// Carries out the workbench's evaluation, one at a time, and posts how it goes.
final class EvaluationDesk: Sendable {
  private struct Sitting {
    var task: Task<Void, Never>?
    var runner: EvaluationRunner?
  }

  private let workspace: Workspace
  private let records: Records
  private let engines: EngineDirectory
  private let mailbox: Mailbox
  private let sitting = Mutex(Sitting())
  private let count = PendingCount()

  init(workspace: Workspace, records: Records, engines: EngineDirectory, mailbox: Mailbox) {
    self.workspace = workspace
    self.records = records
    self.engines = engines
    self.mailbox = mailbox
  }

  var isIdle: Bool { count.isZero }

  /// - Returns: whether the order was one for this desk.
  func perform(_ order: EvaluationOrder) -> Bool {
    switch order {
    case .start(let start):
      begin(on: start.engine) { try self.create(start) }
    case .resume(let id, let engine, let states):
      begin(on: engine) {
        let log = try self.records.log()
        if !states.isEmpty { try log.reopen(id, endedIn: Set(states)) }
        return id
      }
    case .pause: sitting.withLock { $0.runner }?.pause()
    case .goOn: sitting.withLock { $0.runner }?.resume()
    case .stop: sitting.withLock { $0.runner }?.stop()
    case .list, .open, .loadPair, .delete: return false
    }
    return true
  }

  /// Stops what goes on and waits until it is recorded.
  func finish() async {
    let task = sitting.withLock { $0.task }
    task?.cancel()
    await task?.value
  }

  private func post(_ event: EvaluationEvent) { mailbox.post(.workspace(.evaluation(event))) }

  private func begin(
    on engine: EngineIdentity, _ prepare: @escaping @Sendable () throws -> EvaluationID
  ) {
    count.increment()
    let task = Task { @concurrent in
      let end: WorkspaceEvent
      do {
        end = .evaluation(try await self.run(try prepare(), on: engine))
      } catch {
        end = .failed("\(error)")
      }
      // Only then, so that the next one finds the desk free.
      self.sitting.withLock { $0 = Sitting() }
      self.mailbox.post(.workspace(end))
      self.count.decrement()
      self.mailbox.ring()
    }
    sitting.withLock { $0.task = task }
  }

  private func create(_ start: EvaluationStart) throws -> EvaluationID {
    let cases =
      try start.contents ?? workspace.caseSet(named: start.set).cases.map { PlannedCase($0) }
    guard !cases.isEmpty, let arms = start.question.arms else {
      throw CommandFailure(.usage, "There is nothing to evaluate in \(start.set).")
    }
    let plan = EvaluationPlan(
      id: start.id, createdAt: start.createdAt,
      kind: start.contents == nil ? start.question.planKind : .edge, set: start.set,
      arms: arms, cases: cases, repeats: start.repeats,
      concurrency: EvaluationEngines.limit(of: start.engine))
    guard plan.kind == .edge || plan.readings.contains(where: { plan.judges(by: $0) }) else {
      throw CommandFailure(
        .usage, "No case of \(start.set) says what to expect under this policy.",
        hint: "F3 e sets what a case expects.")
    }
    try records.log().create(plan)
    return plan.id
  }

  /// - Returns: how it ended.
  private func run(_ id: EvaluationID, on identity: EngineIdentity) async throws -> EvaluationEvent
  {
    let log = try records.log()
    let claim = try log.claim(id)
    guard claim.plan.engines == [identity.name],
      claim.plan.arms[0].model ?? identity.model == identity.model,
      let engine = engines.engine(for: identity, silence: nil)
    else {
      throw CommandFailure(
        .engine,
        "The evaluation runs on \(claim.plan.engines.joined(separator: ", ")), and runs go to \(identity.name) now.",
        hint: "F8 chooses another engine; precept eval resume \(id) goes on anywhere.")
    }
    post(.began(EvaluationPicture(claim.plan, results: try log.results(of: id))))
    do {
      return try await sit(claim, log, engine, identity)
    } catch {
      return .ended(id, "\(error) r on Evaluate goes on.", isWhole: false)
    }
  }

  private func sit(
    _ claim: EvaluationClaim, _ log: RunLog, _ engine: any Engine, _ identity: EngineIdentity
  ) async throws -> EvaluationEvent {
    let id = claim.plan.id
    let limit = EvaluationEngines.limit(of: identity)
    let runner = EvaluationRunner(
      claim, log: log,
      endpoints: [(Endpoint(engine: identity.name, limit: limit, slots: identity.slots), engine)])
    sitting.withLock { $0.runner = runner }
    let skipped = Atomic<Int>(0)
    let ending = try await runner.run { news in
      switch news {
      case .results(let results, let progress):
        skipped.store(progress.skipped, ordering: .relaxed)
        self.post(.progress(id, results, progress))
      case .progress(let progress): self.post(.progress(id, [], progress))
      }
    }
    let picture = EvaluationPicture(claim.plan, results: try log.results(of: id))
    try log.note(picture, skipped: skipped.load(ordering: .relaxed))
    return switch ending {
    case .completed: .ended(id, "The evaluation is done.", isWhole: true)
    case .stopped: .ended(id, "The evaluation is stopped. r goes on.", isWhole: true)
    case .failed(let failure):
      .ended(id, "\(failure.message) \(failure.hint) r goes on.", isWhole: false)
    }
  }
}
