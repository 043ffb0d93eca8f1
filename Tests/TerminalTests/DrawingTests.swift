import Foundation
import Testing

/// Whether tmux, the oracle, is installed.
private let hasTmux = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/opt/homebrew/bin/tmux"]
  .contains { FileManager.default.isExecutableFile(atPath: $0) }

@Test("What tmux shows equals the frame that was drawn", .enabled(if: hasTmux))
func tmuxShowsTheFrame() throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "probe-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  for _ in 0..<4 {
    let seed = UInt64.random(in: 1...UInt64.max)
    let report = folder.appending(path: "\(seed)")
    let script = """
      exec tmux -L probe-\(seed) -f /dev/null new-session -d -x 83 -y 21 \
      "LC_ALL=C.UTF-8 '\(PseudoTerminal.probe)' frames \(seed) '\(report.path)'; \
      tmux wait-for -S done" \\; wait-for done
      """
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["LC_ALL": "C.UTF-8"]) { $1 }
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let differences = try String(contentsOf: report, encoding: .utf8)
    #expect(differences == "", "seed \(seed)")
  }
}
