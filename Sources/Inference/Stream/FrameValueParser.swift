internal import Foundation

/// Reads one ``FrameValue``, leniently where engines need it.
struct FrameValueParser {
  struct NotJSON: Error {}

  let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  private var depth = 0
  /// Whether text held what no text can: half a surrogate pair, or bytes that are not UTF-8.
  private(set) var isRepaired = false

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// - Throws: ``NotJSON`` where the bytes are not one value and nothing else.
  mutating func document() throws -> FrameValue {
    let value = try value()
    skipSpace()
    guard at == bytes.count else { throw NotJSON() }
    return value
  }

  private mutating func skipSpace() {
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
  }

  private mutating func value() throws -> FrameValue {
    skipSpace()
    guard at < bytes.count else { throw NotJSON() }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try nested { try $0.object() }
    case UInt8(ascii: "["): return try nested { try $0.array() }
    case UInt8(ascii: "\""): return .string(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "N"): return try word("NaN", .real(.nan))
    case UInt8(ascii: "I"): return try word("Infinity", .real(.infinity))
    default: return try number()
    }
  }

  private mutating func nested(
    _ read: (inout FrameValueParser) throws -> FrameValue
  ) throws -> FrameValue {
    depth += 1
    guard depth <= FrameValue.deepest else { throw NotJSON() }
    at += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws -> FrameValue {
    var members: [FrameValue.Member] = []
    if take(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw NotJSON() }
      let key = try text()
      guard take(UInt8(ascii: ":")) else { throw NotJSON() }
      members.append(.init(key: key, value: try value()))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw NotJSON() }
    return .object(members)
  }

  private mutating func array() throws -> FrameValue {
    var elements: [FrameValue] = []
    if take(UInt8(ascii: "]")) { return .array([]) }
    repeat { elements.append(try value()) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw NotJSON() }
    return .array(elements)
  }

  /// Steps over the byte where it comes next.
  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func word(_ word: String, _ value: FrameValue) throws -> FrameValue {
    guard bytes[at...].starts(with: word.utf8) else { throw NotJSON() }
    at += word.utf8.count
    return value
  }

  private mutating func number() throws -> FrameValue {
    let start = at
    var isWhole = true
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    if at < bytes.count, bytes[at] == UInt8(ascii: "I") {
      return try word("Infinity", .real(-.infinity))
    }
    guard skipDigits() else { throw NotJSON() }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      isWhole = false
      at += 1
      guard skipDigits() else { throw NotJSON() }
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      at += 1
      if at < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[at]) { at += 1 }
      guard skipDigits() else { throw NotJSON() }
    }
    let spelling = String(decoding: bytes[start..<at], as: UTF8.self)
    if isWhole, let whole = Int(spelling) { return .integer(whole) }
    return .real(Double(spelling) ?? .nan)
  }

  private mutating func skipDigits() -> Bool {
    let start = at
    while at < bytes.count, 0x30...0x39 ~= bytes[at] { at += 1 }
    return at > start
  }

  // MARK: Text

  private mutating func text() throws -> String {
    at += 1
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") {
      at += 1
    }
    guard at < bytes.count else { throw NotJSON() }
    if bytes[at] == UInt8(ascii: "\"") {
      defer { at += 1 }
      return decode(bytes[start..<at])
    }
    var units = Array(bytes[start..<at])
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      if bytes[at] == UInt8(ascii: "\\") {
        units.append(contentsOf: String(try escaped()).utf8)
      } else {
        units.append(bytes[at])
        at += 1
      }
    }
    guard at < bytes.count else { throw NotJSON() }
    at += 1
    return decode(units)
  }

  private mutating func decode(_ units: some Collection<UInt8>) -> String {
    let isValid =
      units.withContiguousStorageIfAvailable { String(validating: $0, as: UTF8.self) } ?? nil
    if let isValid { return isValid }
    isRepaired = true
    return String(decoding: units, as: UTF8.self)
  }

  private mutating func escaped() throws -> Unicode.Scalar {
    at += 1
    guard at < bytes.count else { throw NotJSON() }
    let letter = bytes[at]
    at += 1
    switch letter {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "u"): return try scalar()
    default: throw NotJSON()
    }
  }

  /// After `\u`: a scalar, of one unit or of a surrogate pair.
  private mutating func scalar() throws -> Unicode.Scalar {
    let unit = try hexadecimal()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    let before = at
    if unit < 0xDC00, bytes[at...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
      at += 2
      let low = try hexadecimal()
      if 0xDC00...0xDFFF ~= low,
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      {
        return scalar
      }
      at = before
    }
    isRepaired = true
    return "\u{FFFD}"
  }

  private mutating func hexadecimal() throws -> UInt32 {
    guard at + 4 <= bytes.count else { throw NotJSON() }
    let digits = bytes[at..<at + 4]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }),
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw NotJSON() }
    at += 4
    return unit
  }
}
