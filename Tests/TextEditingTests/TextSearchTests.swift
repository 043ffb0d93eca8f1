import Testing
import TextEditing

struct TextSearchTests {
  @Test func caseIsSmart() {
    #expect(TextSearch(query: "spam").matches(in: "Spam SPAM spam") == [0..<4, 5..<9, 10..<14])
    #expect(TextSearch(query: "Spam").matches(in: "Spam SPAM spam") == [0..<4])
    #expect(TextSearch(query: "straße").matches(in: "STRASSE Straße").count == 1)
    #expect(TextSearch(query: "é").matches(in: "É").count == 1)
    #expect(TextSearch(query: "spam", case: .matched).matches(in: "Spam").isEmpty)
  }

  @Test func matchesAreWholeClusters() {
    #expect(TextSearch(query: "e").matches(in: "e\u{301}e") == [3..<4])
    #expect(TextSearch(query: "\u{E9}").matches(in: "e\u{301}") == [0..<3])
    #expect(TextSearch(query: "👨").matches(in: "👨‍👩‍👧‍👦").isEmpty)
    #expect(TextSearch(query: "中").matches(in: "a中b中") == [1..<4, 5..<8])
  }

  @Test func matchesDoNotOverlap() {
    #expect(TextSearch(query: "aa").matches(in: "aaaaa") == [0..<2, 2..<4])
    #expect(TextSearch(query: "").matches(in: "abc").isEmpty)
  }

  @Test func nextAndPreviousGoAroundTheText() {
    let buffer = TextBuffer("a x\nx\nb x")
    let search = TextSearch(query: "x")
    func at(_ line: Int, _ offset: Int) -> TextPosition { TextPosition(line: line, offset: offset) }
    #expect(search.next(after: at(0, 0), in: buffer)?.start == at(0, 2))
    #expect(search.next(after: at(0, 3), in: buffer)?.start == at(1, 0))
    #expect(search.next(after: at(2, 3), in: buffer)?.start == at(0, 2))
    #expect(search.next(after: at(2, 3), in: buffer, wrapping: false) == nil)
    #expect(search.previous(before: at(1, 0), in: buffer)?.start == at(0, 2))
    #expect(search.previous(before: at(0, 2), in: buffer)?.start == at(2, 2))
    #expect(search.previous(before: at(0, 2), in: buffer, wrapping: false) == nil)
    #expect(TextSearch(query: "no").next(after: at(1, 0), in: buffer) == nil)
  }

  @Test func theTallyNamesTheCurrentMatch() {
    let buffer = TextBuffer("a x x\nx\nb x")
    let search = TextSearch(query: "x")
    let second = search.next(after: TextPosition(line: 0, offset: 3), in: buffer)
    #expect("\(search.tally(of: second, in: buffer))" == "2/4")
    #expect("\(search.tally(of: nil, in: buffer))" == "4")
    #expect(search.count(in: buffer) == 4)
  }

  @Test func replacingAllIsOneUndoGroupAndTheCaretStaysWithItsText() {
    var editor = Editor(marked: "ab ab\ncab|ab\nz")
    let count = editor.replaceAll(TextSearch(query: "ab"), with: "xyz")
    #expect(count == 4)
    #expect(editor.marked == "xyz xyz\ncxyz|xyz\nz")
    editor.undo()
    #expect(editor.marked == "ab ab\ncab|ab\nz")
    #expect(editor.replacedNothing(TextSearch(query: "nowhere")))
  }

  @Test func replacingOneMatchPutsTheCaretBehindIt() {
    var editor = Editor(marked: "|one two")
    let match = TextSearch(query: "one").next(after: .start, in: editor.buffer)!
    editor.replace(current: match, with: "three")
    #expect(editor.marked == "three| two")
  }
}

extension Editor {
  fileprivate func replacedNothing(_ search: TextSearch) -> Bool {
    var copy = self
    return copy.replaceAll(search, with: "x") == 0 && copy.revision == revision
  }
}
