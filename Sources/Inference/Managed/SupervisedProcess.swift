import Foundation
import Subprocess
import SystemPackage

/// An engine's process under its supervisor (Sources/CSupervisor), whose standard input is the pipe
/// that holds its life.
struct SupervisedProcess: Sendable {
  /// The supervisor and its first arguments; the log, `--` and the command follow.
  var supervisor: [String]
  var log: String
  var command: [String]
  /// Of this process; the engine gets a part of it.
  var own = ProcessInfo.processInfo.environment

  /// Settings of llama-server's that are no flags here, since a build that does not know a flag ends
  /// with it: no colours, although its output looks like a terminal; and no answers to pages of the
  /// web, which could otherwise ask an engine without a key (ggml-org/llama.cpp#25655).
  private static let settings = [
    "LLAMA_ARG_LOG_COLORS": "off", "LLAMA_ARG_CORS_ORIGINS": "localhost",
  ]

  /// What of this process's environment is an engine's business, and the settings above where the
  /// user has not said otherwise.
  var environment: [String: String] {
    EngineEnvironment.allowed(of: own).merging(Self.settings) { user, _ in user }
  }

  /// Runs it to its end. Ends it when the task is cancelled or `released` says so; should this process
  /// be killed, the kernel closes the pipe, and the supervisor ends it all the same.
  ///
  /// - Parameters:
  ///   - released: yields or ends when the engine is to stop.
  ///   - tell: each line of the supervisor, as it comes.
  /// - Throws: what swift-subprocess throws where the supervisor itself cannot be run.
  func run(
    until released: AsyncStream<Void>, tell: @escaping @Sendable (SupervisorLine) -> Void
  ) async throws {
    var options = PlatformOptions()
    // The supervisor gives the engine five seconds before it kills it.
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(8))]
    _ = try await Subprocess.run(
      .path(FilePath(supervisor[0])),
      arguments: Arguments(
        executablePathOverride: "precept",
        remainingValues: supervisor.dropFirst() + [log, "--"]
          + command),
      environment: .custom(
        Dictionary(
          uniqueKeysWithValues: environment.map {
            (Environment.Key(stringLiteral: $0.key), $0.value)
          })),
      platformOptions: options, input: .inputWriter, output: .sequence, error: .discarded
    ) { execution in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for await _ in released { break }
          try await execution.standardInputWriter.finish()
        }
        var tail = EngineLogTail()
        for try await buffer in execution.standardOutput {
          let lines = buffer.withUnsafeBytes { tail.add($0) }
          for line in lines.compactMap(SupervisorLine.init) { tell(line) }
        }
        group.cancelAll()
      }
    }
  }
}
