import Foundation
import Logging

/// Log lines in a file; the terminal belongs to the workbench. Never content, never keys.
struct FileLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info
  private let file: FileHandle?

  init(path: String) {
    if !FileManager.default.fileExists(atPath: path) {
      _ = FileManager.default.createFile(
        atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    }
    file = FileHandle(forWritingAtPath: path)
    _ = try? file?.seekToEnd()
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let line = "\(StorageDesk.now) \(event.level) \(event.message)\n"
    try? file?.write(contentsOf: Data(line.utf8))
  }
}
