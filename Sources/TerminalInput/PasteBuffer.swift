/// Collects a bracketed paste until its end mark, `ESC [ 2 0 1 ~`.
struct PasteBuffer: Sendable {
  private static let endMark = Array("\u{1B}[201~".utf8)

  private var bytes: [UInt8] = []
  private(set) var isComplete = false

  /// Takes bytes from `index` on, and moves it behind what was taken.
  ///
  /// - Returns: the text, when the paste is complete or has outgrown `limit`. In the second case
  ///   the rest follows; the cut is never inside a character, a line end or the end mark.
  mutating func append(_ source: [UInt8], from index: inout Int, limit: Int) -> String? {
    isComplete = false
    while index < source.count, bytes.count < limit {
      let stretch = source[index...].prefix(limit - bytes.count)
      guard let last = stretch.firstIndex(of: Self.endMark.last!) else {
        bytes += stretch
        index = stretch.endIndex
        break
      }
      bytes += source[index...last]
      index = last + 1
      if bytes.suffix(Self.endMark.count).elementsEqual(Self.endMark) {
        bytes.removeLast(Self.endMark.count)
        isComplete = true
        return takeAll()
      }
    }
    guard bytes.count >= limit else { return nil }
    var cut = bytes.count - Self.endMark.count
    cut -= Self.unfinishedUTF8(bytes[..<cut])
    if bytes[cut - 1] == 0x0D { cut -= 1 }
    let text = Self.text(bytes[..<cut])
    bytes.removeFirst(cut)
    return text
  }

  mutating func takeAll() -> String {
    defer { bytes = [] }
    return Self.text(bytes[...])
  }

  /// Line ends become `\n`; malformed UTF-8 becomes U+FFFD.
  static func text(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(0x0D) else { return String(decoding: bytes, as: UTF8.self) }
    var normalised: [UInt8] = []
    normalised.reserveCapacity(bytes.count)
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == 0x0D {
        normalised.append(0x0A)
      } else if byte != 0x0A || previous != 0x0D {
        normalised.append(byte)
      }
      previous = byte
    }
    return String(decoding: normalised, as: UTF8.self)
  }

  /// How many bytes at the end begin a character that the rest has to complete.
  static func unfinishedUTF8(_ bytes: ArraySlice<UInt8>) -> Int {
    for (count, byte) in bytes.suffix(3).reversed().enumerated() where byte & 0xC0 != 0x80 {
      let needed = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 1
      return needed > count + 1 ? count + 1 : 0
    }
    return 0
  }
}
