/// Finds where a text quotes a content that is masked.
///
/// A quotation is any ``shortest`` bytes of the content in a row (of a shorter content, the whole),
/// without regard to ASCII case and with any white space taken for any other. It is found wherever it stands, so that a chain that
/// repeats the content does not give it away.
public struct ContentMask: Hashable, Sendable {
  /// Twelve letters, or four characters of Chinese.
  public static let shortest = 12
  /// A content below this is in every text: `a`, `no`.
  static let least = 4
  /// Of a longer content, so much is known; what is behind it is not recognised.
  static let longestContent = 200_000

  private let length: Int
  private let windows: Set<UInt64>

  /// Complexity: linear in the content.
  public init(_ content: String) {
    var windows: Set<UInt64> = []
    let length = min(Self.shortest, max(Self.least, content.utf8.count))
    var rolling = RollingHash(length)
    for (index, byte) in content.utf8.prefix(Self.longestContent).enumerated() {
      rolling.take(byte)
      if index + 1 >= length { windows.insert(rolling.value) }
    }
    self.length = length
    self.windows = windows
  }

  /// The UTF-8 offsets at which the text quotes the content, ascending and apart.
  ///
  /// Complexity: linear in the text.
  public func ranges(in text: String) -> [Range<Int>] {
    guard !windows.isEmpty else { return [] }
    var ranges: [Range<Int>] = []
    var rolling = RollingHash(length)
    for (index, byte) in text.utf8.enumerated() {
      rolling.take(byte)
      guard index + 1 >= length, windows.contains(rolling.value) else { continue }
      let start = index + 1 - length
      if let last = ranges.last, last.upperBound >= start {
        ranges[ranges.count - 1] = last.lowerBound..<(index + 1)
      } else {
        ranges.append(start..<(index + 1))
      }
    }
    return ranges
  }

  /// The text with blocks where it quotes the content.
  public func masked(_ text: String, ascii: Bool) -> String {
    let ranges = ranges(in: text)
    guard !ranges.isEmpty else { return text }
    return Blocks.masking(text, ascii: ascii) { source in
      ranges.contains { $0.overlaps(source) }
    }
  }
}

/// A hash of the last so many bytes. Two that differ by chance alike only mask a few
/// characters more.
private struct RollingHash {
  private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

  private(set) var value: UInt64 = 0
  private var last: [UInt8]
  private var next = 0
  /// The base to the power of the length, for the byte that leaves.
  private let leaving: UInt64

  init(_ length: Int) {
    last = [UInt8](repeating: 0, count: length)
    leaving = (0..<length).reduce(1) { power, _ in power &* Self.base }
  }

  mutating func take(_ byte: UInt8) {
    let folded = Self.fold(byte)
    value = value &* Self.base &+ UInt64(folded) &- UInt64(last[next]) &* leaving
    last[next] = folded
    next = next + 1 == last.count ? 0 : next + 1
  }

  private static func fold(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x09...0x0D: 0x20
    case 0x41...0x5A: byte | 0x20
    default: byte
    }
  }
}
