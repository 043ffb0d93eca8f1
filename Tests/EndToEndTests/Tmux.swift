import Foundation

/// A tmux server of its own.
struct Tmux: Sendable {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  let folder: URL
  let environment: [String: String]

  init(folder: URL, environment: [String: String]) {
    self.folder = folder
    self.environment = environment.merging(["TMUX_TMPDIR": folder.path]) { $1 }
  }

  @discardableResult
  func run(_ arguments: String...) throws -> String { try run(arguments) }

  /// - Returns: what tmux printed.
  @discardableResult
  func run(_ arguments: [String]) throws -> String {
    let done = try Shell.run(
      ["tmux", "-L", "e2e", "-f", "/dev/null"] + arguments, environment: environment)
    guard done.status == 0 else {
      throw Failure(description: "tmux \(arguments.first ?? ""): \(done.err)")
    }
    return done.out
  }

  /// The value of a format such as `#{pane_tty}`.
  func ask(_ format: String) throws -> String {
    try run("display-message", "-p", format).trimmingCharacters(in: .newlines)
  }

  /// Writes the bytes to the program, as if the terminal had sent them.
  func send(_ bytes: [UInt8]) throws {
    guard bytes.count > 2000 else {
      try run(["send-keys", "-H"] + bytes.map { String($0, radix: 16) })
      return
    }
    let file = folder.appending(path: "input")
    try Data(bytes).write(to: file)
    try run("load-buffer", file.path, ";", "paste-buffer", "-r", "-d")
  }
}
