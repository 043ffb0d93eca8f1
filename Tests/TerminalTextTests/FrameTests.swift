import Testing

@testable import TerminalText

private func frame(_ columns: Int, _ rows: Int) -> Frame {
  Frame(size: Size(columns: columns, rows: rows))
}

private func at(_ column: Int, _ row: Int) -> CellPosition {
  CellPosition(column: column, row: row)
}

@Suite("Putting text into a frame")
struct PuttingText {
  @Test("Text lands at its place and the column after it comes back")
  func landsAtItsPlace() {
    var frame = frame(8, 2)
    #expect(frame.put("ab中", at: at(1, 1), style: .plain) == 5)
    #expect(frame.text == ["        ", " ab中   "])
  }

  @Test("What lies outside of frame and clip stays untouched")
  func clips() {
    var frame = frame(8, 2)
    frame.put("........", at: at(0, 0), style: .plain)
    let clip = Rect(column: 2, row: 0, columns: 3, rows: 1)
    #expect(frame.put("abcdefgh", at: at(0, 0), style: .plain, clip: clip) == 5)
    #expect(frame.put("xyz", at: at(0, 1), style: .plain, clip: clip) == 0)
    #expect(frame.put("xyz", at: at(-5, 7), style: .plain) == -5)
    #expect(frame.text == ["..cde...", "        "])
  }

  @Test("A wide glyph on the clip's edge becomes a space inside it")
  func wideGlyphOnTheEdge() {
    var frame = frame(6, 1)
    frame.put("......", at: at(0, 0), style: .plain)
    let clip = Rect(column: 1, row: 0, columns: 4, rows: 1)
    #expect(frame.put("中a文b", at: at(0, 0), style: .plain, clip: clip) == 5)
    #expect(frame.text == [". a文."])
    frame.put("文", at: at(4, 0), style: .plain, clip: clip)
    #expect(frame.text == [". a  ."])
  }

  @Test("Overwriting half of a wide glyph blanks the other half", arguments: [0, 1])
  func overwritesHalf(column: Int) {
    var frame = frame(4, 1)
    frame.put("中文", at: at(0, 0), style: .plain)
    frame.put("x", at: at(column, 0), style: .plain)
    #expect(frame.text == [column == 0 ? "x 文" : " x文"])
    frame.put("国", at: at(1, 0), style: .plain)
    #expect(frame.text == [column == 0 ? "x国 " : " 国 "])
  }

  @Test("Placeholders take their own style")
  func placeholderStyle() {
    var frame = frame(4, 1)
    frame.put(
      DisplayText("a\u{1B}b"), at: at(0, 0), style: Style(.red), placeholderStyle: Style(nil, .dim))
    #expect(frame.styledText == ["⟦red:a⟧⟦dim:␛⟧⟦red:b⟧ "])
  }
}

@Suite("Changing a frame's cells")
struct ChangingCells {
  @Test("Filling blanks the cells, and halves of wide glyphs around them")
  func fills() {
    var frame = frame(6, 1)
    frame.put("中文国", at: at(0, 0), style: .plain)
    frame.fill(Rect(column: 1, row: 0, columns: 4, rows: 9), style: Style(on: .blue))
    #expect(frame.styledText == [" ⟦on blue:    ⟧ "])
  }

  @Test("Restyling keeps the text and never splits a wide glyph")
  func restyles() {
    var frame = frame(6, 1)
    frame.put("a中b文", at: at(0, 0), style: .plain)
    frame.restyle(Rect(column: 2, row: 0, columns: 3, rows: 1)) { $0.adding(.reverse) }
    #expect(frame.styledText == ["a⟦reverse:中b文⟧"])
    #expect(frame[at(5, 0)]?.style == Style(nil, .reverse))
  }

  @Test("Any sequence of changes leaves whole glyphs only")
  func staysWhole() {
    let seed = UInt64.random(in: 1...UInt64.max)
    var random = Xorshift(state: seed)
    var frame = frame(9, 3)
    for _ in 0..<3000 {
      let place = at(.random(in: -3..<11, using: &random), .random(in: -1..<4, using: &random))
      let clip = Rect(
        column: .random(in: -2..<9, using: &random), row: 0,
        columns: .random(in: 0..<11, using: &random), rows: 3)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: frame.fill(clip, style: .plain)
      case 1: frame.drawLine(vertical: place.column, rows: 0..<3)
      default:
        let text = ["a", "中", "中a文", "\u{202E}", "e\u{301}"].randomElement(using: &random)!
        frame.put(text, at: place, style: .plain, clip: clip)
      }
      for row in 0..<3 {
        let widths = frame.row(row).map(\.columns)
        var column = 0
        while column < widths.count {
          let isWhole = widths[column] == 1 || widths[column...].prefix(2).elementsEqual([2, 0])
          #expect(isWhole, "seed \(seed): \(widths)")
          column += max(1, Int(widths[column]))
        }
      }
    }
  }
}

@Suite("Drawing borders")
struct DrawingBorders {
  @Test("Neighbours that overlap by one cell share their border")
  func sharesBorders() {
    var frame = frame(9, 5)
    frame.draw(border: Rect(column: 0, row: 0, columns: 5, rows: 5))
    frame.draw(border: Rect(column: 4, row: 0, columns: 5, rows: 3))
    frame.draw(border: Rect(column: 4, row: 2, columns: 5, rows: 3))
    #expect(
      frame.text == [
        "┌───┬───┐",
        "│   │   │",
        "│   ├───┤",
        "│   │   │",
        "└───┴───┘",
      ])
  }

  @Test("Lines cross, and the later one's style wins")
  func crosses() {
    var frame = frame(3, 3)
    frame.drawLine(horizontal: 1, columns: 0..<3)
    frame.drawLine(vertical: 1, rows: 0..<3, style: Style(nil, .bold))
    #expect(frame.styledText == [" ⟦bold:│⟧ ", "─⟦bold:┼⟧─", " ⟦bold:│⟧ "])
  }

  @Test("Text on a border ends the line there")
  func textEndsTheLine() {
    var frame = frame(5, 2)
    frame.drawLine(horizontal: 0, columns: 0..<5)
    frame.put("Hi", at: at(1, 0), style: .plain)
    frame.drawLine(vertical: 1, rows: 0..<2)
    #expect(frame.text == ["─│i──", " │   "])
  }

  @Test("ASCII borders")
  func asciiBorders() {
    var frame = frame(4, 3)
    frame.draw(border: Rect(frame.size), borders: .ascii)
    #expect(frame.text == ["+--+", "|  |", "+--+"])
  }

  @Test("Lines that reach beyond the frame are cut")
  func cutsLines() {
    var frame = frame(3, 1)
    frame.drawLine(horizontal: 0, columns: -4..<9)
    frame.drawLine(vertical: 7, rows: 0..<1)
    #expect(frame.text == ["───"])
  }
}
