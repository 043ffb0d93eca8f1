/// The lines of a text, without their ends; a line end at the end of the text begins no line.
struct LineReader {
  struct Line {
    /// Counted from 1.
    var number: Int
    var bytes: [UInt8]
    /// Longer than ``mostBytes``; the rest was passed over.
    var isCut = false
  }

  static let mostBytes = 64 << 20

  private var input: ByteReader
  private var number = 0

  init(_ input: ByteReader) { self.input = input }

  mutating func next() throws -> Line? {
    guard try input.peek() != nil else { return nil }
    number += 1
    var line = Line(number: number, bytes: [])
    while true {
      let rest = input.bytes[input.position...]
      let end = rest.firstIndex(of: .lineFeed)
      let piece = rest[..<(end ?? rest.endIndex)]
      if line.bytes.count + piece.count <= Self.mostBytes {
        line.bytes += piece
      } else {
        line.isCut = true
      }
      input.position = end.map { $0 + 1 } ?? rest.endIndex
      if end != nil { break }
      guard try input.fill() else { break }
    }
    if line.bytes.last == .carriageReturn { line.bytes.removeLast() }
    return line
  }
}
