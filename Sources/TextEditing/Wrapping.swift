public import TerminalText

/// Soft wrap: how a line is laid out in rows of so many columns. Pure; nothing is inserted into the
/// text.
///
/// Rows break behind spaces, around wide (CJK) characters and, where a word is longer than a row,
/// between any two clusters. Rows after the first are indented as the text of a list item or quote
/// is, unless that would take more than two fifths of the width. One space may hang over the right
/// edge, so that the next row does not begin with it.
///
/// Complexity: a row is found from the segment of its line that it is in, at most about 4 kB of it.
public struct Wrapping: Hashable, Sendable {
  /// A row of a line: its ranges, one after the other, are the line.
  public struct Row: Hashable, Sendable {
    /// UTF-8 offsets in the line.
    public var range: Range<Int>
    /// Blank columns before the text.
    public var indent: Int
  }

  public let columns: Int
  public let options: DisplayText.Options
  let segmentLength: Int

  /// `columns` is taken as at least 1.
  public init(columns: Int, options: DisplayText.Options = DisplayText.Options()) {
    self.init(columns: columns, options: options, segmentLength: 4096)
  }

  init(columns: Int, options: DisplayText.Options, segmentLength: Int) {
    self.columns = max(1, columns)
    self.options = options
    self.segmentLength = segmentLength
  }

  /// All rows of a line, at least one. Complexity: O(length of the line).
  public func rows(of line: String) -> [Row] {
    var rows: [Row] = []
    repeat {
      let segment = segment(of: line, containing: rows.last?.range.upperBound ?? 0)
      rows += segment.rows.map { Row(range: $0.range, indent: $0.indent) }
    } while rows[rows.count - 1].range.upperBound < line.utf8.count
    return rows
  }

  /// The rows of one segment of a line, without the glyphs.
  func segment(of line: String, containing offset: Int) -> Segment {
    let range = LineSegments(line: line, length: segmentLength).segment(containing: offset)
    let indent = hangingIndent(of: line)
    let text = line.utf8Slice(range)
    let plain = Self.withPlainBytes(of: text) { bytes in
      breaks(PlainMeasure(bytes: bytes), in: range, of: line, hanging: indent)
    }
    let rows =
      plain
      ?? {
        let measure = GlyphMeasure(
          text: text, glyphs: DisplayText(text, options: options).glyphs, limit: columns - indent)
        return breaks(measure, in: range, of: line, hanging: indent)
      }()
    return Segment(line: line, text: text, range: range, rows: rows, options: options)
  }

  /// Calls `body` with the bytes of a text if each of them is one printable ASCII character: then a
  /// byte is a column, and no glyphs are needed to find the rows.
  private static func withPlainBytes<Result>(
    of text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result? {
    var text = text
    return text.withUTF8 { bytes in
      bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? body(bytes) : nil
    }
  }

  /// Breaks the units of a segment into rows of at most `columns`.
  ///
  /// A row is empty only if the line is, or if it is the last and stands for the caret behind a space
  /// that hangs over the edge.
  private func breaks(
    _ units: some Measure, in segment: Range<Int>, of line: String, hanging: Int
  ) -> [Segment.Row] {
    let base = segment.lowerBound
    var rows: [Segment.Row] = []
    var start = 0
    var indent = base == 0 ? 0 : hanging
    var column = indent
    var opportunity = 0
    var index = 0

    func endRow(at end: Int) {
      rows.append(
        Segment.Row(
          range: (base + units.offset(start))..<(base + units.offset(end)), indent: indent,
          glyphs: units.glyphs(start)..<units.glyphs(end)))
      start = end
      index = end
      indent = hanging
      column = indent
      opportunity = end
    }

    while index < units.count {
      let width = units.columns(index)
      if index > start, units.canBreak(before: index) { opportunity = index }
      if column + width <= columns || index == start {
        column += width
        index += 1
      } else if units.isSpace(index), column <= columns {
        endRow(at: index + 1)
      } else {
        endRow(at: opportunity > start ? opportunity : index)
      }
    }
    if start < units.count || segment.upperBound == line.utf8.count { endRow(at: units.count) }
    return rows
  }
}
