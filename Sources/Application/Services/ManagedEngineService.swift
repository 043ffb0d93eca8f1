import Inference
import Runs
import Synchronization

/// The one engine that the workbench has started: it is gone when the workbench is.
///
/// It is not that of `precept engine start`, which outlives the command and has a lock of its own.
final class ManagedEngineService: Sendable {
  private let client: LazyClient
  private let program: @Sendable () throws -> String
  private let log: @Sendable () throws -> String
  private let current = Mutex<(engine: ManagedEngine, telling: Task<Void, Never>)?>(nil)

  /// - Parameters:
  ///   - program: the path of llama-server.
  ///   - log: the path of its log.
  init(
    client: LazyClient, program: @escaping @Sendable () throws -> String,
    log: @escaping @Sendable () throws -> String
  ) {
    self.client = client
    self.program = program
    self.log = log
  }

  /// Starts an engine; one that was started before is stopped first.
  func start(_ request: EngineStart, tell: @escaping @Sendable (ManagedEngineStatus) -> Void) {
    let before = current.withLock { $0 }
    Task { @concurrent in
      await before?.engine.stop()
      do {
        let request = try EngineCommands.checked(request)
        let engine = ManagedEngine(
          request,
          setup: .init(
            server: try program(), supervisor: OwnProgram.command("supervise-engine"),
            log: try log()),
          client: client.value)
        let telling = Task { @concurrent in
          for await status in engine.statuses { tell(status) }
        }
        current.withLock { $0 = (engine, telling) }
      } catch {
        tell(ManagedEngineStatus(phase: .failed("\(error)"), model: request.model.name))
      }
    }
  }

  func stop() {
    guard let engine = current.withLock({ $0?.engine }) else { return }
    Task { @concurrent in await engine.stop() }
  }

  func lastLogLines(_ count: Int) -> [String] {
    guard let path = try? log() else { return [] }
    return ManagedEngine.lastLogLines(count, of: path)
  }

  /// Stops it, and waits until it is gone.
  func finish() async {
    guard let (engine, telling) = current.withLock({ $0 }) else { return }
    await engine.stop()
    await telling.value
  }
}

extension EngineStart.Model {
  /// As it was asked for.
  fileprivate var name: String {
    switch self {
    case .file(let path): path
    case .repository(let repository): repository
    }
  }
}
