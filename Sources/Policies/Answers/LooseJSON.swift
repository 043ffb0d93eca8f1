/// JSON as models write it: trailing commas, single quotes, `True`, bare newlines in strings.
///
/// Reading never traps and never recurses deeper than ``maximumDepth``; what is not JSON is nil.
/// Numbers keep their spelling, objects the order and the repetition of their keys.
enum LooseJSON: Equatable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([LooseJSON])
  case object([Member])

  struct Member: Equatable {
    var key: String
    var value: LooseJSON
  }

  static let maximumDepth = 48

  /// The whole text as one value.
  init?(_ text: some StringProtocol) {
    var parser = Parser(bytes: Array(text.utf8))
    guard let value = parser.value(depth: 0) else { return nil }
    parser.skipSpace()
    guard parser.isAtEnd else { return nil }
    self = value
  }

  /// The objects that stand in a text, outermost ones only.
  ///
  /// - Returns: nil where there are too many braces to say, as in hostile text.
  static func objects(in text: some StringProtocol) -> [LooseJSON]? {
    var parser = Parser(bytes: Array(text.utf8))
    var found: [LooseJSON] = []
    var attempts = 0
    while parser.seek(0x7B) {
      attempts += 1
      guard attempts <= 64 else { return nil }
      let start = parser.index
      if let value = parser.value(depth: 0) {
        found.append(value)
      } else {
        parser.index = start + 1
      }
    }
    return found
  }
}

extension LooseJSON {
  private struct Parser {
    let bytes: [UInt8]
    var index = 0

    var isAtEnd: Bool { index >= bytes.count }
    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func seek(_ byte: UInt8) -> Bool {
      while index < bytes.count, bytes[index] != byte { index += 1 }
      return index < bytes.count
    }

    mutating func skipSpace() {
      while let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte) { index += 1 }
    }

    mutating func value(depth: Int) -> LooseJSON? {
      guard depth < LooseJSON.maximumDepth else { return nil }
      skipSpace()
      switch next {
      case 0x7B: return object(depth: depth)
      case 0x5B: return array(depth: depth)
      case 0x22, 0x27: return string().map { .string($0) }
      case .some: return word()
      case nil: return nil
      }
    }

    private mutating func object(depth: Int) -> LooseJSON? {
      index += 1
      var members: [Member] = []
      while true {
        skipSpace()
        if take(0x7D) { return .object(members) }
        guard let key = next == 0x22 || next == 0x27 ? string() : bareKey() else { return nil }
        skipSpace()
        guard take(0x3A), let value = value(depth: depth + 1) else { return nil }
        members.append(Member(key: key, value: value))
        skipSpace()
        if !take(0x2C), next != 0x7D { return nil }
      }
    }

    /// `decision` of `{decision: "block"}`.
    private mutating func bareKey() -> String? {
      let start = index
      while let byte = next, byte == 0x5F || (0x41...0x5A).contains(byte & ~0x20),
        index - start < 40
      {
        index += 1
      }
      return index > start ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
    }

    private mutating func array(depth: Int) -> LooseJSON? {
      index += 1
      var elements: [LooseJSON] = []
      while true {
        skipSpace()
        if take(0x5D) { return .array(elements) }
        guard let element = value(depth: depth + 1) else { return nil }
        elements.append(element)
        skipSpace()
        if !take(0x2C), next != 0x5D { return nil }
      }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
      guard next == byte else { return false }
      index += 1
      return true
    }

    private mutating func string() -> String? {
      guard let quote = next else { return nil }
      index += 1
      var content: [UInt8] = []
      while let byte = next {
        index += 1
        if byte == quote { return String(decoding: content, as: UTF8.self) }
        if byte != 0x5C {
          content.append(byte)
          continue
        }
        guard let escaped = next else { return nil }
        index += 1
        switch escaped {
        case 0x6E: content.append(0x0A)
        case 0x74: content.append(0x09)
        case 0x72: content.append(0x0D)
        case 0x62: content.append(0x08)
        case 0x66: content.append(0x0C)
        case 0x75:
          guard let scalar = unicodeEscape() else { return nil }
          content.append(contentsOf: String(Character(scalar)).utf8)
        default: content.append(escaped)
        }
      }
      return nil
    }

    /// After `\u`; a surrogate that lacks its other half becomes U+FFFD.
    private mutating func unicodeEscape() -> Unicode.Scalar? {
      guard let high = hexadecimal() else { return nil }
      if (0xD800...0xDBFF).contains(high), index + 1 < bytes.count, bytes[index] == 0x5C,
        bytes[index + 1] == 0x75
      {
        let before = index
        index += 2
        if let low = hexadecimal(), (0xDC00...0xDFFF).contains(low) {
          return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        }
        index = before
      }
      return Unicode.Scalar(high) ?? "\u{FFFD}"
    }

    private mutating func hexadecimal() -> UInt32? {
      guard index + 4 <= bytes.count else { return nil }
      let digits = String(decoding: bytes[index..<index + 4], as: UTF8.self)
      guard digits.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }),
        let value = UInt32(digits, radix: 16)
      else { return nil }
      index += 4
      return value
    }

    /// `true`, `None`, `-1.5e3`.
    private mutating func word() -> LooseJSON? {
      let start = index
      while let byte = next, !",]}: \n\r\t".utf8.contains(byte), index - start < 64 { index += 1 }
      let word = String(decoding: bytes[start..<index], as: UTF8.self)
      switch word {
      case "true", "True", "TRUE": return .bool(true)
      case "false", "False", "FALSE": return .bool(false)
      case "null", "None", "Null", "NULL": return .null
      default: return Double(word) == nil || word.first?.isLetter == true ? nil : .number(word)
      }
    }
  }
}
