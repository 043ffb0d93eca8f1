import Crypto

/// The SHA-256 of UTF-8 text or bytes, as 64 lower-case hexadecimal digits (FIPS 180-4).
public func sha256Hex(_ bytes: some Sequence<UInt8>) -> String {
  var hasher = SHA256()
  hasher.update(data: Array(bytes))
  return hex(hasher.finalize())
}

/// The SHA-256 of the text's UTF-8 bytes, as 64 lower-case hexadecimal digits.
public func sha256Hex(_ text: String) -> String {
  sha256Hex(text.utf8)
}

/// Bytes as lower-case hexadecimal digits, two a byte.
private func hex(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
