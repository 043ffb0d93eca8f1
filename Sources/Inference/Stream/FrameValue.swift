/// A JSON value as engines send it (RFC 8259), read so that one odd spelling does not cost a frame.
///
/// Beyond the standard it takes what engines are known to send: `NaN` and `Infinity`, which Python
/// writes; control characters and bytes that are not UTF-8 inside strings; surrogates that lost
/// their other half. The last two read as U+FFFD. Repeated keys are all kept: an `error` beside a
/// second `error` that is null still counts.
enum FrameValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A fraction, an exponent, a number beyond `Int`, or none at all (`NaN`).
  case real(Double)
  case string(String)
  case array([FrameValue])
  case object([Member])

  struct Member: Sendable, Equatable {
    var key: String
    var value: FrameValue
  }

  /// Arrays and objects inside each other; deeper ones are refused.
  static let deepest = 128

  /// nil where the bytes are not one JSON value.
  ///
  /// Complexity: linear in the bytes.
  init?(_ bytes: some Collection<UInt8>) {
    guard let frame = Self.read(bytes) else { return nil }
    self = frame.value
  }

  /// The value, and whether text in it had to be repaired; nil where the bytes are not JSON.
  static func read(_ bytes: some Collection<UInt8>) -> (value: FrameValue, isRepaired: Bool)? {
    func read(_ buffer: UnsafeBufferPointer<UInt8>) -> (value: FrameValue, isRepaired: Bool)? {
      var parser = FrameValueParser(bytes: buffer)
      return (try? parser.document()).map { ($0, parser.isRepaired) }
    }
    return bytes.withContiguousStorageIfAvailable(read)
      ?? Array(bytes).withUnsafeBufferPointer(read)
  }

  // MARK: What readers ask

  /// The value under a key; of repeated ones the last, as most parsers read them. nil where there is
  /// none, or a null.
  subscript(_ key: String) -> FrameValue? {
    guard case .object(let members) = self else { return nil }
    let value = members.last { $0.key == key }?.value
    return value == .null ? nil : value
  }

  var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The elements; one value that should have been a list is a list of one.
  var elements: [FrameValue] {
    switch self {
    case .array(let elements): elements
    case .null: []
    default: [self]
    }
  }

  var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  var isObject: Bool {
    if case .object = self { true } else { false }
  }

  /// A whole number, also one that is spelled `12.0`.
  var int: Int? {
    switch self {
    case .integer(let number): number
    case .real(let number): Int(exactly: number)
    default: nil
    }
  }

  var double: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .real(let number): number
    default: nil
    }
  }

  /// Whether it says nothing: null, false, 0, blank text, an empty list, or an object of such.
  var isBlank: Bool {
    switch self {
    case .null: true
    case .bool(let value): !value
    case .integer(let number): number == 0
    case .real(let number): number == 0 || number.isNaN
    case .string(let text): text.allSatisfy(\.isWhitespace)
    case .array(let elements): elements.allSatisfy(\.isBlank)
    case .object(let members): members.allSatisfy(\.value.isBlank)
    }
  }
}
