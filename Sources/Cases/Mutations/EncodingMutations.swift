import Foundation

/// The text in another notation, from which it can be read by who knows it.
enum EncodingMutations {
  /// Whether a policy reaches encoded content is a question of the policy.
  private static let encoded = Mutation.Relation.mayDiffer(
    "The policy must say whether content is judged as decoded.")

  static let base64 = Mutation.Definition(
    "Base64", "Encodes the whole text in Base64.", relation: encoded, isReadable: false,
    usesRate: false, reversal: .exact, source: "RFC 4648, section 4",
    apply: { text, _ in Data(text.utf8).base64EncodedString() },
    undo: { text, _ in Data(base64Encoded: text).flatMap { String(validated: Array($0)) } })

  static let hex = Mutation.Definition(
    "Hexadecimal", "Writes the text's UTF-8 bytes as pairs of digits, as in “73 65 6e 64”.",
    relation: encoded, isReadable: false, usesRate: false, reversal: .exact,
    source: "RFC 4648, section 8",
    apply: { text, _ in text.utf8.map(hexPair).joined(separator: " ") },
    undo: { text, _ in
      let bytes = text.split(separator: " ").map { UInt8($0, radix: 16) }
      return bytes.contains(nil) ? nil : String(validated: bytes.compactMap(\.self))
    })

  static let rot13 = Mutation.Definition(
    "ROT13", "Moves each letter 13 places on in the alphabet, as in “fraq”.", relation: encoded,
    isReadable: false, usesRate: false, reversal: .exact,
    apply: { text, _ in text.mappingScalars(rotated) },
    undo: { text, _ in text.mappingScalars(rotated) })

  private static func rotated(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x41...0x4D, 0x61...0x6D: scalar + 13
    case 0x4E...0x5A, 0x6E...0x7A: scalar - 13
    default: scalar
    }
  }

  static let urlEncoding = Mutation.Definition(
    "URL encoding", "Writes all but letters, digits and -._~ as percent signs and bytes.",
    usesRate: false, reversal: .exact, source: "RFC 3986, section 2.1",
    apply: { text, _ in
      var result: [UInt8] = []
      for byte in text.utf8 {
        if isUnreserved(byte) {
          result.append(byte)
        } else {
          result.append(0x25)
          result += Array(hexPair(byte).uppercased().utf8)
        }
      }
      return String(decoding: result, as: UTF8.self)
    },
    undo: { text, _ in percentDecoded(Array(text.utf8)).flatMap(String.init(validated:)) })

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }

  private static func percentDecoded(_ bytes: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == 0x25 else {
        result.append(bytes[index])
        index += 1
        continue
      }
      guard index + 2 < bytes.count,
        let byte = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
      else { return nil }
      result.append(byte)
      index += 3
    }
    return result
  }

  private static func hexPair(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  static let htmlEntities = Mutation.Definition(
    "HTML entities", "Writes letters as numeric character references, as in “s&#101;nd”.",
    source: "HTML, character references",
    apply: { text, draws in
      text.replacingClusters(&draws) { cluster, _ in
        cluster.isLetter ? cluster.unicodeScalars.map { "&#\($0.value);" }.joined() : nil
      }
    })

  static let nfc = normalization(
    "Normal form C", "Composes letters and their accents."
  ) {
    $0.precomposedStringWithCanonicalMapping
  }
  static let nfd = normalization("Normal form D", "Takes letters and their accents apart.") {
    $0.decomposedStringWithCanonicalMapping
  }
  static let nfkc = normalization(
    "Normal form KC", "Composes, and makes plain what is drawn otherwise, as ﬁ and ①."
  ) {
    $0.precomposedStringWithCompatibilityMapping
  }
  static let nfkd = normalization(
    "Normal form KD", "Takes apart, and makes plain what is drawn otherwise, as ﬁ and ①."
  ) {
    $0.decomposedStringWithCompatibilityMapping
  }

  private static func normalization(
    _ title: String, _ summary: String, _ form: @escaping @Sendable (String) -> String
  ) -> Mutation.Definition {
    .init(
      title, summary, usesRate: false, source: "Unicode UAX #15", apply: { text, _ in form(text) })
  }
}

extension String {
  /// nil if the bytes are not UTF-8.
  init?(validated bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.elementsEqual(bytes) else { return nil }
    self = text
  }
}
