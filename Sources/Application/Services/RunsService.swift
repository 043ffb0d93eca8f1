import Logging
import RunLog
import Runs
import Synchronization
import Workbench

/// Carries out runs, each in a task of its own: what the engine says goes to the mailbox. The record
/// is what the workbench has folded of it, and comes back as an effect.
final class RunsService: Sendable {
  private let engines: any EngineProviding
  private let recorder: Recorder
  private let mailbox: Mailbox
  private let silence: Duration?
  private let tasks = Mutex<[Run.ID: Task<Void, Never>]>([:])

  init(engines: any EngineProviding, recorder: Recorder, mailbox: Mailbox, silence: Duration?) {
    self.engines = engines
    self.recorder = recorder
    self.mailbox = mailbox
    self.silence = silence
  }

  var isIdle: Bool { tasks.withLock(\.isEmpty) && recorder.isIdle }

  func perform(_ effect: Effect.Runs) {
    switch effect {
    case .start(let request, let identity): start(request, on: identity)
    case .cancel(let id): tasks.withLock { $0[id] }?.cancel()
    case .checkpoint(let record): recorder.checkpoint(record)
    case .seal(let record): recorder.seal(record)
    }
  }

  /// Ends everything, and waits until every record is sealed or kept.
  func finish() async {
    let running = tasks.withLock { Array($0.values) }
    for task in running { task.cancel() }
    // Whoever waits for room in the mailbox waits no longer.
    mailbox.release()
    for task in running { await task.value }
    await recorder.finish()
  }

  private func start(_ request: RunRequest, on identity: EngineIdentity) {
    let engine = engines.engine(for: identity, silence: silence)
    recorder.begin(request, engine: engine?.identity ?? identity)
    guard let engine else {
      let failure = RunFailure(
        .unreachable, "The engine \(identity.name) is not known any more.",
        hint: "Choose one again with Ctrl-T g.")
      mailbox.post(.run(request.id, RunEvent(at: 0, .failed(failure))))
      return
    }
    tasks.withLock { tasks in
      tasks[request.id] = Task { @concurrent in
        await self.perform(request, on: engine)
        self.tasks.withLock { $0[request.id] = nil }
        self.mailbox.ring()
      }
    }
  }

  private func perform(_ request: RunRequest, on engine: any Engine) async {
    for await event in engine.run(request) {
      await mailbox.postWhenRoom(.run(request.id, event))
      if Task.isCancelled { break }
    }
  }
}
