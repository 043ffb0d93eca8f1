extension Command {
  /// What edits text.
  static let editing: [CommandInfo] = [
    CommandInfo(.find, "Find and replace", short: "Find", keys: ["ctrl-f"]),
    CommandInfo(.goToLine, "Go to line", short: "Line", keys: ["ctrl-g"]),
    CommandInfo(.undo, "Undo", in: .editor, keys: ["ctrl-z"]),
    CommandInfo(.redo, "Redo", in: .editor, keys: ["ctrl-y"]),
    CommandInfo(.copy, "Copy", keys: ["ctrl-c"]),
    CommandInfo(.cut, "Cut", in: .editor, keys: ["ctrl-x"]),
    CommandInfo(.paste, "Paste", in: .editor, keys: ["ctrl-v"]),
    CommandInfo(.selectAll, "Select all", in: .editor, menu: "a"),
    CommandInfo(.insertTab, "Insert a tab", in: .editor, menu: "t"),
    CommandInfo(
      .deleteWord, "Delete the word before the caret", in: .editor,
      keys: ["ctrl-w", "alt-backspace"]),
    CommandInfo(.deleteToLineEnd, "Delete to the line's end", in: .editor, keys: ["ctrl-k"]),
    CommandInfo(.lineStart, "Line start", in: .editor, keys: ["home", "ctrl-a"]),
    CommandInfo(.lineEnd, "Line end", in: .editor, keys: ["end", "ctrl-e"]),
    CommandInfo(.wordLeft, "Word left", in: .editor, keys: ["ctrl-left", "alt-left", "alt-b"]),
    CommandInfo(.wordRight, "Word right", in: .editor, keys: ["ctrl-right", "alt-right", "alt-f"]),
    CommandInfo(.documentStart, "Document start", in: .editor, keys: ["ctrl-home"]),
    CommandInfo(.documentEnd, "Document end", in: .editor, keys: ["ctrl-end"]),
  ]
}
