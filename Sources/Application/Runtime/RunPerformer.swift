import Logging
import RunLog
import Runs
import Synchronization
import Workbench

/// Carries out runs: from engine to mailbox and to the record, each run in a task of its own.
final class RunPerformer: Sendable {
  private let engines: EngineDirectory
  private let records: Records
  private let mailbox: Mailbox
  private let logger: Logger
  private let silence: Duration?
  private let tasks = Mutex<[Run.ID: Task<Void, Never>]>([:])

  init(
    engines: EngineDirectory, records: Records, mailbox: Mailbox, logger: Logger, silence: Duration?
  ) {
    self.engines = engines
    self.records = records
    self.mailbox = mailbox
    self.logger = logger
    self.silence = silence
  }

  var isIdle: Bool { tasks.withLock(\.isEmpty) }

  func start(_ request: RunRequest, on identity: EngineIdentity) {
    tasks.withLock { tasks in
      tasks[request.id] = Task { @concurrent in
        await self.perform(request, on: identity)
        self.tasks.withLock { $0[request.id] = nil }
        self.mailbox.ring()
      }
    }
  }

  func cancel(_ id: Run.ID) {
    tasks.withLock { $0[id] }?.cancel()
  }

  /// Cancels everything and waits until every record is sealed.
  func finish() async {
    let running = tasks.withLock { Array($0.values) }
    for task in running { task.cancel() }
    for task in running { await task.value }
  }

  private func perform(_ request: RunRequest, on identity: EngineIdentity) async {
    guard let engine = engines.engine(for: identity, silence: silence) else {
      let failure = RunFailure(
        .unreachable, "The engine \(identity.name) is not known any more.",
        hint: "Choose one again with Ctrl-T g.")
      mailbox.post(.run(request.id, RunEvent(at: 0, .failed(failure))))
      return
    }
    var recorder = RunRecorder(request, engine: engine.identity) { try records.log() }
    for await event in engine.run(request) {
      mailbox.post(.run(request.id, event))
      recorder.apply(event)
    }
    recorder.close()
    mailbox.post(.workspace(.sealed))
    if let problem = recorder.problem {
      logger.error("record of \(request.id): \(problem)")
      mailbox.post(.workspace(.failed(problem)))
    }
  }
}
