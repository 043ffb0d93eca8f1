import Foundation
import Inference
public import Runs
import Workspace

/// `precept engine …`: the one llama-server that Precept itself starts for a user.
public enum EngineCommands {
  /// How `engine start` is to go about it.
  public struct Manner: Sendable {
    public var foreground: Bool
    /// Whether this is the process that a start left behind: it tells its states as JSON lines.
    public var isOwner: Bool
    public var json: Bool

    public init(foreground: Bool, isOwner: Bool, json: Bool) {
      self.foreground = foreground
      self.isOwner = isOwner
      self.json = json
    }
  }

  // MARK: start

  public static func start(
    _ request: EngineStart, _ manner: Manner, in context: CommandContext
  ) async throws -> ExitStatus {
    let request = try checked(request)
    let home = EngineHome.user
    if manner.isOwner { return await own(request, home, in: context) }
    let server = try program(in: context)
    let reading = home.read()
    if reading.owner != nil { throw runsAlready(reading) }
    guard !manner.foreground else {
      return try await stay(request, home, server: server, manner, in: context)
    }
    return try await leave(request, manner, in: context)
  }

  /// The path made whole, since the engine is started from elsewhere.
  static func checked(_ request: EngineStart) throws -> EngineStart {
    guard case .file(let path) = request.model else { return request }
    var request = request
    let whole = URL(filePath: (path as NSString).expandingTildeInPath).standardizedFileURL.path
    guard FileManager.default.fileExists(atPath: whole) else {
      throw CommandFailure(
        .engine, "There is no model file \(whole).", hint: "Check the path.")
    }
    request.model = .file(whole)
    return request
  }

  static func program(in context: CommandContext) throws -> String {
    do {
      return try LlamaServerProgram.find(
        configured: context.configuration.llamaServer, path: environmentVariable("PATH"))
    } catch {
      throw CommandFailure(.engine, "\(error)")
    }
  }

  static func runsAlready(_ reading: EngineHome.Reading) -> CommandFailure {
    let what = reading.state.map { "\($0.model)\($0.url.map { " at \($0)" } ?? "")" }
    return CommandFailure(
      .engine, "A managed engine runs already\(what.map { ": \($0)" } ?? "").",
      hint: "Stop it with precept engine stop.")
  }

  /// In the foreground, until it ends or Ctrl-C.
  private static func stay(
    _ request: EngineStart, _ home: EngineHome, server: String, _ manner: Manner,
    in context: CommandContext
  ) async throws -> ExitStatus {
    let console = context.console
    let owner = EngineOwner(home: home, request: request, server: server)
    let (state, signal) = try await owner.run { state in
      if state.phase == .ready {
        announce(state, manner, console)
      } else if state.phase != .failed {
        console.note("precept: \(state.words)")
      }
    }
    if signal == SIGINT { return .interrupted }
    if state?.phase == .failed { throw failure(state) }
    return .done
  }

  /// As the process that a start left behind.
  private static func own(
    _ request: EngineStart, _ home: EngineHome, in context: CommandContext
  ) async -> ExitStatus {
    // Neither a terminal nor a folder is kept.
    setsid()
    chdir("/")
    let console = context.console
    do {
      let server = try program(in: context)
      let owner = EngineOwner(home: home, request: request, server: server)
      let (state, _) = try await owner.run { console.print($0.json) }
      return state?.phase == .failed ? .engine : .done
    } catch {
      var status = ManagedEngineStatus(phase: .failed("\(error)"), model: "")
      status.log = home.log
      console.print(EngineState(status).json)
      return .engine
    }
  }

  /// Leaves an owner behind, and returns when the engine is ready.
  private static func leave(
    _ request: EngineStart, _ manner: Manner, in context: CommandContext
  ) async throws -> ExitStatus {
    let process = try DetachedProcess(
      OwnProgram.command("engine", "start") + arguments(request) + ["--foreground", "--owner"],
      named: "precept")
    var line = ProgressLine(context.console)
    for await text in process.lines {
      guard let state = EngineState(json: text.utf8) else { continue }
      switch state.phase {
      case .ready:
        line.clear()
        announce(state, manner, context.console)
        return .done
      case .failed, .stopped:
        line.clear()
        throw failure(state)
      default:
        var word = state
        word.percent = nil
        line.show(state.words, word: word.words)
      }
    }
    line.clear()
    if Task.isCancelled {
      await process.stop()
      return .interrupted
    }
    throw CommandFailure(
      .engine, "The process that owns the engine ended before the engine was ready.",
      hint: "See precept engine log.")
  }

  private static func arguments(_ request: EngineStart) -> [String] {
    var arguments: [String]
    switch request.model {
    case .file(let path): arguments = ["--model=\(path)"]
    case .repository(let name): arguments = ["--hf=\(name)"]
    }
    for (name, value) in [
      ("port", request.port), ("context", request.context), ("slots", request.slots),
    ] {
      if let value { arguments.append("--\(name)=\(value)") }
    }
    return arguments
  }

  private static func announce(_ state: EngineState, _ manner: Manner, _ console: Console) {
    if manner.json { console.print(document(state)) } else { console.print(state.url ?? "") }
  }

  private static func failure(_ state: EngineState?) -> CommandFailure {
    CommandFailure(.engine, state?.problem ?? "The engine stopped before it was ready.")
  }

  static func document(_ state: EngineState?) -> JSON.Text {
    JSON.object([("schema", 1), ("engine", state?.document ?? .null)]).document
  }
}
