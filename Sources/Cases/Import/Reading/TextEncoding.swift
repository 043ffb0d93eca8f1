import Foundation

/// How the characters of a file are written as bytes.
public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case windows1252 = "windows-1252"
  case windows1250 = "windows-1250"
  case windows1251 = "windows-1251"
  case windows1253 = "windows-1253"
  case windows1254 = "windows-1254"
  case latin2 = "iso-8859-2"
  case macRoman = "macintosh"

  /// A name as people write it: `UTF8`, `utf-16`, `latin1`, `cp1252`.
  ///
  /// ISO 8859-1 is read as Windows-1252, which differs only where ISO 8859-1 has control characters
  /// (WHATWG Encoding Standard, section 4.2). `utf-16` alone is little-endian; a byte order mark
  /// decides.
  public init?(name: String) {
    let bare = name.lowercased().filter { $0.isLetter || $0.isNumber }
    switch bare {
    case "utf8", "utf8sig", "utf8bom", "ascii", "usascii": self = .utf8
    case "utf16", "utf16le", "ucs2", "unicode": self = .utf16LittleEndian
    case "utf16be": self = .utf16BigEndian
    case "windows1252", "cp1252", "latin1", "iso88591", "ansi", "iso885915", "latin9":
      self = .windows1252
    case "windows1250", "cp1250": self = .windows1250
    case "windows1251", "cp1251": self = .windows1251
    case "windows1253", "cp1253": self = .windows1253
    case "windows1254", "cp1254", "iso88599", "latin5": self = .windows1254
    case "iso88592", "latin2": self = .latin2
    case "macintosh", "macroman", "mac": self = .macRoman
    default: return nil
    }
  }

  public var title: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16LittleEndian: "UTF-16, little-endian"
    case .utf16BigEndian: "UTF-16, big-endian"
    case .windows1252: "Windows-1252"
    case .windows1250: "Windows-1250"
    case .windows1251: "Windows-1251"
    case .windows1253: "Windows-1253"
    case .windows1254: "Windows-1254"
    case .latin2: "ISO 8859-2"
    case .macRoman: "Mac OS Roman"
    }
  }

  /// UTF-8 of each of the 256 bytes; nil for the encodings that take more than one byte a character.
  var table: [[UInt8]]? {
    guard let encoding = singleByte else { return nil }
    return (0...255).map { byte in
      if byte < 0x80 { return [UInt8(byte)] }
      if self == .windows1252, let scalar = Self.windows1252Extra[UInt8(byte)] {
        return Array(String(Character(scalar)).utf8)
      }
      let text = String(data: Data([UInt8(byte)]), encoding: encoding)
      // A byte without a meaning is the control character of its number, as browsers read it.
      let scalar = Unicode.Scalar(UInt32(byte)) ?? "\u{FFFD}"
      return Array((text ?? String(Character(scalar))).utf8)
    }
  }

  private var singleByte: String.Encoding? {
    switch self {
    case .utf8, .utf16LittleEndian, .utf16BigEndian: nil
    case .windows1252: .isoLatin1
    case .windows1250: .windowsCP1250
    case .windows1251: .windowsCP1251
    case .windows1253: .windowsCP1253
    case .windows1254: .windowsCP1254
    case .latin2: .isoLatin2
    case .macRoman: .macOSRoman
    }
  }

  /// Where Windows-1252 differs from ISO 8859-1 (WHATWG Encoding Standard, index windows-1252).
  private static let windows1252Extra: [UInt8: Unicode.Scalar] = [
    0x80: "€", 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ",
    0x89: "‰", 0x8A: "Š", 0x8B: "‹", 0x8C: "Œ", 0x8E: "Ž", 0x91: "‘", 0x92: "’", 0x93: "“",
    0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—", 0x98: "˜", 0x99: "™", 0x9A: "š", 0x9B: "›",
    0x9C: "œ", 0x9E: "ž", 0x9F: "Ÿ",
  ]
}

extension TextEncoding {
  /// What a byte order mark says, and how long it is.
  static func mark(of bytes: ArraySlice<UInt8>) -> (encoding: TextEncoding, length: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return nil
  }

  /// UTF-16 without a mark: text has blanks, digits and line ends, whose other byte is zero. nil where
  /// the bytes are something else.
  static func unmarkedUTF16(_ bytes: ArraySlice<UInt8>) -> TextEncoding? {
    var zeros = (even: 0, odd: 0)
    for (place, byte) in bytes.enumerated() where byte == 0 {
      if place.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let all = zeros.even + zeros.odd
    guard all > 0, all * 100 >= bytes.count else { return nil }
    if zeros.even * 20 < zeros.odd { return .utf16LittleEndian }
    if zeros.odd * 20 < zeros.even { return .utf16BigEndian }
    return nil
  }

  /// Whether bytes that are not all ASCII are UTF-8, judged by their sequences. A sequence that the end
  /// cuts off counts for neither side.
  static func looksLikeUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    var valid = 0
    var invalid = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      guard byte >= 0x80 else { continue }
      let length = byte >= 0xF0 && byte < 0xF5 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC2 ? 1 : 0
      guard length > 0, byte < 0xF5 else {
        invalid += 1
        continue
      }
      let rest = bytes[index...].prefix(length)
      let following = rest.prefix { $0 & 0xC0 == 0x80 }
      if following.count == length {
        valid += 1
        index += length
      } else if rest.count == length || following.count < rest.count {
        invalid += 1
      }
    }
    return valid >= invalid
  }
}
