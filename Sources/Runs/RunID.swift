/// One run of one content under one policy.
public struct Run: Sendable {
  /// A ULID (github.com/ulid/spec): 26 Crockford base-32 digits that sort by time of creation.
  public struct ID: Hashable, Codable, Sendable, Comparable, CustomStringConvertible {
    public let text: String

    /// - Parameters:
    ///   - milliseconds: since 1970, UTC; the low 48 bits are used.
    ///   - random: 80 random bits, the upper 16 in `high`.
    public init(milliseconds: UInt64, high: UInt16, low: UInt64) {
      let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
      var time = milliseconds & 0xFFFF_FFFF_FFFF
      var bytes = [UInt8](repeating: 0, count: 26)
      for index in stride(from: 9, through: 0, by: -1) {
        bytes[index] = digits[Int(time & 31)]
        time >>= 5
      }
      var upper = UInt64(high)
      var lower = low
      for index in stride(from: 25, through: 10, by: -1) {
        bytes[index] = digits[Int(lower & 31)]
        lower = (lower >> 5) | ((upper & 31) << 59)
        upper >>= 5
      }
      text = String(decoding: bytes, as: UTF8.self)
    }

    /// - Parameter milliseconds: since 1970, UTC.
    public init(milliseconds: Int64, using generator: inout some RandomNumberGenerator) {
      self.init(
        milliseconds: UInt64(max(0, milliseconds)),
        high: UInt16(truncatingIfNeeded: generator.next()), low: generator.next())
    }

    /// An id read back from a record or an argument: 26 base-32 digits, any case.
    public init?(_ text: String) {
      guard text.utf8.count == 26, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
      let upper = text.uppercased()
      // 26 digits hold 130 bits, an id has 128.
      guard let first = upper.utf8.first, first <= UInt8(ascii: "7"),
        upper.utf8.allSatisfy({ "0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8.contains($0) })
      else { return nil }
      self.text = upper
    }

    public init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      let text = try container.decode(String.self)
      guard let id = ID(text) else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "\(text) is no run id")
      }
      self = id
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(text)
    }

    public var description: String { text }
    public static func < (left: ID, right: ID) -> Bool { left.text < right.text }
  }
}
