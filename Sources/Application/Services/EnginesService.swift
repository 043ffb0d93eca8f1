import Inference
import Runs
import Synchronization
import Wording
import Workbench

/// Carries out effects on engines: looks for them, has the doctor examine them, counts tokens, starts
/// and stops one, has Ollama pull a model.
final class EnginesService: Sendable {
  private let engines: EngineDirectory
  private let mailbox: Mailbox
  private let managed: ManagedEngineService
  private let offers: WorkspaceOffers?
  /// Answers to offers are kept in files.
  private let desk: Lane
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
    engines: EngineDirectory, mailbox: Mailbox, managed: ManagedEngineService,
    offers: WorkspaceOffers? = nil, time: TimeSource = .system
  ) {
    self.engines = engines
    self.mailbox = mailbox
    self.managed = managed
    self.offers = offers
    desk = Lane("engines", whenDone: mailbox.ring)
    self.time = time
  }

  var isIdle: Bool { pending.isZero && desk.isIdle }
  /// A pull or an engine that runs is no work that somebody waits for.
  var isExaminationIdle: Bool { watched.withLock { $0[.examination] == nil } }

  func perform(_ effect: Effect.Engines) {
    switch effect {
    case .find:
      brief { service in .found(await service.engines.find()) }
    case .countTokens(let texts, let identity, let revision):
      brief { service in
        let counts = await service.engines.model(for: identity)?.countTokens(texts)
        return .counted(counts, by: identity.key, revision: revision)
      }
    case .answerOffer(let accepts):
      desk.run { [offers, mailbox] in
        for message in offers?.answer(accepts: accepts) ?? [] { mailbox.post(message) }
      }
    case .examine(let identity): examine(identity)
    case .stopExamining: stop(.examination)
    case .pull(let model, let identity): pull(model, from: identity)
    case .stopPull: stop(.pull)
    case .start(let start):
      managed.start(start) { [engines, mailbox] status in
        engines.expect(at: status.url)
        mailbox.post(.engines(.managed(status)))
      }
    case .stop: managed.stop()
    case .readLog:
      brief { service in .log(service.managed.lastLogLines(400)) }
    }
  }

  /// Ends what is watched, and waits for it.
  func finish() async {
    let tasks = watched.withLock { $0.values.map(\.task) }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    await desk.drain()
    await managed.finish()
  }

  private func brief(_ work: @escaping @Sendable (EnginesService) async -> EnginesEvent) {
    pending.increment()
    Task { @concurrent in
      mailbox.post(.engines(await work(self)))
      pending.decrement()
      mailbox.ring()
    }
  }

  /// Begins what a person can watch; ends what was begun of that kind before.
  private func watch(_ what: Watched, _ work: @escaping @Sendable (EnginesService) async -> Void) {
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
    watch(.examination) { service in
      let key = identity.key
      guard let engine = service.engines.model(for: identity) else {
        let problem =
          identity.isModel
          ? "The engine \(identity.name) is not known any more. Look again with r."
          : "The rule matcher is built in; there is nothing to examine."
        service.mailbox.post(.engines(.examined(key: key, problem: problem)))
        return
      }
      for await finding in Doctor(engine, date: service.time.now().date).examine() {
        service.mailbox.post(.engines(.finding(finding, of: key)))
      }
      let problem = Task.isCancelled ? "The examination was stopped." : nil
      service.mailbox.post(.engines(.examined(key: key, problem: problem)))
    }
  }

  private func pull(_ model: String, from identity: EngineIdentity) {
    watch(.pull) { service in
      func tell(_ phase: PullProgress.Phase) {
        service.mailbox.post(.engines(.pulled(PullProgress(model: model, phase: phase))))
      }
      guard let configuration = service.engines.configuration(of: identity) else {
        tell(.failed("The engine \(identity.name) is not known any more. Look again with r."))
        return
      }
      let pull: OllamaPull
      do throws(RunFailure) {
        pull = try OllamaPull(
          model: model, configuration: configuration, client: service.engines.connections)
      } catch {
        tell(.failed("\(error.message) \(error.hint)"))
        return
      }
      for await progress in pull.progress() { service.mailbox.post(.engines(.pulled(progress))) }
      if Task.isCancelled { tell(.cancelled) }
    }
  }
}
