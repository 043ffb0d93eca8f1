import Foundation
import Testing

/// llama.cpp's own server with the tiny model of `Tests/Fixtures/engine`, until it is let go.
final class RealEngine: Sendable {
  /// Why there is none on this machine; nil where there is one. In CI there must be one.
  static let unavailable: String? = {
    if ProcessInfo.processInfo.environment["CI"] != nil { return nil }
    let script = Place.repository.path + "/script/engine"
    do {
      let done = try Shell.run(
        [script, "--prepare"], environment: ProcessInfo.processInfo.environment)
      return done.status == 0 ? nil : done.err
    } catch {
      return "\(error)"
    }
  }()

  static var isAvailable: Bool { unavailable == nil }

  let url: String
  private let child: ChildProcess
  private let input: Pipe
  private let folder: URL

  /// - Parameter settings: fields of the server, such as `n_parallel=1`.
  init(_ settings: String...) async throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "precept-e2e-engine-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let log = folder.appending(path: "log")
    try Data().write(to: log)
    let output = try FileHandle(forUpdating: log)
    let input = Pipe()
    // Our end must not be inherited, or the engine never sees the end of its input.
    _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    child = try ChildProcess(
      [Place.repository.path + "/script/engine", "--until-eof"] + settings,
      environment: ProcessInfo.processInfo.environment,
      streams: [
        input.fileHandleForReading.fileDescriptor, output.fileDescriptor, output.fileDescriptor,
      ])
    self.input = input
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      let text = String(decoding: try Data(contentsOf: log), as: UTF8.self)
      if let range = text.firstRange(of: "listening http") {
        url = String(text[range.lowerBound...].dropFirst("listening ".count).prefix { $0 != "\n" })
        return
      }
      guard ContinuousClock.now < deadline else {
        kill(child.pid, SIGKILL)
        throw ChildProcess.Failure(description: "The engine does not listen:\n\(text)")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// Ends it at once, as a crash would.
  func kill9() throws {
    kill(child.pid, SIGKILL)
    _ = try child.wait()
  }

  deinit {
    kill(child.pid, SIGKILL)
    _ = try? child.wait()
    try? FileManager.default.removeItem(at: folder)
  }
}
