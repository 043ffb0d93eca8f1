import Harmony
import Runs

/// The times of a run's deltas in two to four bytes each, where JSON takes fifty.
///
/// Format 1: the byte 1, then for each delta two variable-length numbers (LEB128, seven bits a
/// byte, lowest first): the zigzag of the milliseconds since the delta before, times four, plus the
/// channel (0 analysis, 1 commentary, 2 final); and the zigzag of the offset since the last of that
/// channel.
enum DeltaCoding {
  private static let format: UInt8 = 1

  static func encode(_ deltas: some Sequence<RunRecord.Delta>) -> [UInt8] {
    var bytes = [format]
    var time = 0
    var offsets = [0, 0, 0]
    for delta in deltas {
      let channel = number(of: delta.channel)
      // Wrapping, as in `decode`: times of damaged records are read, and written again.
      append(zigzag(delta.at &- time) << 2 | UInt64(channel), to: &bytes)
      append(zigzag(delta.offset &- offsets[channel]), to: &bytes)
      time = delta.at
      offsets[channel] = delta.offset
    }
    return bytes
  }

  /// - Throws: ``RunLogError`` when the bytes are of another format or cut.
  static func decode(_ bytes: some Sequence<UInt8>) throws -> [RunRecord.Delta] {
    var rest = Array(bytes)[...]
    guard rest.popFirst() == format else { throw RunLogError.damaged("its times are unreadable") }
    var deltas: [RunRecord.Delta] = []
    var time = 0
    var offsets = [0, 0, 0]
    while !rest.isEmpty {
      let first = try next(&rest)
      guard let channel = channel(Int(first & 3)) else {
        throw RunLogError.damaged("its times are unreadable")
      }
      // Wrapping, so that damaged bytes give wrong times and no trap.
      time &+= unzigzag(first >> 2)
      offsets[Int(first & 3)] &+= unzigzag(try next(&rest))
      deltas.append(.init(at: time, channel: channel, offset: offsets[Int(first & 3)]))
    }
    return deltas
  }

  private static func number(of channel: Channel) -> Int {
    switch channel {
    case .analysis: 0
    case .commentary: 1
    case .final: 2
    }
  }

  private static func channel(_ number: Int) -> Channel? {
    switch number {
    case 0: .analysis
    case 1: .commentary
    case 2: .final
    default: nil
    }
  }

  private static func zigzag(_ value: Int) -> UInt64 {
    UInt64(bitPattern: Int64(value) << 1 ^ Int64(value) >> 63)
  }

  private static func unzigzag(_ value: UInt64) -> Int {
    Int(Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
  }

  private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func next(_ bytes: inout ArraySlice<UInt8>) throws -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = bytes.popFirst() {
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
      guard shift < 64 else { break }
    }
    throw RunLogError.damaged("its times are cut")
  }
}
