/// The records that ``CaseExport/record(_:)`` wrote, with where each ends.
public struct CSVRecords {
  private let chunks: ByteChunks
  private var bytes: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  /// Where the last record ends, in bytes from the beginning.
  public private(set) var length = 0

  public init(_ chunks: @escaping ByteChunks) { self.chunks = chunks }

  /// The next record; nil at the end. A record whose line end is missing was cut off, and is none.
  public mutating func next() throws -> [String]? {
    var isQuoted = false
    var index = position
    while true {
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        if byte == .doubleQuote { isQuoted.toggle() }
        guard byte == .lineFeed, !isQuoted else { continue }
        let text = String(decoding: bytes[position..<index], as: UTF8.self)
        length += index - position
        position = index
        return DelimitedText(text).records.first?.fields ?? []
      }
      guard !isAtEnd else { return nil }
      bytes.removeFirst(position)
      index -= position
      position = 0
      let piece = try chunks()
      if piece.isEmpty { isAtEnd = true }
      bytes += piece
    }
  }
}
