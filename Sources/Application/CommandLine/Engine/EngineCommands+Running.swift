import Foundation
import Inference

extension EngineCommands {
  // MARK: stop

  /// Ends the owner, which ends the engine, and waits for both.
  public static func stop(in context: CommandContext) async throws -> ExitStatus {
    let home = EngineHome.user
    switch home.read().owner {
    case nil:
      home.removeState()
      context.console.note("precept: no managed engine runs.")
      return .done
    case .elsewhere:
      throw CommandFailure(
        .engine, "The managed engine belongs to another machine or container.",
        hint: "Stop it there.")
    case .process(let pid):
      // The kernel has just named it as the one that holds the lock.
      guard kill(pid, SIGTERM) == 0 else {
        throw CommandFailure(
          .engine,
          "The process \(pid), which owns the engine, cannot be told to stop: "
            + "\(String(cString: strerror(errno))).",
          hint: "Stop it as the user who started it.")
      }
      return try await wait(for: pid, home, in: context)
    }
  }

  /// The engine has five seconds to end by itself; its owner and supervisor need a moment more.
  private static func wait(
    for pid: pid_t, _ home: EngineHome, in context: CommandContext
  ) async throws -> ExitStatus {
    let deadline = ContinuousClock.now + .seconds(15)
    while home.read().owner == .process(pid) {
      guard !Task.isCancelled else { return .interrupted }
      guard ContinuousClock.now < deadline else {
        throw CommandFailure(
          .engine, "The managed engine has not stopped in 15 seconds.",
          hint: "See precept engine log, and end the process \(pid) yourself.")
      }
      try? await Task.sleep(for: .milliseconds(20))
    }
    context.console.note("precept: the managed engine has stopped.")
    return .done
  }

  // MARK: status

  public static func status(json: Bool, in context: CommandContext) -> ExitStatus {
    let reading = EngineHome.user.read()
    let console = context.console
    guard reading.owner != nil else {
      let failed = reading.state.flatMap { $0.phase == .failed ? $0 : nil }
      if json {
        console.print(document(failed))
      } else {
        console.print("No managed engine runs.")
        if let failed { console.note("The last one: \(failed.words)") }
      }
      return .done
    }
    if json {
      console.print(document(reading.state))
    } else if let state = reading.state {
      console.print(state.words)
      console.print("owner: process \(state.pid) · log: \(state.log ?? "none")")
    } else {
      console.print("A managed engine is about to start.")
    }
    return .done
  }

  // MARK: log

  public static func log(lines: Int, in context: CommandContext) throws -> ExitStatus {
    let log = EngineHome.user.log
    guard FileManager.default.fileExists(atPath: log) else {
      throw CommandFailure(
        .files, "There is no log: no managed engine was started yet.",
        hint: "Start one with precept engine start.")
    }
    for line in ManagedEngine.lastLogLines(lines, of: log) {
      context.console.print(line)
    }
    return .done
  }
}
