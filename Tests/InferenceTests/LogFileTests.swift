import Foundation
import Testing

@testable import Inference

struct LogFileTests {
  @Test func `a log is read, but neither through a link nor from a pipe`() throws {
    let folder = NSTemporaryDirectory() + "/precept-log-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("one\ntwo\n".utf8).write(to: URL(filePath: folder + "/log"))
    symlink("log", folder + "/link")
    try #require(mkfifo(folder + "/pipe", 0o600) == 0)
    #expect(ManagedEngine.lastLogLines(1, of: folder + "/log") == ["two"])
    for name in ["link", "pipe", "none"] {
      #expect(ManagedEngine.lastLogLines(1, of: folder + "/" + name) == [])
      var reader = LogReader(path: folder + "/" + name)
      #expect(reader.read() == [])
    }
  }
}
