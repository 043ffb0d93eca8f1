import Foundation

/// Commands without a terminal, run to their end.
enum Shell {
  struct Outcome {
    var status: Int32
    var out: String
    var err: String

    /// The one JSON document that the command printed.
    func json() throws -> JSONValue { try JSONValue(out) }
  }

  /// Runs a line of POSIX shell in the folder.
  static func run(
    _ line: String, input: String = "", folder: URL, environment: [String: String]
  ) throws -> Outcome {
    try run(
      ["sh", "-c", "cd '\(folder.path)' && { \(line)\n}"], input: input, environment: environment)
  }

  static func run(
    _ arguments: [String], input: String = "", environment: [String: String]
  ) throws -> Outcome {
    let scratch = FileManager.default.temporaryDirectory
    let files = try ["in", "out", "err"].map { name in
      let file = scratch.appending(path: "precept-e2e-\(UUID().uuidString).\(name)")
      try Data((name == "in" ? input : "").utf8).write(to: file)
      return (file, try FileHandle(forUpdating: file))
    }
    defer { for (file, _) in files { try? FileManager.default.removeItem(at: file) } }
    let child = try ChildProcess(
      arguments, environment: environment, streams: files.map { $0.1.fileDescriptor })
    let status = try child.wait()
    func text(_ index: Int) throws -> String {
      String(decoding: try Data(contentsOf: files[index].0), as: UTF8.self)
    }
    return Outcome(status: status, out: try text(1), err: try text(2))
  }
}

/// The binary under test.
enum Precept {
  struct Missing: Error, CustomStringConvertible {
    var path: String
    var description: String {
      "There is no binary at \(path). Run `swift build`, or name one in PRECEPT_BINARY."
    }
  }

  static func binary() throws -> String {
    let path =
      ProcessInfo.processInfo.environment["PRECEPT_BINARY"]
      ?? Place.repository.path + "/.build/debug/precept"
    guard FileManager.default.isExecutableFile(atPath: path) else { throw Missing(path: path) }
    return path
  }

  /// Runs a command in the place's workspace.
  ///
  /// - Parameter arguments: as a shell takes them apart.
  static func run(
    _ arguments: String, input: String = "", in place: Place, environment: [String: String] = [:]
  ) throws -> Shell.Outcome {
    try Shell.run(
      "'\(try binary())' \(arguments)", input: input, folder: place.workspace,
      environment: place.environment(environment))
  }
}
