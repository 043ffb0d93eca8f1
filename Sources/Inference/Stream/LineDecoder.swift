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
    guard !isOversized else { return lines }
    for byte in bytes {
      switch byte {
      case 0x0A where skipsLineFeed:
        skipsLineFeed = false
      case 0x0A, 0x0D:
        skipsLineFeed = byte == 0x0D
        let whole = take()
        if keepingEmpty || !whole.isEmpty { lines.append(whole) }
      default:
        skipsLineFeed = false
        guard line.count < limit else {
          isOversized = true
          line = []
          return lines
        }
        line.append(byte)
      }
    }
    return lines
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
