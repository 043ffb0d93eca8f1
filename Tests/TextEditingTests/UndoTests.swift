import TerminalText
import Testing

@testable import TextEditing

struct UndoTests {
  private let start = ContinuousClock.now

  private func type(_ text: String, into editor: inout Editor, at second: Double = 0) {
    for character in text {
      editor.type(String(character), at: start.advanced(by: .seconds(second)))
    }
  }

  // `#expect` cannot call what mutates its subject.
  private func undo(_ editor: inout Editor) -> Bool { editor.undo() }
  private func redo(_ editor: inout Editor) -> Bool { editor.redo() }

  @Test func typingIsOneGroup() {
    var editor = Editor(marked: "x|y")
    type("abc", into: &editor)
    #expect(editor.marked == "xabc|y")
    #expect(undo(&editor))
    #expect(editor.marked == "x|y")
    #expect(!undo(&editor))
    #expect(redo(&editor))
    #expect(editor.marked == "xabc|y")
    #expect(!redo(&editor))
  }

  @Test func aPauseEndsTheGroup() {
    var editor = Editor()
    type("ab", into: &editor, at: 0)
    type("c", into: &editor, at: 0.9)
    type("de", into: &editor, at: 2)
    editor.undo()
    #expect(editor.marked == "abc|")
  }

  @Test(arguments: ["line break", "motion", "paste", "deletion", "focus", "several", "selection"])
  func theGroupEndsAt(what: String) {
    var editor = Editor()
    type("ab", into: &editor)
    switch what {
    case "line break": type("\n", into: &editor)
    case "motion":
      editor.move(.left, selecting: false, in: TextView(columns: 9, rows: 9))
      type("x", into: &editor)
    case "paste": editor.paste("x")
    case "deletion": editor.deleteBackward(.character)
    case "focus":
      editor.endUndoGroup()
      type("x", into: &editor)
    case "several": editor.type("xy", at: start)
    default:
      editor.selectAll()
      type("x", into: &editor)
    }
    let after = editor.buffer.text
    editor.undo()
    #expect(editor.buffer.text == "ab")
    editor.redo()
    #expect(editor.buffer.text == after)
  }

  @Test func aGroupHoldsAtMostAHundredCharacters() {
    var editor = Editor()
    type(String(repeating: "a", count: 150), into: &editor)
    editor.undo()
    #expect(editor.buffer.text.utf8.count == 100)
  }

  @Test func deletionsInOneDirectionAreOneGroup() {
    var editor = Editor(marked: "abcd|efgh")
    for _ in 0..<3 { editor.deleteBackward(.character) }
    for _ in 0..<3 { editor.deleteForward(.character) }
    #expect(editor.marked == "a|h")
    editor.undo()
    #expect(editor.marked == "a|efgh")
    editor.undo()
    #expect(editor.marked == "abcd|efgh")
    editor.redo()
    editor.redo()
    #expect(editor.marked == "a|h")
  }

  @Test func undoRestoresTheSelection() {
    var editor = Editor(marked: "a|bc»d")
    type("xyz", into: &editor)
    editor.undo()
    #expect(editor.marked == "a|bc»d")
  }

  @Test func modifiedIsAboutRevisionsNotTexts() {
    var editor = Editor()
    #expect(!editor.isModified)
    type("a", into: &editor)
    #expect(editor.isModified)
    editor.markSaved()
    #expect(!editor.isModified)
    // Must not join the group that is saved.
    type("b", into: &editor)
    #expect(editor.isModified)
    editor.undo()
    #expect(editor.buffer.text == "a")
    #expect(!editor.isModified)
    editor.undo()
    #expect(editor.isModified)
    type("a", into: &editor)
    #expect(editor.isModified)
  }

  @Test func typingAfterUndoStartsABranchAndRedoFollowsIt() {
    var editor = Editor()
    type("a", into: &editor)
    editor.undo()
    type("b", into: &editor)
    #expect(!redo(&editor))
    editor.undo()
    #expect(editor.buffer.isEmpty)
    editor.redo()
    #expect(editor.buffer.text == "b")
  }

