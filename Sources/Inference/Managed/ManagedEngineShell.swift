internal import Foundation
internal import Runs
internal import Synchronization

/// Carries out what the machine of a managed engine says.
struct ManagedEngineShell: Sendable {
  typealias Machine = ManagedEngineMachine

  let request: EngineStart
  let setup: ManagedEngine.Setup
  let client: EngineClient
  let events: AsyncStream<Machine.Event>.Continuation
  let told: AsyncStream<ManagedEngineStatus>.Continuation

  /// Returns when the engine is gone. Cancelling the task ends the engine.
  func run(_ incoming: AsyncStream<Machine.Event>) async {
    var machine = Machine(request, log: setup.log, policy: setup.policy)
    let begin = ContinuousClock.now
    await withDiscardingTaskGroup { group in
      var release: AsyncStream<Void>.Continuation?
      var log = AttemptLog(path: setup.log)
      for await event in incoming {
        for action in machine.handle(event, at: ContinuousClock.now - begin) {
          switch action {
          case .findPort(let wish): events.yield(.port(LoopbackPorts.find(wish)))
          case .launch(let attempt, let port):
            let (released, continuation) = AsyncStream.makeStream(of: Void.self)
            release = continuation
            log = AttemptLog(path: setup.log)
            group.addTask { [log] in
              await supervise(attempt, port: port, log: log, until: released)
            }
          // There is one process at most.
          case .release: release?.finish()
          case .checkHealth(let attempt, let port, let pause):
            group.addTask { [log] in await ask(attempt, port: port, log: log, after: pause) }
          case .pause(let pause):
            group.addTask {
              try? await Task.sleep(for: pause)
              events.yield(.pauseOver)
            }
          case .report(let status): told.yield(status)
          case .end: events.finish()
          }
        }
      }
      group.cancelAll()
    }
    told.finish()
  }

  private func supervise(
    _ attempt: Int, port: Int, log: AttemptLog, until released: AsyncStream<Void>
  ) async {
    let process = SupervisedProcess(
      supervisor: setup.supervisor, log: setup.log,
      command: [setup.server] + request.arguments(port: port))
    let outcome = Mutex<Machine.Event>(
      .notStarted(attempt: attempt, "its supervisor ended without a word"))
    do {
      try await process.run(until: released) { line in
        switch line {
        case .started:
          outcome.withLock { $0 = .ended(attempt: attempt, .lost) }
          events.yield(.started(attempt: attempt))
        case .failed(let what, let error):
          let why = what == "log" ? "its log \(setup.log)" : setup.server
          let text = String(cString: strerror(error))
          outcome.withLock { $0 = .notStarted(attempt: attempt, "\(why): \(text)") }
        case .exited(let status):
          outcome.withLock { $0 = .ended(attempt: attempt, .exited(status)) }
        case .killed(let signal):
          outcome.withLock { $0 = .ended(attempt: attempt, .killed(signal: signal)) }
        }
      }
    } catch {
      outcome.withLock {
        if case .notStarted = $0 {
          $0 = .notStarted(attempt: attempt, "its supervisor did not run (\(error))")
        }
      }
    }
    log.pass { events.yield(.line(attempt: attempt, $0)) }
    events.yield(outcome.withLock { $0 })
  }

  private func ask(_ attempt: Int, port: Int, log: AttemptLog, after pause: Duration) async {
    guard (try? await Task.sleep(for: pause)) != nil else { return }
    log.pass { events.yield(.line(attempt: attempt, $0)) }
    let reply = await client.ask(
      EngineURL(loopbackPort: port), "/health", key: nil, within: .seconds(2))
    let health: Machine.Health =
      switch reply?.status {
      case 200: .ready
      case 503: .loading
      default: .silent
      }
    events.yield(.health(attempt: attempt, health))
  }
}

/// What the log grows by during one attempt, passed on in order although two tasks ask for it.
private final class AttemptLog: Sendable {
  private let reader: Mutex<LogReader>

  init(path: String) { reader = Mutex(LogReader(path: path)) }

  func pass(_ line: (String) -> Void) {
    reader.withLock { $0.read().forEach(line) }
  }
}
