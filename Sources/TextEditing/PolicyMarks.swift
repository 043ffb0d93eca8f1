/// The conventions of policies that Markdown does not know: rule ids and labels. This is for
/// colouring; what a policy's rules are is decided by its outline, not here.
enum PolicyMarks {
  /// The end of `SP3`, `SP3.b`, `AR2.1`, `D-SP2` (a word of its own) that starts at `start`: up to
  /// five capitals and up to three digits, then parts behind dots; D- or R- may stand before.
  static func ruleIDEnd(in bytes: [UInt8], from start: Int) -> Int? {
    guard isUpper(bytes[start]), start == 0 || !isJoined(bytes[start - 1]) else { return nil }
    var end = start
    if start + 2 < bytes.count, bytes[start + 1] == UInt8(ascii: "-"), isUpper(bytes[start + 2]) {
      end += 2
    }
    let letters = run(in: bytes, from: end, isUpper)
    let digits = run(in: bytes, from: letters, isDigit)
    guard (1...5).contains(letters - end), (1...3).contains(digits - letters) else { return nil }
    end = partsEnd(in: bytes, from: digits)
    return end == bytes.count || !isJoined(bytes[end]) ? end : nil
  }

  /// The end of `[S1]` or `[SP3.b]`.
  static func bracketedIDEnd(in bytes: [UInt8], from start: Int) -> Int? {
    guard start + 1 < bytes.count, let end = ruleIDEnd(in: bytes, from: start + 1),
      end < bytes.count, bytes[end] == UInt8(ascii: "]")
    else { return nil }
    return end + 1
  }

  /// The end of `1.3` or `1.3.2`, perhaps with a dot behind it, followed by a blank or `*`.
  static func sectionNumberEnd(in bytes: [UInt8], from start: Int) -> Int? {
    let first = run(in: bytes, from: start, isDigit)
    guard (1...2).contains(first - start) else { return nil }
    var end = first
    while end + 1 < bytes.count, bytes[end] == UInt8(ascii: "."), isDigit(bytes[end + 1]) {
      end = run(in: bytes, from: end + 1, isDigit)
    }
    guard end > first else { return nil }
    if end < bytes.count, bytes[end] == UInt8(ascii: ".") { end += 1 }
    return end == bytes.count || " \t*:".utf8.contains(bytes[end]) ? end : nil
  }

  /// Whether the inside of a code span is an answer: capitals, digits and underscores, with parts
  /// behind dots or hyphens as in `SP3.b`.
  static func isLabel(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, isUpper(first) || isDigit(first), bytes.count <= 32 else {
      return false
    }
    var isPart = false
    for byte in bytes {
      if byte == UInt8(ascii: ".") {
        isPart = true
      } else if !(isUpper(byte) || isDigit(byte) || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: "-") || (isPart && isWord(byte)))
      {
        return false
      }
    }
    return true
  }

  static func isWord(_ byte: UInt8) -> Bool {
    isUpper(byte) || isDigit(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
  }

  /// `.b`, `.2` and `.10` behind an id. A dot without such a part ends a sentence.
  private static func partsEnd(in bytes: [UInt8], from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] == UInt8(ascii: ".") {
      let part = run(in: bytes, from: end + 1, isWord)
      guard (1...3).contains(part - end - 1) else { break }
      end = part
    }
    return end
  }

  private static func run(
    in bytes: [UInt8], from start: Int, _ belongs: (UInt8) -> Bool
  ) -> Int {
    var end = start
    while end < bytes.count, belongs(bytes[end]) { end += 1 }
    return end
  }

  /// Whether a byte makes a longer word of an id beside it. Non-ASCII text may be letters.
  private static func isJoined(_ byte: UInt8) -> Bool {
    isWord(byte) || byte == UInt8(ascii: "-") || byte >= 0x80
  }

  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
