import Foundation
import Logging
import Synchronization
import Workspace

/// Log lines in a file; the terminal belongs to the workbench. Never content, never keys.
struct FileLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info
  private let file: LazyFile

  /// - Parameter path: asked for with the first line; without one, lines are dropped.
  init(path: @escaping @Sendable () -> String?) {
    file = LazyFile(path: path)
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let line = "\(TimeSource.system.timestamp) \(event.level) \(event.message)\n"
    file.write(line)
  }
}

/// A file that is opened with the first line written to it.
private final class LazyFile: Sendable {
  private let path: @Sendable () -> String?
  private let handle = Mutex<FileHandle?>(nil)

  init(path: @escaping @Sendable () -> String?) {
    self.path = path
  }

  func write(_ line: String) {
    handle.withLock { handle in
      if handle == nil { handle = path().flatMap(Self.open) }
      try? handle?.write(contentsOf: Data(line.utf8))
    }
  }

  /// Only in a folder of this user: elsewhere a file of that name may be anybody's.
  private static func open(_ path: String) -> FileHandle? {
    let folder = PrivateFolder((path as NSString).deletingLastPathComponent)
    let name = (path as NSString).lastPathComponent
    guard let descriptor = try? folder.open(name, for: .appending) else { return nil }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }
}
