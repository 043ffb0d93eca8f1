/// Turns the bytes of a file into UTF-8, piece by piece.
///
/// Without a given encoding it goes by a byte order mark, else by zero bytes (UTF-16), else takes the
/// text for UTF-8 until the first bytes that are not ASCII: where those are no UTF-8, all that follows
/// is Windows-1252. Bytes that are no UTF-8 in a text that is otherwise are left as they are, for the
/// reader of the rows to report.
final class TextDecoder {
  private let more: ByteChunks
  /// What the text is taken for; nil while it is all ASCII.
  private(set) var encoding: TextEncoding?
  private(set) var hasMark = false
  private var isStarted = false
  private var table: [[UInt8]]?
  /// A byte or a half of a surrogate pair that waits for its other half.
  private var pendingByte: UInt8?
  private var pendingHigh: UInt16?

  /// - Parameter encoding: nil detects it.
  init(encoding: TextEncoding?, _ more: @escaping ByteChunks) {
    self.encoding = encoding
    self.more = more
  }

  /// The next piece, without a byte order mark; empty at the end.
  func next() throws -> [UInt8] {
    while true {
      var bytes = try more()
      guard !bytes.isEmpty else { return flush() }
      if !isStarted {
        // A mark has three bytes at most.
        while bytes.count < 3, bytes[0] >= 0xEF {
          let next = try more()
          if next.isEmpty { break }
          bytes += next
        }
        start(&bytes)
      }
      // The sequence that decides must be whole.
      while encoding == nil, let first = bytes.firstIndex(where: { $0 >= 0x80 }),
        bytes.count - first < Self.length(ofSequence: bytes[first])
      {
        let next = try more()
        if next.isEmpty { break }
        bytes += next
      }
      let text = decode(bytes)
      if !text.isEmpty { return text }
    }
  }

  private func start(_ bytes: inout [UInt8]) {
    isStarted = true
    if let mark = TextEncoding.mark(of: bytes[...]) {
      hasMark = true
      bytes.removeFirst(mark.length)
      // A mark is never text; a person may still know better about what follows it.
      if encoding == nil || mark.encoding != .utf8 { encoding = mark.encoding }
    } else if encoding == nil {
      encoding = TextEncoding.unmarkedUTF16(bytes.prefix(65_536))
    }
    table = encoding?.table
  }

  /// How many bytes a sequence of UTF-8 has, by its first.
  private static func length(ofSequence byte: UInt8) -> Int {
    byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 1
  }

  private func decode(_ bytes: [UInt8]) -> [UInt8] {
    switch encoding {
    case .utf8: return bytes
    case nil:
      guard let first = bytes.firstIndex(where: { $0 >= 0x80 }) else { return bytes }
      encoding = TextEncoding.looksLikeUTF8(bytes[first...]) ? .utf8 : .windows1252
      table = encoding?.table
      return bytes[..<first] + decode(Array(bytes[first...]))
    case .utf16LittleEndian: return decodeUTF16(bytes, isLittle: true)
    case .utf16BigEndian: return decodeUTF16(bytes, isLittle: false)
    default:
      guard let table else { return bytes }
      var text: [UInt8] = []
      text.reserveCapacity(bytes.count + bytes.count / 8)
      for byte in bytes {
        if byte < 0x80 { text.append(byte) } else { text += table[Int(byte)] }
      }
      return text
    }
  }

  private func decodeUTF16(_ bytes: [UInt8], isLittle: Bool) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard let first = pendingByte else {
        pendingByte = byte
        continue
      }
      pendingByte = nil
      let unit = isLittle ? UInt16(byte) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(byte)
      append(unit, to: &text)
    }
    return text
  }

  private func append(_ unit: UInt16, to text: inout [UInt8]) {
    if let high = pendingHigh {
      pendingHigh = nil
      if UTF16.isTrailSurrogate(unit) {
        let value = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
        append(Unicode.Scalar(value) ?? "\u{FFFD}", to: &text)
        return
      }
      append("\u{FFFD}", to: &text)
    }
    if UTF16.isLeadSurrogate(unit) {
      pendingHigh = unit
    } else if unit < 0x80 {
      text.append(UInt8(unit))
    } else {
      append(Unicode.Scalar(unit) ?? "\u{FFFD}", to: &text)
    }
  }

  private func append(_ scalar: Unicode.Scalar, to text: inout [UInt8]) {
    if let bytes = UTF8.encode(scalar) { text += bytes }
  }

  /// Half a character at the end of the file is told as a character that cannot be read.
  private func flush() -> [UInt8] {
    guard pendingByte != nil || pendingHigh != nil else { return [] }
    pendingByte = nil
    pendingHigh = nil
    return Array("\u{FFFD}".utf8)
  }
}
