import Foundation
import Inference
import Runs

/// The process that owns a managed engine: it holds the lock, keeps the state file, and the engine
/// goes when it goes.
struct EngineOwner {
  var home: EngineHome
  var request: EngineStart
  var server: String

  /// Runs the engine until it stops or fails, or a signal asks this process to end.
  ///
  /// - Parameter tell: each state.
  /// - Returns: the last state, and the signal if one came.
  /// - Throws: ``CommandFailure`` where an engine is owned already.
  func run(
    tell: @escaping @Sendable (EngineState) -> Void
  ) async throws -> (state: EngineState?, signal: Int32?) {
    let before = home.read()
    guard try home.own() else { throw EngineCommands.runsAlready(before) }
    // Whoever listened may have gone.
    signal(SIGPIPE, SIG_IGN)
    home.beginLog()
    let signals = TerminationSignals()
    let client = EngineClient()
    let engine = ManagedEngine(
      request,
      setup: .init(
        server: server, supervisor: OwnProgram.command("supervise-engine"), log: home.log),
      client: client)
    defer { withExtendedLifetime(signals) {} }
    let stopping = Task { [arrivals = signals.arrivals] () -> Int32? in
      for await number in arrivals {
        await engine.stop()
        return number
      }
      return nil
    }
    var last: EngineState?
    for await status in engine.statuses {
      let state = EngineState(status)
      last = state
      home.write(state)
      tell(state)
    }
    await engine.ended()
    stopping.cancel()
    let number = await stopping.value
    if last?.phase != .failed { home.removeState() }
    await client.close()
    return (last, number)
  }
}

/// This very program, to be started again for another duty.
enum OwnProgram {
  /// On Linux by the name that the kernel keeps, so that it is the same one even after an update has
  /// replaced the file.
  static let path: String = {
    #if os(Linux)
      "/proc/self/exe"
    #else
      Bundle.main.executablePath ?? "precept"
    #endif
  }()

  static func command(_ arguments: String...) -> [String] { [path] + arguments }
}
