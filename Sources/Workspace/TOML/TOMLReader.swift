/// Reads TOML 1.0 (toml.io), strictly.
///
/// Settings come from strangers too, so nothing in a document may crash the reader or exhaust the
/// stack: nesting and sizes are limited, and every error is a ``TOMLError``. It differs from the
/// specification in three points: a byte order mark at the start is skipped, as editors on Windows
/// write one; integers beyond 64 bits are errors; and two keys that Unicode holds for the same text
/// count as the same key.
///
/// Time and memory grow linearly with the text.
struct TOMLReader {
  /// Larger documents are refused.
  static let sizeLimit = 1 << 20
  /// Lists and inline tables within one another.
  static let depthLimit = 64
  /// Parts of one dotted key or table name.
  static let keyLimit = 64

  let bytes: [UInt8]
  /// Index of the next byte.
  var next = 0
  private var line = 1
  private var lineStart = 0
  var depth = 0

  /// - Throws: ``TOMLError`` for the first thing that is wrong.
  static func read(_ text: String) throws(TOMLError) -> TOMLTable {
    var reader = TOMLReader(Array(text.utf8))
    return try reader.document()
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func document() throws(TOMLError) -> TOMLTable {
    guard bytes.count <= Self.sizeLimit else {
      throw error("the file has \(bytes.count) bytes; \(Self.sizeLimit) is the limit.")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      next = 3
      lineStart = 3
    }
    var tree = TOMLTree()
    while true {
      skipBlanks()
      guard let byte = peek() else { return tree.root }
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"): break
      case UInt8(ascii: "["): try header(&tree)
      default:
        let (key, value) = try pair()
        try tree.set(key, to: value)
      }
      try finishLine()
    }
  }

  /// `[name]` or `[[name]]`.
  private mutating func header(_ tree: inout TOMLTree) throws(TOMLError) {
    let place = place
    next += 1
    let isList = take("[")
    skipBlanks()
    let key = try key()
    guard take("]"), !isList || take("]") else {
      throw error(isList ? "“]]” is missing after the name." : "“]” is missing after the name.")
    }
    if isList {
      try tree.append(key, at: place)
    } else {
      try tree.open(key, at: place)
    }
  }

  /// `key = value`.
  mutating func pair() throws(TOMLError) -> (TOMLKey, TOMLValue) {
    let key = try key()
    guard take("=") else { throw error("“=” is missing after the key “\(key.text)”.") }
    skipBlanks()
    return (key, try value())
  }

  /// A key with its dots, and the blanks behind it.
  private mutating func key() throws(TOMLError) -> TOMLKey {
    var key = TOMLKey(parts: [], place: place)
    while true {
      guard key.parts.count < Self.keyLimit else {
        throw error("the name has more than \(Self.keyLimit) parts.")
      }
      switch peek() {
      case UInt8(ascii: "\""):
        next += 1
        key.parts.append(try basicString())
      case UInt8(ascii: "'"):
        next += 1
        key.parts.append(try literalString())
      default:
        let start = next
        while let byte = peek(), byte.isBareKey { next += 1 }
        guard next > start else {
          throw error(
            key.parts.isEmpty ? "a name or key is missing here." : "a name is missing after “.”.")
        }
        key.parts.append(text(start..<next))
      }
      skipBlanks()
      guard take(".") else { return key }
      skipBlanks()
    }
  }

  // MARK: Bytes

  var place: TOMLPlace { TOMLPlace(line: line, column: next - lineStart + 1) }

  func error(_ message: String) -> TOMLError { TOMLError(place: place, message: message) }

  /// nil at the end.
  func peek(_ offset: Int = 0) -> UInt8? {
    next + offset < bytes.count ? bytes[next + offset] : nil
  }

  func isNext(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard next + count <= bytes.count else { return false }
    return (0..<count).allSatisfy { bytes[next + $0] == text.utf8Start[$0] }
  }

  /// Steps over the text if it is next. Not for line ends.
  mutating func take(_ text: StaticString) -> Bool {
    guard isNext(text) else { return false }
    next += text.utf8CodeUnitCount
    return true
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Steps over spaces and tabs.
  mutating func skipBlanks() {
    while let byte = peek(), byte.isBlank { next += 1 }
  }

  /// Steps over a line end if one is next.
  mutating func takeLineEnd() -> Bool {
    if isNext("\n") {
      next += 1
    } else if isNext("\r\n") {
      next += 2
    } else {
      return false
    }
    line += 1
    lineStart = next
    return true
  }

  /// Steps over a comment if one is next, up to the line end.
  mutating func takeComment() throws(TOMLError) {
    guard take("#") else { return }
    while let byte = peek(), !isNext("\n"), !isNext("\r\n") {
      guard !byte.isControl else { throw error("a comment holds a control character.") }
      next += 1
    }
  }

  private mutating func finishLine() throws(TOMLError) {
    skipBlanks()
    try takeComment()
    guard peek() == nil || takeLineEnd() else {
      throw error("something follows where the line should end.")
    }
  }
}

extension UInt8 {
  var isBlank: Bool { self == 0x20 || self == 0x09 }
  /// Control characters that TOML allows nowhere as they are; a tab it allows.
  var isControl: Bool { self < 0x20 && self != 0x09 || self == 0x7F }
  var isDigit: Bool { (0x30...0x39).contains(self) }
  var isBareKey: Bool {
    isDigit || (0x61...0x7A).contains(self | 0x20) || self == UInt8(ascii: "-")
      || self == UInt8(ascii: "_")
  }
}
