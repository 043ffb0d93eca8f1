import Foundation
import Runs

/// What is known of the managed engine outside the process that owns it: its state file, and the
/// lines that a new owner tells the command that started it.
struct EngineState: Codable, Hashable, Sendable {
  enum Phase: String, Codable, Sendable {
    case starting, downloading, loading, ready, restarting, stopping, stopped, failed
  }

  static let newestFormat = 1

  var format = EngineState.newestFormat
  /// Of the owner, and the machine where that number means something.
  var pid: Int32
  var host: String
  var phase: Phase
  @BoundedCount var percent: Int?
  /// Why it failed: one sentence, and what to do.
  var problem: String?
  var url: String?
  var model: String
  var log: String?

  init(_ status: ManagedEngineStatus) {
    pid = getpid()
    host = ProcessInfo.processInfo.hostName
    model = status.model
    url = status.url
    log = status.log
    switch status.phase {
    case .starting: phase = .starting
    case .downloading(let percent): (phase, self.percent) = (.downloading, percent)
    case .loading(let percent): (phase, self.percent) = (.loading, percent)
    case .ready: phase = .ready
    case .restarting: phase = .restarting
    case .stopping: phase = .stopping
    case .stopped: phase = .stopped
    case .failed(let sentence): (phase, problem) = (.failed, sentence)
    }
  }

  /// - Returns: nil for what no owner of this version wrote.
  init?(json: some Sequence<UInt8>) {
    guard let state = try? JSONDecoder().decode(EngineState.self, from: Data(json)),
      state.format == Self.newestFormat
    else { return nil }
    self = state
  }

  /// On one line.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// As `engine status --json` has it.
  var document: JSON {
    [
      "name": "llama-server", "phase": .string(phase.rawValue), "percent": JSON(percent),
      "url": JSON(url), "model": .string(model), "pid": .int(Int(pid)), "log": JSON(log),
      "problem": JSON(problem),
    ]
  }

  /// For people.
  var words: String {
    switch phase {
    case .starting: "llama-server starts on \(model)"
    case .downloading: "llama-server fetches \(model)" + (percent.map { ": \($0) %" } ?? "")
    case .loading: "llama-server loads \(model)" + (percent.map { ": \($0) %" } ?? "")
    case .ready: "llama-server serves \(model) at \(url ?? "")"
    case .restarting: "llama-server crashed; it is started again on \(model)"
    case .stopping: "llama-server stops"
    case .stopped: "llama-server has stopped"
    case .failed: problem ?? "llama-server failed"
    }
  }
}
