import TerminalText
import Testing

@testable import TextEditing

struct WrappingTests {
  private func wrap(_ line: String, _ columns: Int) -> [String] {
    Wrapping(columns: columns).rows(of: line).map {
      String(repeating: ".", count: $0.indent) + line.utf8Slice($0.range)
    }
  }

  @Test func rowsBreakBehindSpaces() {
    #expect(wrap("the quick brown fox", 9) == ["the quick ", "brown fox"])
    #expect(wrap("the quick brown fox", 10) == ["the quick ", "brown fox"])
    #expect(wrap("the quick brown fox", 8) == ["the ", "quick ", "brown ", "fox"])
    #expect(wrap("", 5) == [""])
    #expect(wrap("exact", 5) == ["exact"])
    // The empty row is for the caret.
    #expect(wrap("exact ", 5) == ["exact ", ""])
    #expect(wrap("exact  x", 5) == ["exact ", " x"])
  }

  @Test func longWordsAreBroken() {
    #expect(wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"])
    #expect(wrap("a bcdefghij", 4) == ["a ", "bcde", "fghi", "j"])
  }

  @Test func continuationRowsKeepTheIndentation() {
    #expect(wrap("- one two three", 11) == ["- one two ", "..three"])
    #expect(wrap("  1. one two three", 14) == ["  1. one two ", ".....three"])
    #expect(wrap("> quoted text here", 13) == ["> quoted text ", "..here"])
    #expect(wrap("10 apples and pears", 11) == ["10 apples ", "and pears"])
    #expect(wrap("-5 apples and pears", 11) == ["-5 apples ", "and pears"])
  }

  @Test func indentationIsBounded() {
    #expect(wrap("      - deep list item", 12) == ["      - deep ", "list item"])
  }

  @Test(arguments: 1...100)
  func rowsJoinedAreTheLine(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let line = generator.text(pieces: 80, lineBreaks: false)
    let columns = Int.random(in: 1...40, using: &generator)
    for segmentLength in [4096, 64, 16] {
      let wrapping = Wrapping(
        columns: columns, options: DisplayText.Options(), segmentLength: segmentLength)
      var end = 0
      for row in wrapping.rows(of: line) {
        #expect(row.range.lowerBound == end, "seed \(seed)")
        end = row.range.upperBound
      }
      #expect(end == line.utf8.count, "seed \(seed)")
    }
  }

  @Test(arguments: 1...100)
  func drawnRowsFitAndBreakBetweenClusters(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let line = generator.text(pieces: 60, lineBreaks: false)
    let columns = Int.random(in: 2...40, using: &generator)
    let view = TextView(columns: columns, rows: 1_000)
    let buffer = TextBuffer(line)
    var drawn: [Glyph] = []
    for row in view.visibleRows(of: buffer) {
      let width = row.glyphs.reduce(row.indent) { $0 + $1.columns }
      // A single wide glyph is drawn in a view too narrow for it.
      #expect(width <= columns || row.glyphs.count == 1, "seed \(seed)")
      let start = TextPosition(line: 0, offset: row.range.lowerBound)
      #expect(buffer.clusterAligned(start) == start, "seed \(seed)")
      drawn += row.glyphs
    }
    #expect(drawn == DisplayText(line).glyphs, "seed \(seed)")
  }

  @Test func aRowIsTheSameWhereverTheLayoutBegins() {
    var generator = SeededGenerator(seed: 3)
    let line = generator.text(pieces: 400, lineBreaks: false)
    let wrapping = Wrapping(
      columns: 20, options: DisplayText.Options(), segmentLength: 64)
    let rows = wrapping.rows(of: line)
    for row in rows where !row.range.isEmpty {
      let segment = wrapping.segment(of: line, containing: row.range.lowerBound)
      let found = segment.rows[segment.row(containing: row.range.lowerBound)]
      #expect(found.range == row.range)
    }
    // Up from the end, row by row.
    let buffer = TextBuffer(line)
    var walker = RowWalker(buffer: buffer, wrapping: wrapping, at: buffer.end)
    var upwards = [walker.range]
    while walker.retreat() { upwards.append(walker.range) }
    #expect(upwards.reversed() == rows.map(\.range))
  }

  @Test func oneClusterOfAMegabyteIsCutToo() {
    let line = "e" + String(repeating: "\u{301}", count: 100_000)
    let segments = LineSegments(line: line, length: 4096)
    var end = 0
    while end < line.utf8.count {
      let segment = segments.segment(containing: end)
      #expect(segment.lowerBound == end && segment.count < 6_000 && !segment.isEmpty)
      end = segment.upperBound
    }
  }
}
