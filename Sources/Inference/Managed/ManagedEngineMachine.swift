internal import Runs

/// The life of a managed engine: events in, actions out. Holds no process, socket or clock; times
/// are durations since any fixed moment, and only ever grow.
struct ManagedEngineMachine: Sendable {
  enum State: Hashable, Sendable {
    /// Nothing was asked yet. To `seeking` (start) or `ended` (stop).
    case idle
    /// A port is looked for. To `launching` (found), or `ended` (none, stop).
    case seeking
    /// The supervisor is on its way. To `coming` (started), `stopping` (stop), or, where it ended:
    /// `seeking` (its port was taken), `pausing` (it has been ready before) or `ended`.
    case launching
    /// The process runs and is not ready. To `ready` (its health says so), and as `launching`.
    case coming
    /// It serves. To `pausing` (it ended), `ended` (it ended too often) or `stopping` (stop).
    case ready
    /// It crashed, and waits to be started again. To `seeking` (the pause is over) or `ended` (stop).
    case pausing
    /// It was told to end. To `ended` (it did).
    case stopping
    /// Nothing runs and nothing follows.
    case ended
  }

  enum Health: Hashable, Sendable {
    /// Nothing listens yet, or it does not answer.
    case silent
    /// HTTP 503, `Loading model`.
    case loading
    /// HTTP 200.
    case ready
  }

  enum End: Hashable, Sendable {
    case exited(Int)
    case killed(signal: Int)
    /// The supervisor itself is gone, and the engine with it.
    case lost
  }

  /// What happened. Where an attempt is named, an event of another one is dropped.
  enum Event: Hashable, Sendable {
    case start
    /// Answers `findPort`; nil where there is none.
    case port(Int?)
    case started(attempt: Int)
    /// The program could not be run: why, in the middle of a sentence.
    case notStarted(attempt: Int, String)
    /// Answers `checkHealth`.
    case health(attempt: Int, Health)
    /// A line of the log. All lines of a process come before its end.
    case line(attempt: Int, String)
    case ended(attempt: Int, End)
    case pauseOver
    case stop
  }

  enum PortWish: Hashable, Sendable {
    case exactly(Int)
    /// The first free one of these, else any free one.
    case preferring([Int], except: Set<Int>)
  }

  enum Action: Hashable, Sendable {
    case findPort(PortWish)
    case launch(attempt: Int, port: Int)
    case checkHealth(attempt: Int, port: Int, after: Duration)
    case pause(Duration)
    /// Ends the process of the attempt, whether it has started already or not.
    case release(attempt: Int)
    case report(ManagedEngineStatus)
    /// The last action of all.
    case end
  }

  private(set) var state = State.idle
  private let request: EngineStart
  private let policy: RestartPolicy
  private var status: ManagedEngineStatus
  private var attempt = 0
  private var port: Int?
  /// Ports that turned out to be taken.
  private var taken: Set<Int> = []
  private var launchedAt = Duration.zero
  private var evidence = EngineEvidence()
  private var hasBeenReady = false
  private var crashes: [Duration] = []

  init(_ request: EngineStart, log: String?, policy: RestartPolicy) {
    self.request = request
    self.policy = policy
    status = ManagedEngineStatus(phase: .starting, model: request.modelName, log: log)
  }

  mutating func handle(_ event: Event, at now: Duration) -> [Action] {
    switch (state, event) {
    case (.idle, .start): return [.report(status)] + seek()
    case (.idle, .stop), (.seeking, .stop), (.pausing, .stop): return end(.stopped)

    case (.seeking, .port(let found?)): return launch(on: found, at: now)
    case (.seeking, .port(nil)): return end(.failed(noPort))

    case (.launching, .started(attempt)):
      state = .coming
      return [checkHealth(at: now)]
    case (.coming, .health(attempt, let health)): return hear(health, at: now)
    case (.launching, .line(attempt, let line)), (.coming, .line(attempt, let line)):
      return read(line)
    case (.ready, .line(attempt, let line)):
      evidence.add(EngineLogLine(line))
      return []

    case (.launching, .notStarted(attempt, let why)):
      return end(.failed(EngineFailureSentence.notStarted(why)))
    case (.launching, .ended(attempt, let end)), (.coming, .ended(attempt, let end)):
      return explain(end, at: now)
    case (.ready, .ended(attempt, let end)): return crash(end, at: now)
    case (.pausing, .pauseOver): return report(.starting) + seek()

    case (.launching, .stop), (.coming, .stop), (.ready, .stop):
      state = .stopping
      return report(.stopping) + [.release(attempt: attempt)]
    case (.stopping, .ended(attempt, _)), (.stopping, .notStarted(attempt, _)):
      return end(.stopped)
    default: return []
    }
  }

