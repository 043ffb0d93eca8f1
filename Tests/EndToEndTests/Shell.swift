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

  /// Runs a line of POSIX shell. Output goes through files, so that no pipe can fill.
  static func run(
    _ line: String, input: String = "", in place: Place, environment: [String: String]? = nil
  ) throws -> Outcome {
    let folder = place.root.appending(path: "run-\(UUID().uuidString.prefix(8))")
    let files = FileManager.default
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: folder) }
    let given = folder.appending(path: "in")
    try Data(input.utf8).write(to: given)
    let (out, err) = (folder.appending(path: "out"), folder.appending(path: "err"))
    for file in [out, err] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = place.workspace
    process.environment = environment ?? place.environment()
    process.standardInput = try FileHandle(forReadingFrom: given)
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      out: String(decoding: try Data(contentsOf: out), as: UTF8.self),
      err: String(decoding: try Data(contentsOf: err), as: UTF8.self))
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
      "exec '\(try binary())' \(arguments)", input: input, in: place,
      environment: place.environment(environment))
  }
}
