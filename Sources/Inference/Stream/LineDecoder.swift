internal import Foundation

/// Bytes to lines, wherever they are split. Lines end with LF, CR or CRLF; a leading byte order mark
/// and empty lines are dropped.
///
/// Complexity: linear in the bytes consumed.
struct LineDecoder: Sendable {
  private let limit: Int
  /// Whether a line was longer than the limit; nothing is read after it.
  private(set) var isOversized = false
  private var line: [UInt8] = []
  private var skipsLineFeed = false
  private var isFirst = true

  /// - Parameter limit: bytes of the longest line.
  init(limit: Int = FrameDecoder.limit) {
    self.limit = limit
  }

  /// The lines that these bytes complete, without their ends; empty ones are given only on request.
  mutating func consume(_ bytes: some Sequence<UInt8>, keepingEmpty: Bool = false) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    let isRead: Void? = bytes.withContiguousStorageIfAvailable {
      read($0, into: &lines, keepingEmpty: keepingEmpty)
    }
    if isRead == nil {
      Array(bytes).withUnsafeBufferPointer { read($0, into: &lines, keepingEmpty: keepingEmpty) }
    }
    return lines
  }

  private mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, into lines: inout [[UInt8]], keepingEmpty: Bool
  ) {
    var start = 0
    var lineFeed = Self.first(0x0A, in: bytes, from: 0)
    while start < bytes.count, !isOversized {
      if skipsLineFeed {
        skipsLineFeed = false
        if bytes[start] == 0x0A {
          start += 1
          continue
        }
      }
      if lineFeed < start { lineFeed = Self.first(0x0A, in: bytes, from: start) }
      let end = Self.first(0x0D, in: UnsafeBufferPointer(rebasing: bytes[..<lineFeed]), from: start)
      guard line.count + end - start <= limit else {
        isOversized = true
        line = []
        return
      }
      line.append(contentsOf: bytes[start..<end])
      guard end < bytes.count else { return }
      skipsLineFeed = bytes[end] == 0x0D
      start = end + 1
      let whole = take()
      if keepingEmpty || !whole.isEmpty { lines.append(whole) }
    }
  }

  /// Where the byte stands first; the end where it does not.
  private static func first(
    _ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    guard start < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + start, Int32(byte), bytes.count - start)
    else { return bytes.count }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// The line that the end of the stream cut off.
  mutating func finish() -> [UInt8]? {
    line.isEmpty ? nil : take()
  }

  private mutating func take() -> [UInt8] {
    defer { line.removeAll(keepingCapacity: true) }
    guard isFirst else { return line }
    isFirst = false
    return line.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(line.dropFirst(3)) : line
  }
}
