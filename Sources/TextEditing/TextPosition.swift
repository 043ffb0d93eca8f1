/// A place between two scalars of a text: a line, counted from 0, and an offset in UTF-8 bytes in
/// that line. It outlives any string, unlike a `String.Index`, and says nothing about columns: for
/// those there is `CellPosition`.
public struct TextPosition: Hashable, Comparable, Sendable, Codable {
  public var line: Int
  /// UTF-8 bytes from the start of the line, at a scalar boundary.
  public var offset: Int

  public init(line: Int, offset: Int) {
    self.line = line
    self.offset = offset
  }

  public static let start = TextPosition(line: 0, offset: 0)

  public static func < (a: TextPosition, b: TextPosition) -> Bool {
    a.line != b.line ? a.line < b.line : a.offset < b.offset
  }

  /// Where `text` ends if it starts here.
  func advanced(over text: String) -> TextPosition {
    var line = line
    var lineStart = 0
    var count = 0
    for byte in text.utf8 {
      count += 1
      if byte == UInt8(ascii: "\n") {
        line += 1
        lineStart = count
      }
    }
    return TextPosition(line: line, offset: (line == self.line ? offset : 0) + count - lineStart)
  }
}

/// A stretch of text from `start` up to, not including, `end`.
public struct TextRange: Hashable, Sendable {
  public var start: TextPosition
  public var end: TextPosition

  /// The order of the arguments does not matter: the earlier becomes `start`.
  public init(_ start: TextPosition, _ end: TextPosition) {
    self.start = min(start, end)
    self.end = max(start, end)
  }

  public var isEmpty: Bool { start == end }

  public func contains(_ position: TextPosition) -> Bool { start <= position && position < end }
}
