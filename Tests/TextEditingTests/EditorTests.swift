import TerminalText
import Testing
import TextEditing

private let wide = TextView(columns: 200, rows: 20)

struct EditorTests {
  private func editing(_ marked: String, _ body: (inout Editor) -> Void) -> String {
    var editor = Editor(marked: marked)
    body(&editor)
    return editor.marked
  }

  @Test func theNotationReadsBack() {
    for marked in ["|", "a|b", "a«bc|", "a|bc»d", "a\n«b\nc|"] {
      #expect(Editor(marked: marked).marked == marked)
    }
  }

  @Test(arguments: [
    ("a|b", Motion.right, "ab|"), ("ab|", .right, "ab|"), ("|ab", .left, "|ab"),
    ("a\n|b", .left, "a|\nb"), ("a|\nb", .right, "a\n|b"),
    ("x👨‍👩‍👧‍👦|y", .left, "x|👨‍👩‍👧‍👦y"), ("|e\u{301}f", .right, "e\u{301}|f"), ("|🇺🇸🇩🇪", .right, "🇺🇸|🇩🇪"),
    ("a«bc|d", .left, "a|bcd"), ("a|bc»d", .right, "abc|d"),
    ("one two|", .wordLeft, "one |two"), ("one  |two", .wordLeft, "|one  two"),
    ("|one two", .wordRight, "one| two"), ("one|\n\n  two", .wordRight, "one\n\n  two|"),
    ("|don't do", .wordRight, "don't| do"), ("see SP3.b|.", .wordLeft, "see |SP3.b."),
    ("see |SP3.b.", .wordRight, "see SP3.b|."), ("|)) x", .wordRight, "))| x"),
    ("ab|c\nd", .lineStart, "|abc\nd"), ("ab|c\nd", .lineEnd, "abc|\nd"),
    ("a\nb|c\nd", .documentStart, "|a\nbc\nd"), ("a\nb|c\nd", .documentEnd, "a\nbc\nd|"),
    ("abc\n|d", .up, "|abc\nd"), ("abc|\nd", .down, "abc\nd|"),
    ("a|b", .up, "|ab"), ("a|b", .down, "ab|"), ("中中|\nabcdef", .down, "中中\nabcd|ef"),
    ("abcde|\n中中中", .down, "abcde\n中中|中"),
  ])
  func motions(before: String, motion: Motion, after: String) {
    #expect(editing(before) { $0.move(motion, selecting: false, in: wide) } == after)
  }

  @Test func selectingKeepsTheAnchor() {
    #expect(editing("a|bc") { $0.move(.right, selecting: true, in: wide) } == "a«b|c")
    #expect(editing("a«b|c") { $0.move(.documentStart, selecting: true, in: wide) } == "|a»bc")
    #expect(editing("a«b|c") { $0.move(.left, selecting: true, in: wide) } == "a|bc")
  }

  @Test func upAndDownKeepTheColumnAcrossShortLines() {
    var editor = Editor(marked: "abcdef|\nx\n\nabcdefgh")
    for _ in 0..<3 { editor.move(.down, selecting: false, in: wide) }
    #expect(editor.marked == "abcdef\nx\n\nabcdef|gh")
    for _ in 0..<2 { editor.move(.up, selecting: false, in: wide) }
    #expect(editor.marked == "abcdef\nx|\n\nabcdefgh")
    editor.move(.left, selecting: false, in: wide)
    editor.move(.up, selecting: false, in: wide)
    #expect(editor.marked == "|abcdef\nx\n\nabcdefgh")
  }

  @Test func upAndDownGoByVisualRow() {
    let narrow = TextView(columns: 6, rows: 5)
    var editor = Editor(marked: "ab|cd efgh ijkl")
    editor.move(.down, selecting: false, in: narrow)
    #expect(editor.marked == "abcd ef|gh ijkl")
    editor.move(.down, selecting: false, in: narrow)
    #expect(editor.marked == "abcd efgh ij|kl")
    editor.move(.up, selecting: false, in: narrow)
    editor.move(.up, selecting: false, in: narrow)
    #expect(editor.marked == "ab|cd efgh ijkl")
  }

