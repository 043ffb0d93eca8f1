/// A rule id in a policy's text: `SP2.a`, `TVEC.01`, `H2.f`, `HS-2`, `VIO-HATE-01`, `1.3`, `S`.
struct RuleCode: Equatable {
  var text: String
  /// The part before the first digit or stop: `SP`, `TVEC`, `VIO-HATE`; empty for `1.3`.
  var family: String

  /// One word that can be told from prose only by what stands around it (`S`, `HR`).
  var isBareWord: Bool { family.utf8.count == text.utf8.count }

  /// Names of licences, standards and things that look like ids.
  private static let otherNames: Set<String> = [
    "CC", "GPL", "LGPL", "AGPL", "BSD", "MPL", "EPL", "EUPL", "APACHE", "MIT", "UTF", "ISO", "SHA",
    "RFC", "GPT", "COVID", "AK", "AR", "MD", "HTTP", "ASCII", "IPV", "MP", "UTC", "GMT", "DIN",
    "EU",
    "PEP", "SARS-COV", "CVE",
  ]

  /// The id that a text begins with, if it ends there at a word boundary.
  ///
  /// - Parameter lower: whether small letters are read as capitals (`r1`, `hs-2`); the spelling is
  ///   kept.
  init?(startOf text: Substring, lower: Bool = false) {
    let bytes = text.utf8
    func isUpper(_ byte: UInt8) -> Bool {
      (0x41...0x5A).contains(byte) || lower && (0x61...0x7A).contains(byte)
    }
    var end = bytes.startIndex
    var letters = 0
    while end < bytes.endIndex, isUpper(bytes[end]), letters < 12 {
      bytes.formIndex(after: &end)
      letters += 1
    }
    var familyEnd = end
    if letters > 0, let (start, digits) = Self.number(in: bytes, from: end, isUpper) {
      familyEnd = start
      end = digits
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
    // `3(a)`, `2.1(ii)`: a clause of a legal text.
    if letters == 0, let clauseEnd = Self.clause(in: bytes, from: end) {
      end = clauseEnd
      parts += 1
    }
    guard letters > 0 || parts > 0 else { return nil }
    if letters > 8 || lower, digits == 0 { return nil }
    if end < bytes.endIndex {
      guard let next = text[end...].unicodeScalars.first, !next.isWord || next.isUnspaced,
        next != "_", next != "'"
      else { return nil }
      // `CC0-1.0`, `R1/R2`
      let after = bytes.index(after: end)
      if bytes[end] == 0x2D, after < bytes.endIndex, Self.isDigit(bytes[after]) { return nil }
    }
    self.text = String(text[..<end])
    family = String(text[..<familyEnd])
    if !isBareWord, Self.otherNames.contains(family.uppercased()) { return nil }
  }

  /// Where the number behind hyphens begins: `-2` of `HS-2`, `-01` of `VIO-HATE-01`.
  private static func number(
    in bytes: Substring.UTF8View, from start: String.Index, _ isUpper: (UInt8) -> Bool
  ) -> (familyEnd: String.Index, digits: String.Index)? {
    var index = start
    for _ in 0..<3 {
      guard index < bytes.endIndex, bytes[index] == 0x2D || bytes[index] == 0x5F else { return nil }
      let mark = index
      bytes.formIndex(after: &index)
      guard index < bytes.endIndex else { return nil }
      if isDigit(bytes[index]) { return (mark, index) }
      var letters = 0
      while index < bytes.endIndex, isUpper(bytes[index]), letters < 12 {
        bytes.formIndex(after: &index)
        letters += 1
      }
      guard letters > 0, index < bytes.endIndex else { return nil }
      if isDigit(bytes[index]) { return (index, index) }
    }
    return nil
  }

  /// Where the letter in parentheses ends: `(a)` of `3(a)`.
  private static func clause(
    in bytes: Substring.UTF8View, from start: String.Index
  ) -> String.Index? {
    guard start < bytes.endIndex, bytes[start] == 0x28 else { return nil }
    let inner = bytes[bytes.index(after: start)...].prefix(5).prefix { (0x61...0x7A).contains($0) }
    guard (1...4).contains(inner.count), inner.endIndex < bytes.endIndex,
      bytes[inner.endIndex] == 0x29
    else { return nil }
    return bytes.index(after: inner.endIndex)
  }

  /// The id of which this one is a part: `SP2` for `SP2.a`.
  static func parent(of id: String) -> String? {
    guard let stop = id.utf8.lastIndex(where: { $0 == 0x2E || $0 == 0x28 }), stop > id.startIndex
    else { return nil }
    return String(id[..<stop])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x41...0x5A).contains(byte & ~0x20)
  }
}
