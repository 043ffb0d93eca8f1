/// A rule id in a policy's text: `SP2.a`, `TVEC.01`, `H2.f`, `1.3`, `S`.
struct RuleCode: Equatable {
  var text: String
  /// The part before the first digit or stop: `SP`, `TVEC`, `H`; empty for `1.3`.
  var family: String

  /// One word that can be told from prose only by what stands around it (`S`, `HR`).
  var isBareWord: Bool { family.utf8.count == text.utf8.count }

  /// The id that a text begins with, if it ends there at a word boundary.
  init?(startOf text: Substring) {
    let bytes = text.utf8
    var end = bytes.startIndex
    var letters = 0
    while end < bytes.endIndex, Self.isUpper(bytes[end]), letters < 8 {
      bytes.formIndex(after: &end)
      letters += 1
    }
    let familyEnd = end
    if letters > 0, end < bytes.endIndex, bytes[end] == 0x2D || bytes[end] == 0x5F {
      let next = bytes.index(after: end)
      if next < bytes.endIndex, Self.isDigit(bytes[next]) { end = next }
    }
    var digits = 0
    while end < bytes.endIndex, Self.isDigit(bytes[end]), digits < 4 {
      bytes.formIndex(after: &end)
      digits += 1
    }
    guard letters + digits > 0 else { return nil }
    var parts = 0
    while end < bytes.endIndex, bytes[end] == 0x2E, parts < 4 {
      var partEnd = bytes.index(after: end)
      var length = 0
      while partEnd < bytes.endIndex, length < 3, Self.isWord(bytes[partEnd]) {
        bytes.formIndex(after: &partEnd)
        length += 1
      }
      // `1. Title` and `A.` end the id before the stop.
      if length == 0 { break }
      end = partEnd
      parts += 1
    }
    guard letters > 0 || parts > 0 else { return nil }
    if end < bytes.endIndex {
      guard let next = text[end...].unicodeScalars.first, !next.isWord, next != "_", next != "'"
      else { return nil }
    }
    self.text = String(text[..<end])
    family = String(text[..<familyEnd])
  }

  /// The id of which this one is a part: `SP2` for `SP2.a`.
  static func parent(of id: String) -> String? {
    guard let stop = id.utf8.lastIndex(of: 0x2E), stop > id.startIndex else { return nil }
    return String(id[..<stop])
  }

  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x41...0x5A).contains(byte & ~0x20)
  }
}
