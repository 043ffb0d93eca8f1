public import TextEditing

/// A field of one line in a dialog.
public struct TextField: Sendable {
  public private(set) var editor: Editor

  init(_ text: String = "") {
    editor = Editor(text)
    editor.selectAll()
  }

  public var text: String { editor.buffer.text }
  /// UTF-8 offset of the caret.
  public var caret: Int { editor.selection.head.offset }

  mutating func type(_ text: String) {
    editor.paste(String(text.map { $0.isNewline ? " " : $0 }))
  }

  mutating func setText(_ text: String) {
    editor.replaceAllText(with: text)
  }

  /// - Returns: whether the command was one of a field's.
  mutating func perform(_ command: Command, selecting: Bool) -> Bool {
    let line = TextView.field
    switch command {
    case .lineStart, .documentStart: editor.move(.lineStart, selecting: selecting, in: line)
    case .lineEnd, .documentEnd: editor.move(.lineEnd, selecting: selecting, in: line)
    case .wordLeft: editor.move(.wordLeft, selecting: selecting, in: line)
    case .wordRight: editor.move(.wordRight, selecting: selecting, in: line)
    case .deleteWord: editor.deleteBackward(.word)
    case .deleteToLineEnd: editor.deleteForward(.toLineEnd)
    case .undo: _ = editor.undo()
    case .redo: _ = editor.redo()
    case .selectAll: editor.selectAll()
    default: return false
    }
    return true
  }

  mutating func move(_ motion: Motion, selecting: Bool) {
    editor.move(motion, selecting: selecting, in: .field)
  }

  mutating func deleteBackward() { editor.deleteBackward(.character) }
  mutating func deleteForward() { editor.deleteForward(.character) }
}

extension TextView {
  /// Wide enough that a field never wraps.
  fileprivate static let field = TextView(columns: 100_000, rows: 1)
}
