import Foundation
import Synchronization
import Testing

/// llama.cpp's own server with the tiny model, through `script/engine`.
///
/// The script ends with this process, whose end of its stdin it watches.
final class RealEngine: Sendable {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Whether the engine can be had here; on CI it must be, so that its tests fail there instead of
  /// being skipped.
  static let isAvailable: Bool = {
    if ProcessInfo.processInfo.environment["CI"] != nil { return true }
    guard let process = try? launch(["--prepare"]) else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  let url: String
  private let process: Process

  /// - Parameter settings: `key=value` of the script.
  init(_ settings: String...) throws {
    let output = Pipe()
    process = try Self.launch(["--until-eof"] + settings, output: output)
    var line: [UInt8] = []
    while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A {
      line.append(byte)
    }
    let text = String(decoding: line, as: UTF8.self)
    let prefix = "listening "
    try #require(text.hasPrefix(prefix), "script/engine said “\(text)”")
    url = String(text.dropFirst(prefix.count))
  }

  /// A server whose context is so large that it loads for most of a second; returns before it
  /// listens.
  init(loadingOn port: Int) throws {
    process = try Self.launch([
      "--until-eof", "--port", String(port), "n_ctx=1000000", "n_parallel=1",
    ])
    url = "http://127.0.0.1:\(port)"
  }

  deinit { kill() }

  /// Ends the server, in the middle of whatever it does.
  func kill() {
    guard process.isRunning else { return }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  private static func launch(_ arguments: [String], output: Pipe? = nil) throws -> Process {
    let process = Process()
    process.executableURL = root.appending(path: "script/engine")
    process.arguments = arguments
    process.standardInput = Pipe()
    process.standardOutput = output ?? FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}
