import Foundation
public import Runs
import Synchronization

/// A llama-server that Precept has started: it is restarted after a crash, and gone when this is.
///
/// ```swift
/// let engine = ManagedEngine(start, setup: setup, client: client)
/// for await status in engine.statuses where status.phase == .ready { … }
/// await engine.stop()
/// ```
///
/// It starts at once. No other engine is ever touched: what ends one is the pipe to its own
/// supervisor, not a process id.
public final class ManagedEngine: Sendable {
  /// What it runs with.
  public struct Setup: Sendable {
    /// The path of llama-server.
    public var server: String
    /// The command that supervises: a program that was built with `CSupervisor`, and its arguments.
    public var supervisor: [String]
    /// The log's path; made with mode 0600, appended to.
    public var log: String
    var policy = RestartPolicy()

    public init(server: String, supervisor: [String], log: String) {
      self.server = server
      self.supervisor = supervisor
      self.log = log
    }
  }

  /// Each status that differs from the one before; ends with `stopped` or `failed`. For one reader.
  public let statuses: AsyncStream<ManagedEngineStatus>
  private let events: AsyncStream<ManagedEngineMachine.Event>.Continuation
  private let log: String
  private let life: Task<Void, Never>

  /// - Parameter client: must stay open as long as the engine runs.
  public init(_ start: EngineStart, setup: Setup, client: EngineClient) {
    let (statuses, told) = AsyncStream.makeStream(of: ManagedEngineStatus.self)
    let (incoming, events) = AsyncStream.makeStream(of: ManagedEngineMachine.Event.self)
    self.statuses = statuses
    self.events = events
    log = setup.log
    let shell = ManagedEngineShell(
      request: start, setup: setup, client: client, events: events, told: told)
    events.yield(.start)
    life = Task { await shell.run(incoming) }
  }

  deinit { life.cancel() }

  /// Returns when it is gone; at once if it is gone already.
  public func stop() async {
    events.yield(.stop)
    await life.value
  }

  /// Returns when it has stopped or failed, whatever the reason.
  public func ended() async {
    await life.value
  }

  /// The last lines of its log, oldest first, without colours and cursor movements. Their text is
  /// the engine's: whoever shows it makes it safe.
  public func lastLogLines(_ count: Int) -> [String] {
    Self.lastLogLines(count, of: log)
  }

  /// As of a running one. A log that is not there has no lines.
  public static func lastLogLines(_ count: Int, of log: String) -> [String] {
    guard let file = LogFile.reading(log) else { return [] }
    defer { try? file.close() }
    let wanted = UInt64(max(1, count)) * 1024
    guard let size = try? file.seekToEnd() else { return [] }
    let start = size > wanted ? size - wanted : 0
    guard (try? file.seek(toOffset: start)) != nil, let data = try? file.readToEnd() else {
      return []
    }
    // The first line may have begun before.
    let whole = start == 0 ? data[...] : data.drop { $0 != 0x0A }
    return EngineLogText.lastLines(count, of: whole)
  }
}