  @Test(arguments: [
    ("ab|c", DeletionUnit.character, "a|c"), ("x👨‍👩‍👧‍👦|", .character, "x|"),
    ("a\n|b", .character, "a|b"),
    ("|a", .character, "|a"), ("a«bc|d", .character, "a|d"), ("one two|", .word, "one |"),
    ("one\ntw|o\nx", .line, "one\n|x"), ("one\ntwo|", .line, "one|"), ("on|e", .line, "|"),
    ("one t|wo", .toLineStart, "|wo"), ("a\n|b", .toLineStart, "a|b"),
    ("one t|wo", .toLineEnd, "one t|"), ("a|\nb", .toLineEnd, "a|b"), ("a«b|c", .line, "a|c"),
  ])
  func deletionBackward(before: String, unit: DeletionUnit, after: String) {
    #expect(editing(before) { $0.deleteBackward(unit) } == after)
  }

  @Test(arguments: [
    ("a|bc", DeletionUnit.character, "a|c"), ("|e\u{301}x", .character, "|x"),
    ("a|\nb", .character, "a|b"), ("a|", .character, "a|"), ("|one two", .word, "| two"),
    ("a|bc\nd", .toLineEnd, "a|\nd"), ("a\nb|c\nd", .line, "a\n|d"),
  ])
  func deletionForward(before: String, unit: DeletionUnit, after: String) {
    #expect(editing(before) { $0.deleteForward(unit) } == after)
  }

  @Test func pasteNormalisesLineBreaksAndReplacesTheSelection() {
    #expect(editing("a«b|c") { $0.paste("x\r\ny\rz") } == "ax\ny\nz|c")
    var crlf = Editor(marked: "a\n|b", lineEnding: "\r\n")
    crlf.paste("x\r\n")
    #expect(crlf.buffer.text.utf8.elementsEqual("a\r\nx\r\nb".utf8))
  }

  @Test func typingBeforeACombiningMarkGoesOnBehindIt() {
    var editor = Editor("\u{301}")
    let now = ContinuousClock.now
    editor.type("a", at: now)
    editor.type("b", at: now)
    #expect(editor.buffer.text == "a\u{301}b")
  }

  @Test func clicksSelectWordsAndLines() {
    #expect(
      editing("see SP3.b. x") { $0.selectWord(at: TextPosition(line: 0, offset: 6)) }
        == "see «SP3.b|. x")
    #expect(editing("one") { $0.selectWord(at: TextPosition(line: 0, offset: 3)) } == "«one|")
    #expect(
      editing("a\nbc\nd") { $0.selectLine(at: TextPosition(line: 1, offset: 1)) } == "a\n«bc\n|d")
    #expect(editing("a\nb") { $0.selectAll() } == "«a\nb|")
    #expect(Editor(marked: "a«b\nc|").selectedText == "b\nc")
    #expect(Editor(marked: "a|").selectedText == nil)
  }

  @Test func placingInsideAClusterGoesToItsStart() {
    var editor = Editor("x👨‍👩‍👧‍👦y")
    editor.place(TextPosition(line: 0, offset: 9), selecting: false)
    #expect(editor.marked == "x|👨‍👩‍👧‍👦y")
  }

  @Test(arguments: [
    ("a\nb|\nc", "a\nB\nc", "a\nB|\nc"), ("a\nb\nc|", "x\ny\na\nb\nc", "x\ny\na\nb\nc|"),
    ("a\nb\nc|", "a\nc", "a\nc|"), ("a|", "a\nb\n", "a|\nb\n"), ("a\nb|", "a", "a|"),
    ("same|", "same", "same|"), ("long line|", "", "|"),
  ])
  func replacingAllTextKeepsTheCaretNear(before: String, text: String, after: String) {
    var editor = Editor(marked: before)
    let original = editor.buffer.text
    editor.replaceAllText(with: text)
    #expect(editor.marked == after)
    let hasUndone = editor.undo()
    #expect(hasUndone == (original != text))
    #expect(editor.buffer.text == original)
  }

  @Test func replacingAllTextTakesItsLineEndingAndUndoGivesItBack() {
    var editor = Editor("a\nb")
    editor.replaceAllText(with: "a\r\nb")
    #expect(editor.buffer.text.utf8.elementsEqual("a\r\nb".utf8))
    #expect(editor.isModified)
    #expect(editor.revision == 1)
    editor.undo()
    #expect(editor.buffer.text.utf8.elementsEqual("a\nb".utf8))
    editor.redo()
    #expect(editor.buffer.text.utf8.elementsEqual("a\r\nb".utf8))
  }

  @Test func replacingAllTextIsByteExactForEquivalentSpellings() {
    var editor = Editor("caf\u{E9}")
    editor.replaceAllText(with: "cafe\u{301}")
    #expect(editor.buffer.text.utf8.elementsEqual("cafe\u{301}".utf8))
  }
}
