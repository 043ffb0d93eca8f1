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
    guard let file = FileHandle(forReadingAtPath: path) else { return [] }
    defer { try? file.close() }
    let size = Self.size(path)
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
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.uint64Value ?? 0
  }
}
