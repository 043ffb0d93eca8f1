/// Takes a growing log apart into lines. Pure: bytes go in, in any portions.
struct EngineLogTail: Sendable {
  /// A longer line is cut; no engine means to write one.
  private static let limit = 64 << 10

  private var pending: [UInt8] = []

  /// The line that has begun and not ended: a progress bar, or dots that still come.
  var unfinished: String { String(decoding: pending, as: UTF8.self) }

  /// - Returns: the lines that ended; a progress bar ends its line with a carriage return.
  mutating func add(_ bytes: some Sequence<UInt8>) -> [String] {
    var lines: [String] = []
    for byte in bytes {
      if byte == 0x0A || byte == 0x0D {
        if !pending.isEmpty { lines.append(unfinished) }
        pending.removeAll(keepingCapacity: true)
      } else if pending.count < Self.limit {
        pending.append(byte)
      }
    }
    return lines
  }

  static func lines(of bytes: some Sequence<UInt8>) -> [String] {
    var tail = EngineLogTail()
    let lines = tail.add(bytes)
    return tail.pending.isEmpty ? lines : lines + [tail.unfinished]
  }
}
