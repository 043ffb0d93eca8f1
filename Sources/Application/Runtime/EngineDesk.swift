import Inference
import Runs
import Synchronization
import Workbench

/// Carries out effects on engines: looks for them, has the doctor examine them, counts tokens, starts
/// and stops one, has Ollama pull a model.
final class EngineDesk: Sendable {
  private let engines: EngineDirectory
  private let mailbox: Mailbox
  private let managed: ManagedEngineDesk
  private let time: TimeSource
  /// Short work: answers come at once, or within a limit.
  private let pending = PendingCount()
  /// Work that a person watches and can stop.
  private let watched = Mutex<[Watched: (number: Int, task: Task<Void, Never>)]>([:])
  private let numbers = Atomic(0)

  private enum Watched: Hashable {
    case examination, pull
  }

  init(
    engines: EngineDirectory, mailbox: Mailbox, managed: ManagedEngineDesk,
    time: TimeSource = .system
  ) {
    self.engines = engines
    self.mailbox = mailbox
    self.managed = managed
    self.time = time
  }

  var isIdle: Bool { pending.isZero }
  /// A pull or an engine that runs is no work that somebody waits for.
  var isExaminationIdle: Bool { watched.withLock { $0[.examination] == nil } }

  /// - Returns: false for effects that are not its own.
  func perform(_ effect: Effect) -> Bool {
    switch effect {
    case .findEngines:
      brief { desk in .found(await desk.engines.find()) }
    case .countTokens(let texts, let identity, let revision):
      brief { desk in
        let counts = await desk.engines.model(for: identity)?.countTokens(texts)
        return .counted(counts, by: identity.key, revision: revision)
      }
    case .examine(let identity): examine(identity)
    case .stopExamining: stop(.examination)
    case .pull(let model, let identity): pull(model, from: identity)
    case .stopPull: stop(.pull)
    case .startEngine(let start):
      managed.start(start) { [engines, mailbox] status in
        engines.expect(at: status.url)
        mailbox.post(.engines(.managed(status)))
      }
    case .stopEngine: managed.stop()
    case .readEngineLog:
      brief { desk in .log(desk.managed.lastLogLines(400)) }
    default: return false
    }
    return true
  }

  /// Ends what is watched, and waits for it.
  func finish() async {
    let tasks = watched.withLock { $0.values.map(\.task) }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    await managed.finish()
  }

  private func brief(_ work: @escaping @Sendable (EngineDesk) async -> EnginesEvent) {
    pending.increment()
    Task { @concurrent in
      mailbox.post(.engines(await work(self)))
      pending.decrement()
      mailbox.ring()
    }
  }

  /// Begins what a person can watch; ends what was begun of that kind before.
  private func watch(_ what: Watched, _ work: @escaping @Sendable (EngineDesk) async -> Void) {
    let number = numbers.wrappingAdd(1, ordering: .relaxed).newValue
    watched.withLock { watched in
      watched[what]?.task.cancel()
      let task = Task { @concurrent in
        await work(self)
        self.watched.withLock { watched in
          if watched[what]?.number == number { watched[what] = nil }
        }
        self.mailbox.ring()
      }
      watched[what] = (number, task)
    }
  }

  private func stop(_ what: Watched) {
    watched.withLock { $0[what] }?.task.cancel()
  }

  private func examine(_ identity: EngineIdentity) {
    watch(.examination) { desk in
      let key = identity.key
      guard let engine = desk.engines.model(for: identity) else {
        let problem =
          identity.isModel
          ? "The engine \(identity.name) is not known any more. Look again with r."
          : "The rule matcher is built in; there is nothing to examine."
        desk.mailbox.post(.engines(.examined(key: key, problem: problem)))
        return
      }
      for await finding in Doctor(engine, date: desk.time.now().date).examine() {
        desk.mailbox.post(.engines(.finding(finding, of: key)))
      }
      let problem = Task.isCancelled ? "The examination was stopped." : nil
      desk.mailbox.post(.engines(.examined(key: key, problem: problem)))
    }
  }

  private func pull(_ model: String, from identity: EngineIdentity) {
    watch(.pull) { desk in
      func tell(_ phase: PullProgress.Phase) {
        desk.mailbox.post(.engines(.pulled(PullProgress(model: model, phase: phase))))
      }
      guard let configuration = desk.engines.configuration(of: identity) else {
        tell(.failed("The engine \(identity.name) is not known any more. Look again with r."))
        return
      }
      let pull: OllamaPull
      do throws(RunFailure) {
        pull = try OllamaPull(
          model: model, configuration: configuration, client: desk.engines.connections)
      } catch {
        tell(.failed("\(error.message) \(error.hint)"))
        return
      }
      for await progress in pull.progress() { desk.mailbox.post(.engines(.pulled(progress))) }
      if Task.isCancelled { tell(.cancelled) }
    }
  }
}
