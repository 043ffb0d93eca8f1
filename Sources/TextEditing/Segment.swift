import TerminalText

/// The rows of a piece of a line that is laid out at once (see `LineSegments`).
struct Segment {
  struct Row {
    /// UTF-8 offsets in the line.
    var range: Range<Int>
    var indent: Int
    /// The numbers of the row's glyphs among those of the segment.
    var glyphs: Range<Int>
  }

  let line: String
  let text: String
  /// UTF-8 offsets in the line.
  let range: Range<Int>
  let rows: [Row]
  let options: DisplayText.Options

  /// The row that an offset is in; one where two rows meet is in the later.
  func row(containing offset: Int) -> Int {
    var low = 0
    var high = rows.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if rows[middle].range.lowerBound <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// All glyphs of the segment, with sources in the line.
  func glyphs() -> [Glyph] {
    let glyphs = DisplayText(text, options: options).glyphs
    guard range.lowerBound > 0 else { return glyphs }
    return glyphs.map {
      Glyph(
        text: $0.text, columns: $0.columns, role: $0.role,
        source: ($0.source.lowerBound + range.lowerBound)..<($0.source.upperBound
          + range.lowerBound))
    }
  }
}
