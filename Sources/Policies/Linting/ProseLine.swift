/// One line of a policy as its author's own words: what stands in quotation marks or backticks is
/// somebody else's and is blanked out, so that no rule about wording looks at it.
struct ProseLine {
  let number: Int
  /// As it stands, without its line end.
  let text: Substring
  /// ASCII in lower case, byte for byte as long as `text`; 0 where something is quoted.
  private let bytes: [UInt8]

  init(_ text: Substring, number: Int) {
    self.number = number
    self.text = text
    var bytes = text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    for range in Self.quoted(text) {
      for index in range { bytes[index] = 0 }
    }
    self.bytes = bytes
  }

  /// Where the words stand whole, in bytes; `words` are lower-case ASCII.
  func places(of words: String) -> [Range<Int>] {
    let needle = Array(words.utf8)
    guard let first = needle.first, needle.count <= bytes.count else { return [] }
    var found: [Range<Int>] = []
    for start in 0...(bytes.count - needle.count) where bytes[start] == first {
      let end = start + needle.count
      guard bytes[start..<end].elementsEqual(needle),
        start == 0 || !Self.isWord(bytes[start - 1]),
        end == bytes.count || !Self.isWord(bytes[end])
      else { continue }
      found.append(start..<end)
    }
    return found
  }

  func has(_ words: String) -> Bool { !places(of: words).isEmpty }

  func hasAny(_ phrases: [String]) -> Bool { phrases.contains(where: has) }

  /// Whether the bytes stand anywhere, also inside words; for the stems of words.
  func hasStem(_ stem: String) -> Bool { bytes[...].hasBytes(stem.utf8) }

  /// The author's words, lower case, without what is quoted.
  var words: [Substring] {
    bytes.split { !Self.isWord($0) }.map { Substring(String(decoding: $0, as: UTF8.self)) }
  }

  /// Words that have the form of an id, in their own spelling.
  var codes: [RuleCode] {
    var found: [RuleCode] = []
    var start = 0
    while start < bytes.count {
      guard Self.isWord(bytes[start]) else {
        start += 1
        continue
      }
      let from = text.utf8.index(text.utf8.startIndex, offsetBy: start)
      if let code = RuleCode(startOf: text[from...]) {
        found.append(code)
        start += code.text.utf8.count
      }
      while start < bytes.count, Self.isWord(bytes[start]) { start += 1 }
    }
    return found
  }

  /// The text without these ranges of bytes, each taken with the comma and space behind it; a
  /// sentence that begins anew gets its capital.
  func removing(_ ranges: [Range<Int>]) -> String {
    let original = Array(text.utf8)
    var result: [UInt8] = []
    var next = 0
    for range in ranges where range.lowerBound >= next {
      result += original[next..<range.lowerBound]
      next = range.upperBound
      if next < original.count, original[next] == 0x2C { next += 1 }
      while next < original.count, original[next] == 0x20 { next += 1 }
      let opened = (0x41...0x5A).contains(original[range.lowerBound])
      if opened, next < original.count, (0x61...0x7A).contains(original[next]) {
        result.append(original[next] & ~0x20)
        next += 1
      } else if next == original.count || ".;:!?".utf8.contains(original[next]) {
        while result.last == 0x20 || result.last == 0x2C { result.removeLast() }
      }
    }
    result += original[next...]
    return String(decoding: result, as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & ~0x20)
      || byte == 0x27 || byte == 0x5F
  }

  /// Ranges of bytes between quotation marks or backticks; a mark that nothing closes quotes
  /// nothing.
  private static func quoted(_ text: Substring) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var open: (close: [Unicode.Scalar], start: Int)?
    var place = 0
    for scalar in text.unicodeScalars {
      let end = place + UTF8.width(scalar)
      if let current = open {
        if current.close.contains(scalar) {
          found.append(current.start..<end)
          open = nil
        }
      } else {
        switch scalar {
        case "\"": open = (["\"", "”"], place)
        case "“", "„": open = (["”", "“", "\""], place)
        case "«": open = (["»"], place)
        case "`": open = (["`"], place)
        default: break
        }
      }
      place = end
    }
    return found
  }
}
