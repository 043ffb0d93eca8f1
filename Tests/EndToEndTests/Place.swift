import Foundation

/// A folder of its own for one test: a workspace with the shipped policies and samples, a home, and
/// everything else that Precept would look for in the user's folders. Gone when the test ends.
final class Place: Sendable {
  static let repository = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  let root: URL
  let workspace: URL
  let home: URL

  init(workspace withWorkspace: Bool = true) throws {
    let files = FileManager.default
    // tmux puts its socket below, whose path may have 107 bytes at most.
    root = URL(filePath: "/tmp").appending(path: "precept-e2e-\(UUID().uuidString.prefix(8))")
    workspace = root.appending(path: "workspace")
    home = root.appending(path: "home")
    try files.createDirectory(at: workspace, withIntermediateDirectories: true)
    try files.createDirectory(at: home, withIntermediateDirectories: true)
    if withWorkspace {
      for name in ["policies", "samples"] {
        try files.copyItem(
          at: Self.repository.appending(path: name), to: workspace.appending(path: name))
      }
    }
  }

  deinit {
    // A test may have taken the right to write away.
    _ = try? Shell.run(["chmod", "-R", "u+rwx", root.path], environment: environment())
    try? FileManager.default.removeItem(at: root)
  }

  /// The whole environment of the product: nothing of the user's is in it.
  func environment(_ more: [String: String] = [:]) -> [String: String] {
    var environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "LANG": "C.UTF-8", "TERM": "xterm-256color", "HOME": home.path, "USER": "tester",
      "XDG_CONFIG_HOME": home.path + "/config", "XDG_STATE_HOME": home.path + "/state",
      "XDG_CACHE_HOME": home.path + "/cache", "XDG_DATA_HOME": home.path + "/data",
      "TMPDIR": root.path,
    ]
    if let path = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] {
      environment["LD_LIBRARY_PATH"] = path
    }
    return environment.merging(more) { $1 }
  }

  /// Writes a file below the workspace, with the folders above it.
  func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
  }

  func write(_ data: Data, to path: String) throws {
    try Self.write(data, to: workspace.appending(path: path))
  }

  /// The user's own settings.
  func configure(_ toml: String) throws {
    try Self.write(Data(toml.utf8), to: home.appending(path: "config/precept/config.toml"))
  }

  func read(_ path: String) throws -> String {
    try String(contentsOf: workspace.appending(path: path), encoding: .utf8)
  }

  private static func write(_ data: Data, to file: URL) throws {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }
}