  @Test func theOldestGroupsAreForgotten() {
    var editor = Editor()
    for _ in 0..<1_500 { editor.paste("a") }
    var undone = 0
    while editor.undo() { undone += 1 }
    #expect(undone == 1_000)
    #expect(editor.buffer.text.utf8.count == 500)
    while editor.redo() {}
    #expect(editor.buffer.text.utf8.count == 1_500)
  }

  @Test func bigEditsAreForgottenByTheirSize() {
    var history = UndoHistory()
    history.maximumBytes = 10_000
    for _ in 0..<20 { history.record(pasting: String(repeating: "x", count: 1_000)) }
    var undone = 0
    while history.undo() != nil { undone += 1 }
    #expect(undone == 8)
    while history.redo() != nil {}
    // One edit larger than the bound can be undone all the same.
    history.record(pasting: String(repeating: "x", count: 20_000))
    #expect(history.canUndo)
  }

  @Test(arguments: 1...60)
  func undoingAllGivesTheOriginalAndRedoingAllTheResult(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let original = generator.text(pieces: 40)
    var editor = Editor(original)
    var mirror = editor.buffer
    var seen = editor.revision
    for step in 0..<300 {
      mutate(&editor, step: step, using: &generator)
      for edit in editor.edits(since: seen) ?? [] { mirror.apply(edit) }
      seen = editor.revision
      #expect(editor.buffer.clusterAligned(editor.selection.head) == editor.selection.head)
      if step % 30 == 29 {
        #expect(editor.buffer.text.utf8.elementsEqual(mirror.text.utf8), "seed \(seed)")
      }
    }
    // What was undone on the way must not be redone beyond: go on from a new edit.
    editor.paste("!")
    let final = editor.buffer.text
    let selection = editor.selection
    while editor.undo() {}
    #expect(editor.buffer.text.utf8.elementsEqual(original.utf8), "seed \(seed)")
    #expect(!editor.isModified, "seed \(seed)")
    while editor.redo() {}
    #expect(editor.buffer.text.utf8.elementsEqual(final.utf8), "seed \(seed)")
    #expect(editor.selection == selection, "seed \(seed)")
  }

  private func mutate(
    _ editor: inout Editor, step: Int, using generator: inout SeededGenerator
  ) {
    let view = TextView(columns: 12, rows: 6)
    switch Int.random(in: 0..<12, using: &generator) {
    case 0...3:
      let text = generator.text(pieces: 1)
      editor.type(text, at: start.advanced(by: .milliseconds(step * 300)))
    case 4: editor.paste(generator.text(pieces: 5))
    case 5: editor.deleteBackward(DeletionUnit.allCases.randomElement(using: &generator)!)
    case 6: editor.deleteForward(DeletionUnit.allCases.randomElement(using: &generator)!)
    case 7:
      for _ in 0..<3 { editor.deleteBackward(.character) }
    case 8:
      let selecting = Bool.random(using: &generator)
      editor.move(Motion.allCases.randomElement(using: &generator)!, selecting: selecting, in: view)
    case 9: editor.place(editor.buffer.randomPosition(using: &generator), selecting: false)
    case 10: editor.undo()
    default: editor.replaceAll(TextSearch(query: "a"), with: "bb")
    }
  }
}

extension UndoHistory {
  fileprivate mutating func record(pasting text: String) {
    let caret = Selection(at: .start)
    let edit = Edit(range: caret.range, replacement: text)
    record(
      Revision(
        parent: current, edits: [edit],
        inverses: [Edit(range: TextRange(.start, edit.replacementEnd), replacement: "")],
        selectionBefore: caret, selectionAfter: Selection(at: edit.replacementEnd),
        lineEndingBefore: .lf, lineEndingAfter: .lf))
  }
}
