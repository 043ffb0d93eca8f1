/// Strings, each from behind its opening quotation marks.
extension TOMLReader {
  /// `"…"`.
  mutating func basicString() throws(TOMLError) -> String {
    var text: [UInt8] = []
    while true {
      let byte = try character(lines: false)
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try escape()
      default: text.append(byte)
      }
    }
  }

  /// `'…'`.
  mutating func literalString() throws(TOMLError) -> String {
    let start = next
    while try character(lines: false) != UInt8(ascii: "'") {}
    return text(start..<next - 1)
  }

  /// `"""…"""`.
  mutating func basicLines() throws(TOMLError) -> String {
    let start = place
    var text: [UInt8] = []
    _ = takeLineEnd()
    while true {
      if take("\"\"\"") {
        for _ in 0..<2 where take("\"") { text.append(UInt8(ascii: "\"")) }
        return String(decoding: text, as: UTF8.self)
      }
      guard peek() != nil else { throw unclosed(start) }
      if takeLineEnd() {
        text.append(UInt8(ascii: "\n"))
        continue
      }
      let byte = try character(lines: true)
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      if !takeLineContinuation() { text += try escape() }
    }
  }

  /// `'''…'''`.
  mutating func literalLines() throws(TOMLError) -> String {
    let start = place
    var text: [UInt8] = []
    _ = takeLineEnd()
    while true {
      if take("'''") {
        for _ in 0..<2 where take("'") { text.append(UInt8(ascii: "'")) }
        return String(decoding: text, as: UTF8.self)
      }
      guard peek() != nil else { throw unclosed(start) }
      text.append(takeLineEnd() ? UInt8(ascii: "\n") : try character(lines: true))
    }
  }

  private func unclosed(_ start: TOMLPlace) -> TOMLError {
    TOMLError(place: start, message: "the string that begins here does not end.")
  }

  /// The next byte of a string.
  private mutating func character(lines: Bool) throws(TOMLError) -> UInt8 {
    guard let byte = peek(), lines || !isNext("\n") && !isNext("\r\n") else {
      throw error("the string does not end on its line.")
    }
    guard !byte.isControl else {
      throw error(
        byte == 0
          ? "there is a NUL character in a string."
          : "a string holds a control character; write it as \\u and four hexadecimal digits.")
    }
    next += 1
    return byte
  }

  /// A backslash before a line end: what follows up to the next word does not count.
  private mutating func takeLineContinuation() -> Bool {
    let saved = self
    skipBlanks()
    guard takeLineEnd() else {
      self = saved
      return false
    }
    repeat { skipBlanks() } while takeLineEnd()
    return true
  }

  /// What a backslash and the next characters stand for.
  private mutating func escape() throws(TOMLError) -> [UInt8] {
    let letter = peek()
    let simple: [UInt8: UInt8] = [
      UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A,
      UInt8(ascii: "f"): 0x0C, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "\""): 0x22,
      UInt8(ascii: "\\"): 0x5C,
    ]
    if let letter, let byte = simple[letter] {
      next += 1
      return [byte]
    }
    let count: Int
    switch letter {
    case UInt8(ascii: "u"): count = 4
    case UInt8(ascii: "U"): count = 8
    default: throw error("a backslash stands before something that it does not go with.")
    }
    let digits = bytes[min(next + 1, bytes.count)..<min(next + 1 + count, bytes.count)]
    let isHex = digits.allSatisfy { $0.isDigit || (0x61...0x66).contains($0 | 0x20) }
    guard digits.count == count, isHex,
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(code)
    else {
      throw error(
        "\\\(count == 4 ? "u" : "U") must stand before \(count) hexadecimal digits of a character.")
    }
    next += 1 + count
    return Array(String(Character(scalar)).utf8)
  }
}