  // MARK: Starting

  private mutating func seek() -> [Action] {
    state = .seeking
    if let asked = request.port { return [.findPort(.exactly(asked))] }
    // One that was started again is looked for where it was.
    let preferred = [port].compactMap(\.self) + policy.ports
    return [.findPort(.preferring(preferred, except: taken))]
  }

  private mutating func launch(on found: Int, at now: Duration) -> [Action] {
    state = .launching
    attempt += 1
    port = found
    launchedAt = now
    evidence = EngineEvidence()
    status.url = EngineURL(loopbackPort: found).description
    return [.report(status), .launch(attempt: attempt, port: found)]
  }

  private func checkHealth(at now: Duration) -> Action {
    let isNew = now - launchedAt < .seconds(2)
    return .checkHealth(
      attempt: attempt, port: port ?? 0, after: .milliseconds(isNew ? 100 : 500))
  }

  private mutating func hear(_ health: Health, at now: Duration) -> [Action] {
    switch health {
    case .ready:
      state = .ready
      hasBeenReady = true
      return report(.ready)
    case .loading:
      if case .loading = status.phase { return [checkHealth(at: now)] }
      return report(.loading(percent: nil)) + [checkHealth(at: now)]
    case .silent:
      // It listens only once the model is there, and does not say that it fetches it unless it
      // draws its bar.
      if case .repository = request.model, status.phase == .starting,
        now - launchedAt >= .seconds(3)
      {
        return report(.downloading(percent: nil)) + [checkHealth(at: now)]
      }
      return [checkHealth(at: now)]
    }
  }

  private mutating func read(_ text: String) -> [Action] {
    let line = EngineLogLine(text)
    evidence.add(line)
    switch line {
    case .downloading(let percent): return report(.downloading(percent: percent))
    case .loading(let percent):
      // A word that it loads takes no number back.
      if case .loading = status.phase, percent == nil { return [] }
      return report(.loading(percent: percent))
    default: return []
    }
  }

  // MARK: Ending

  /// A process that ended before it was ready.
  private mutating func explain(_ end: End, at now: Duration) -> [Action] {
    let sentence = EngineFailureSentence(request: request, evidence: evidence, end: end)
    if evidence.portTaken {
      guard request.port == nil, let port, taken.count < policy.portLimit else {
        return self.end(.failed(noPort))
      }
      taken.insert(port)
      self.port = nil
      return report(.starting) + seek()
    }
    if evidence.reason != nil || !hasBeenReady { return self.end(.failed(sentence.beforeReady)) }
    return crash(end, at: now)
  }

  private mutating func crash(_ end: End, at now: Duration) -> [Action] {
    crashes = crashes.filter { now - $0 < policy.window } + [now]
    guard crashes.count <= policy.limit else {
      let sentence = EngineFailureSentence(request: request, evidence: evidence, end: end)
      return self.end(.failed(sentence.afterCrashes(crashes.count, within: policy.window)))
    }
    state = .pausing
    let pause = policy.pause(before: crashes.count)
    return report(.restarting(attempt: crashes.count, afterMilliseconds: pause.milliseconds))
      + [.pause(pause)]
  }

  private mutating func end(_ phase: ManagedEngineStatus.Phase) -> [Action] {
    state = .ended
    return report(phase) + [.end]
  }

  private mutating func report(_ phase: ManagedEngineStatus.Phase) -> [Action] {
    guard status.phase != phase else { return [] }
    status.phase = phase
    return [.report(status)]
  }

  private var noPort: String { EngineFailureSentence.noPort(asked: request.port) }
}
