import Testing
import TextEditing

struct TextBufferTests {
  @Test(arguments: [
    "", "\n", "a", "a\n", "a\nb", "a\r\nb\r\n", "a\r\nb", "a\r\nb\nc", "a\rb", "\r", "\r\n",
    "\r\r\n",
    "a\r\n\r\nb\r", "e\u{301}\r\n👨‍👩‍👧‍👦\r\n",
  ])
  func textComesBackByteForByte(text: String) {
    let buffer = TextBuffer(text)
    #expect(Array(buffer.text.utf8) == Array(text.utf8))
    #expect(buffer.byteCount == text.utf8.count)
  }

  @Test func uniformCRLFIsRememberedAndNotShown() {
    let buffer = TextBuffer("a\r\nb\r\n")
    #expect(buffer.lineEnding == .crlf)
    #expect((0..<buffer.lineCount).map(buffer.line) == ["a", "b", ""])
    #expect(buffer.text(in: TextRange(.start, buffer.end)) == "a\nb\n")
  }

  @Test func mixedLineEndingsKeepTheirCRsAsCharacters() {
    let buffer = TextBuffer("a\r\nb\nc")
    #expect(buffer.lineEnding == .lf)
    #expect((0..<buffer.lineCount).map(buffer.line) == ["a\r", "b", "c"])
  }

  @Test func anEditOfACRLFTextWritesCRLF() {
    var buffer = TextBuffer("a\r\nb")
    buffer.apply(Edit(range: TextRange(buffer.end, buffer.end), replacement: "\nc"))
    #expect(buffer.text.utf8.elementsEqual("a\r\nb\r\nc".utf8))
    #expect(buffer.byteCount == buffer.text.utf8.count)
  }

  @Test func positionsAreClampedToScalarBoundaries() {
    let buffer = TextBuffer("aé\nb")
    #expect(buffer.clamped(TextPosition(line: 0, offset: 2)) == TextPosition(line: 0, offset: 1))
    #expect(buffer.clamped(TextPosition(line: 0, offset: 99)) == TextPosition(line: 0, offset: 3))
    #expect(buffer.clamped(TextPosition(line: 9, offset: 0)) == buffer.end)
    #expect(buffer.clamped(TextPosition(line: -1, offset: 5)) == .start)
  }

  @Test func appendedPiecesMakeTheWhole() {
    var generator = SeededGenerator(seed: 7)
    var whole = ""
    var buffer = TextBuffer()
    for _ in 0..<500 {
      let piece = generator.text(pieces: 2)
      whole += piece
      buffer.append(piece)
    }
    #expect(buffer.text.utf8.elementsEqual(whole.utf8))
    #expect(buffer.byteCount == whole.utf8.count)
  }

  @Test(arguments: 1...40)
  func everyEditIsTakenBackByItsInverse(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var buffer = TextBuffer(generator.text(pieces: 60))
    for _ in 0..<50 {
      let before = buffer
      let edit = Edit(
        range: TextRange(
          buffer.randomPosition(using: &generator), buffer.randomPosition(using: &generator)),
        replacement: generator.text(pieces: Int.random(in: 0..<5, using: &generator)))
      let expected = before.replacing(edit)
      let inverse = buffer.apply(edit)
      #expect(buffer.text.utf8.elementsEqual(expected.utf8), "seed \(seed)")
      #expect(buffer.byteCount == buffer.text.utf8.count, "seed \(seed)")
      var back = buffer
      back.apply(inverse)
      #expect(back.text.utf8.elementsEqual(before.text.utf8), "seed \(seed)")
    }
  }

  @Test(arguments: 1...40)
  func mappedPositionsStayWithTheirText(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let before = TextBuffer(generator.text(pieces: 60))
    for _ in 0..<50 {
      var buffer = before
      let edit = Edit(
        range: TextRange(
          before.randomPosition(using: &generator), before.randomPosition(using: &generator)),
        replacement: generator.text(pieces: Int.random(in: 0..<5, using: &generator)))
      buffer.apply(edit)
      let position = before.randomPosition(using: &generator)
      let mapped = edit.map(position)
      #expect(buffer.clamped(mapped) == mapped, "seed \(seed)")
      // Found again by what stands before it, or behind it.
      if position < edit.range.start {
        let head = TextRange(.start, position)
        #expect(before.text(in: head) == buffer.text(in: TextRange(.start, mapped)), "seed \(seed)")
      } else if position >= edit.range.end {
        let tail = TextRange(position, before.end)
        #expect(
          before.text(in: tail) == buffer.text(in: TextRange(mapped, buffer.end)), "seed \(seed)")
      } else {
        #expect(mapped == edit.range.start, "seed \(seed)")
      }
    }
  }
}

struct EditLineMapTests {
  private func edit(_ a: (Int, Int), _ b: (Int, Int), _ replacement: String) -> Edit {
    Edit(
      range: TextRange(
        TextPosition(line: a.0, offset: a.1), TextPosition(line: b.0, offset: b.1)),
      replacement: replacement)
  }

  @Test func aMarkedLineMovesWithItsText() {
    let line = 5
    #expect(edit((9, 0), (9, 1), "").map(line: line) == 5)
    #expect(edit((2, 1), (2, 1), "\n\n").map(line: line) == 7)
    #expect(edit((2, 0), (4, 0), "").map(line: line) == 3)
    #expect(edit((5, 0), (5, 0), "new\n").map(line: line) == 6)
    #expect(edit((5, 3), (5, 3), "\n").map(line: line) == 5)
    #expect(edit((5, 0), (5, 4), "typed").map(line: line) == 5)
    #expect(edit((4, 7), (5, 0), "").map(line: line) == 4)
    #expect(edit((5, 2), (7, 1), "").map(line: line) == 5)
  }

  @Test func aDeletedLineHasNoPlace() {
    #expect(edit((4, 0), (6, 0), "").map(line: 5) == nil)
    #expect(edit((5, 0), (6, 0), "").map(line: 5) == nil)
    #expect(edit((4, 3), (5, 2), "").map(line: 5) == nil)
  }
}

extension TextBuffer {
  func randomPosition(using generator: inout SeededGenerator) -> TextPosition {
    let line = Int.random(in: 0..<lineCount, using: &generator)
    let offset = Int.random(in: 0...self.line(line).utf8.count, using: &generator)
    return clamped(TextPosition(line: line, offset: offset))
  }

  /// What an edit makes of the text, found another way: bytes before, replacement, bytes behind.
  func replacing(_ edit: Edit) -> String {
    text(in: TextRange(.start, edit.range.start)) + edit.replacement
      + text(in: TextRange(edit.range.end, end))
  }
}
