import Foundation

/// Reads what a log has grown by.
///
/// By the name: whoever moves the log away starts it anew.
struct LogReader {
  /// Of what grew while nobody read, so much of the end is read.
  private static let limit: UInt64 = 1 << 20

  let path: String
  private var offset: UInt64
  private var tail = EngineLogTail()

  /// Begins at the end of what is there.
  init(path: String) {
    self.path = path
    offset = Self.size(path)
  }

  /// The lines that ended since the last call, then the one that has begun, where it is a progress.
  mutating func read() -> [String] {
    guard let file = LogFile.reading(path) else { return [] }
    defer { try? file.close() }
    let size = (try? file.seekToEnd()) ?? 0
    if size < offset { offset = 0 }
    if size - offset > Self.limit {
      offset = size - Self.limit
      tail = EngineLogTail()
    }
    var lines: [String] = []
    do {
      try file.seek(toOffset: offset)
      while let data = try file.read(upToCount: 1 << 20), !data.isEmpty {
        offset += UInt64(data.count)
        lines += tail.add(data)
      }
    } catch {
      return lines
    }
    if let line = EngineLogLine(tail.unfinished) {
      switch line {
      case .downloading, .loading: lines.append(tail.unfinished)
      default: break
      }
    }
    return lines
  }

  private static func size(_ path: String) -> UInt64 {
    guard let file = LogFile.reading(path) else { return 0 }
    defer { try? file.close() }
    return (try? file.seekToEnd()) ?? 0
  }
}

/// How a log is opened to be read.
enum LogFile {
  /// A regular file and no link, never waiting for a pipe; nil where it cannot be opened as such.
  static func reading(_ path: String) -> FileHandle? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return nil
    }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }
}
