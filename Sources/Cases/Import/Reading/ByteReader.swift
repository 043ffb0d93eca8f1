/// Bytes that come piece by piece, each when it is asked for; an empty piece ends them.
public typealias ByteChunks = () throws -> [UInt8]

/// What has come of some ``ByteChunks`` and is not yet read.
struct ByteReader {
  private let more: ByteChunks
  private(set) var bytes: [UInt8] = []
  /// The next byte to read, an index of ``bytes``.
  var position = 0
  private(set) var isAtEnd = false

  init(_ more: @escaping ByteChunks) { self.more = more }

  var isEmpty: Bool { position >= bytes.count }

  /// Drops what was read and adds one more piece. Indices into ``bytes`` move with ``position``.
  ///
  /// - Returns: false where nothing more comes.
  mutating func fill() throws -> Bool {
    guard !isAtEnd else { return false }
    let piece = try more()
    guard !piece.isEmpty else {
      isAtEnd = true
      return false
    }
    bytes.removeFirst(position)
    position = 0
    bytes += piece
    return true
  }

  /// The next byte, which stays unread; nil at the end.
  mutating func peek() throws -> UInt8? {
    while isEmpty { guard try fill() else { return nil } }
    return bytes[position]
  }

  /// Looks ahead without reading.
  ///
  /// - Returns: at least `count` bytes, or all there are.
  mutating func sample(_ count: Int) throws -> ArraySlice<UInt8> {
    while bytes.count - position < count { guard try fill() else { break } }
    return bytes[position...].prefix(count)
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let doubleQuote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
}
