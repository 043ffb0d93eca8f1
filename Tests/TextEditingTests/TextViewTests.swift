import TerminalText
import Testing
import TextEditing

struct TextViewTests {
  private func lines(_ range: Range<Int>) -> TextBuffer {
    TextBuffer(range.map { "line \($0)" }.joined(separator: "\n"))
  }

  private func drawn(_ view: TextView, _ buffer: TextBuffer) -> [String] {
    view.visibleRows(of: buffer).map {
      String(repeating: " ", count: $0.indent) + $0.glyphs.map(\.text).joined()
    }
  }

  @Test func followScrollsJustEnough() {
    let buffer = lines(0..<50)
    var view = TextView(columns: 20, rows: 5)
    view.follow(TextPosition(line: 4, offset: 0), in: buffer)
    #expect(view.top.line == 0)
    view.follow(TextPosition(line: 5, offset: 0), in: buffer)
    #expect(view.top.line == 1)
    view.follow(TextPosition(line: 40, offset: 0), in: buffer)
    #expect(view.top.line == 36)
    view.follow(TextPosition(line: 20, offset: 0), in: buffer)
    #expect(view.top.line == 20)
  }

  @Test func aResizeKeepsTheTextAtTheTop() {
    let buffer = TextBuffer("aaaa bbbb cccc dddd eeee ffff\nnext")
    var view = TextView(columns: 10, rows: 2, top: TextPosition(line: 0, offset: 20))
    #expect(drawn(view, buffer) == ["eeee ffff", "next"])
    view.columns = 15
    #expect(drawn(view, buffer) == ["dddd eeee ffff", "next"])
    view.columns = 6
    #expect(drawn(view, buffer) == ["eeee ", "ffff"])
  }

  @Test func scrollingStopsAtBothEnds() {
    let buffer = lines(0..<10)
    var view = TextView(columns: 20, rows: 4)
    view.scroll(by: -3, in: buffer)
    #expect(view.top == .start)
    view.scroll(by: 100, in: buffer)
    #expect(view.top.line == 6)
    #expect(view.isAtEnd(in: buffer))
    view.scroll(by: -2, in: buffer)
    #expect(!view.isAtEnd(in: buffer))
    #expect(view.rowsBelow(in: buffer, limit: 99) == 2)
    #expect(view.rowsBelow(in: buffer, limit: 1) == 1)
    view.scrollToEnd(in: buffer)
    #expect(drawn(view, buffer) == ["line 6", "line 7", "line 8", "line 9"])
  }

  @Test func shortTextsAreAlwaysAtTheirEnd() {
    var view = TextView(columns: 20, rows: 4)
    let buffer = lines(0..<2)
    #expect(view.isAtEnd(in: buffer))
    view.scrollToEnd(in: buffer)
    #expect(view.top == .start)
  }

  @Test func onlyFirstRowsCarryTheLineNumber() {
    let rows = TextView(columns: 7, rows: 9).visibleRows(of: TextBuffer("- abc def\nx"))
    #expect(rows.map(\.isFirst) == [true, false, true])
    #expect(rows.map(\.line) == [0, 0, 1])
    #expect(rows.map(\.indent) == [0, 2, 0])
    #expect(rows.map(\.range) == [0..<6, 6..<9, 0..<1])
  }

  @Test func theCaretBehindAFullRowHasACell() {
    let buffer = TextBuffer("abcd")
    let view = TextView(columns: 5, rows: 2)
    #expect(view.cell(of: buffer.end, in: buffer) == CellPosition(column: 4, row: 0))
  }

  @Test func whatIsNotVisibleHasNoCell() {
    let buffer = lines(0..<20)
    let view = TextView(columns: 20, rows: 5, top: TextPosition(line: 3, offset: 0))
    #expect(view.cell(of: TextPosition(line: 2, offset: 0), in: buffer) == nil)
    #expect(view.cell(of: TextPosition(line: 8, offset: 0), in: buffer) == nil)
    #expect(
      view.cell(of: TextPosition(line: 7, offset: 6), in: buffer) == CellPosition(column: 6, row: 4)
    )
  }

  @Test func clicksBesideAndBelowTheText() {
    let buffer = TextBuffer("ab cd ef\nx")
    let view = TextView(columns: 7, rows: 5)
    func hit(_ column: Int, _ row: Int) -> TextPosition {
      view.position(at: CellPosition(column: column, row: row), in: buffer)
    }
    #expect(hit(1, 0) == TextPosition(line: 0, offset: 1))
    // "ab cd " goes on in the next row: behind it is before its last space.
    #expect(hit(6, 0) == TextPosition(line: 0, offset: 5))
    #expect(hit(6, 1) == TextPosition(line: 0, offset: 8))
    #expect(hit(0, 4) == buffer.end)
    #expect(hit(-3, -3) == .start)
  }

  @Test(arguments: 1...60)
  func cellsAndPositionsAgree(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let buffer = TextBuffer(generator.text(pieces: 60))
    let view = TextView(columns: Int.random(in: 12...40, using: &generator), rows: 500)
    var position: TextPosition? = .start
    while let here = position {
      let cell = view.cell(of: here, in: buffer)
      #expect(cell.map { view.position(at: $0, in: buffer) } == here, "seed \(seed), \(here)")
      position = buffer.position(after: here)
    }
  }

  @Test(arguments: 1...30)
  func downReachesTheEndAndUpTheStart(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let text = generator.text(pieces: 80)
    for columns in [1, 3, 9, 40] {
      let view = TextView(columns: columns, rows: 7)
      var editor = Editor(text)
      for (motion, goal) in [(Motion.down, editor.buffer.end), (.up, .start)] {
        var steps = 0
        while editor.selection.head != goal, steps < 5_000 {
          editor.move(motion, selecting: false, in: view)
          steps += 1
        }
        #expect(editor.selection.head == goal, "seed \(seed), \(columns) columns, \(motion)")
      }
    }
  }

  @Test func aLineOfAMegabyteIsDrawnByItsVisibleRows() {
    let buffer = TextBuffer(String(repeating: "wörter und mehr ", count: 60_000))
    var view = TextView(columns: 80, rows: 50)
    view.scrollToEnd(in: buffer)
    #expect(view.isAtEnd(in: buffer))
    #expect(view.visibleRows(of: buffer).count == 50)
    let middle = TextPosition(line: 0, offset: 500_000)
    view.follow(middle, in: buffer)
    #expect(view.cell(of: middle, in: buffer)?.row == 0)
    view.scroll(by: -7, in: buffer)
    #expect(view.cell(of: middle, in: buffer)?.row == 7)
  }
}
