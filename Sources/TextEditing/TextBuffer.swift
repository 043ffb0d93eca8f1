/// A text as an array of lines: copying it costs nothing until one of the copies changes.
///
/// Lines are separated by LF. A text whose every LF stands behind a CR is held without those CRs and
/// remembers `lineEnding == .crlf`; any other CR is an ordinary character of its line. Either way
/// `text` gives back the bytes that came in. It is not `Equatable`, since texts that are equal to
/// Swift (é composed and decomposed) are different to a model.
///
/// Complexity: an edit costs the length of the lines it touches, and a move of the lines behind
/// them (16 bytes each) when it adds or removes lines.
public struct TextBuffer: Sendable {
  public enum LineEnding: Hashable, Sendable {
    case lf, crlf

    var text: String { self == .lf ? "\n" : "\r\n" }
  }

  /// Never empty; none contains LF.
  private var lines: [String]
  private var contentBytes: Int
  public internal(set) var lineEnding: LineEnding

  public init(_ text: String = "") {
    let parts = Self.split(text)
    let breaks = parts.dropLast()
    let uniform = !breaks.isEmpty && breaks.allSatisfy { $0.utf8.last == UInt8(ascii: "\r") }
    lineEnding = uniform ? .crlf : .lf
    lines = uniform ? breaks.map { Self.withoutLastByte($0) } + [parts[parts.count - 1]] : parts
    contentBytes = lines.reduce(0) { $0 + $1.utf8.count }
  }

  /// At least 1: the empty text is one empty line.
  public var lineCount: Int { lines.count }

  /// A line without its line break. `index` must be a line of the buffer.
  public func line(_ index: Int) -> String { lines[index] }

  /// The whole text, with the line ending it came with.
  public var text: String {
    var result = ""
    result.reserveCapacity(byteCount)
    result.append(lines[0])
    for line in lines.dropFirst() {
      result.append(lineEnding.text)
      result.append(line)
    }
    return result
  }

  /// UTF-8 bytes of `text`.
  public var byteCount: Int {
    contentBytes + (lines.count - 1) * lineEnding.text.utf8.count
  }

  public var isEmpty: Bool { lines.count == 1 && lines[0].isEmpty }

  /// The position behind the last character.
  public var end: TextPosition {
    TextPosition(line: lines.count - 1, offset: lines[lines.count - 1].utf8.count)
  }

  /// The text of a range, with LF as line break whatever the line ending.
  public func text(in range: TextRange) -> String {
    let start = clamped(range.start)
    let end = clamped(range.end)
    if start.line == end.line {
      return String(lines[start.line][index(start)..<index(end)])
    }
    var result = String(lines[start.line][index(start)...])
    for line in lines[(start.line + 1)..<end.line] {
      result.append("\n")
      result.append(line)
    }
    result.append("\n")
    result.append(contentsOf: lines[end.line][..<index(end)])
    return result
  }

  /// The nearest position that exists: in the text, and at a scalar boundary (rounded down).
  public func clamped(_ position: TextPosition) -> TextPosition {
    if position.line < 0 { return .start }
    if position.line >= lines.count { return end }
    let line = lines[position.line]
    let offset = min(max(0, position.offset), line.utf8.count)
    return TextPosition(
      line: position.line, offset: line.scalarBoundary(atOrBefore: offset))
  }

  /// Adds to the end of the text. Complexity: amortised O(length of `text`).
  public mutating func append(_ text: String) {
    guard text.utf8.contains(UInt8(ascii: "\n")) else {
      lines[lines.count - 1].append(text)
      contentBytes += text.utf8.count
      return
    }
    let parts = Self.split(text)
    lines[lines.count - 1].append(parts[0])
    lines.append(contentsOf: parts.dropFirst())
    contentBytes += text.utf8.count - (parts.count - 1)
  }

  /// Carries out an edit and returns the one that takes it back. Positions outside the text are
  /// clamped.
  @discardableResult
  public mutating func apply(_ edit: Edit) -> Edit {
    let range = TextRange(clamped(edit.range.start), clamped(edit.range.end))
    let removed = text(in: range)
    let from = index(range.start)
    let to = index(range.end)
    let parts = Self.split(edit.replacement)
    if range.start.line == range.end.line, parts.count == 1 {
      lines[range.start.line].replaceSubrange(from..<to, with: edit.replacement)
    } else {
      var changed = parts
      changed[0] = String(lines[range.start.line][..<from]) + parts[0]
      changed[changed.count - 1].append(contentsOf: lines[range.end.line][to...])
      lines.replaceSubrange(range.start.line...range.end.line, with: changed)
    }
    contentBytes += edit.replacement.utf8.count - (parts.count - 1)
    contentBytes -= removed.utf8.count - (range.end.line - range.start.line)
    let end = range.start.advanced(over: edit.replacement)
    return Edit(range: TextRange(range.start, end), replacement: removed)
  }

  /// The index in its line of a position that exists.
  func index(_ position: TextPosition) -> String.Index {
    let utf8 = lines[position.line].utf8
    return utf8.index(utf8.startIndex, offsetBy: position.offset)
  }

  /// Splits at LF bytes. `Character` is of no use here: CR LF is one.
  static func split(_ text: String) -> [String] {
    var text = text
    return text.withUTF8 { bytes in
      bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }

  private static func withoutLastByte(_ line: String) -> String {
    String(decoding: line.utf8.dropLast(), as: UTF8.self)
  }
}
