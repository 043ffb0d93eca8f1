import Runs
import TextEditing
import Wording

extension State {
  /// Changes the editor in focus, and whatever hangs on its text.
  mutating func withEditor(_ change: (inout Editor, TextView) -> Void) {
    switch focus {
    case .policy:
      let revision = policy.editor.revision
      change(&policy.editor, policy.view)
      policy.view.follow(policy.editor.selection.head, in: policy.editor.buffer)
      if policy.editor.revision != revision {
        textChanged(in: .policy)
        fitViews()
      }
    case .content:
      let revision = content.editor.revision
      change(&content.editor, content.view)
      content.view.follow(content.editor.selection.head, in: content.editor.buffer)
      if content.editor.revision != revision { textChanged(in: .content) }
    case .reasoning, .verdict:
      break
    }
  }

  mutating func edit(_ command: Command, selecting: Bool) {
    let instant = now.instant
    let clipboard = clipboard
    withEditor { editor, view in
      switch command {
      case .undo: _ = editor.undo()
      case .redo: _ = editor.redo()
      case .paste: if !clipboard.isEmpty { editor.paste(clipboard) }
      case .selectAll: editor.selectAll()
      case .insertTab: editor.type("\t", at: instant)
      case .deleteWord: editor.deleteBackward(.word)
      case .deleteToLineEnd: editor.deleteForward(.toLineEnd)
      case .lineStart: editor.move(.lineStart, selecting: selecting, in: view)
      case .lineEnd: editor.move(.lineEnd, selecting: selecting, in: view)
      case .wordLeft: editor.move(.wordLeft, selecting: selecting, in: view)
      case .wordRight: editor.move(.wordRight, selecting: selecting, in: view)
      case .documentStart: editor.move(.documentStart, selecting: selecting, in: view)
      case .documentEnd: editor.move(.documentEnd, selecting: selecting, in: view)
      default: break
      }
    }
  }

  mutating func type(_ text: String) {
    let instant = now.instant
    withEditor { editor, _ in editor.type(text, at: instant) }
  }

  mutating func paste(_ text: String) {
    withEditor { editor, _ in editor.paste(text) }
  }

  mutating func move(_ motion: Motion, selecting: Bool) {
    withEditor { editor, view in editor.move(motion, selecting: selecting, in: view) }
  }

  mutating func copySelection(cutting: Bool) -> [Effect] {
    let text: String?
    switch focus {
    case .policy: text = policy.editor.selectedText
    case .content:
      if let maskReason {
        say(maskReason)
        return []
      }
      text = content.editor.selectedText
    case .reasoning: text = bench.current.map { shownOfModel($0.record.reasoning) }
    case .verdict: text = bench.current.map { shownOfModel($0.record.answer) }
    }
    guard let text, !text.isEmpty else {
      say("Nothing selected. Esc stops a run, Ctrl-Q quits.")
      return []
    }
    clipboard = text
    if cutting { withEditor { editor, _ in editor.deleteBackward(.character) } }
    return [.terminal(.copy(text))]
  }

  // MARK: Find

  mutating func openFind() {
    let editor = focus == .content ? content.editor : policy.editor
    let seed = focus.isEditor ? editor.selectedText ?? "" : ""
    dialog = .find(
      FindBar(pane: focus, query: TextField(seed.contains("\n") ? "" : seed)))
    refreshFind()
  }

  mutating func refreshFind() {
    guard case .find(let bar)? = dialog else { return }
    findPane = bar.pane
    find = bar.query.text.isEmpty ? nil : TextSearch(query: bar.query.text)
  }

  /// Goes to the next or previous place, around the end.
  mutating func findNext(backward: Bool) {
    guard case .find(let bar)? = dialog, let find else { return }
    let buffer: TextBuffer
    let selection: Selection?
    switch bar.pane {
    case .policy: (buffer, selection) = (policy.editor.buffer, policy.editor.selection)
    case .content: (buffer, selection) = (content.editor.buffer, content.editor.selection)
    case .reasoning, .verdict:
      (buffer, selection) = (bench.current?.chain.buffer ?? TextBuffer(""), nil)
    }
    let top = TextPosition(line: bench.view.top.line, offset: 0)
    let from =
      selection.map { backward ? $0.range.start : $0.range.end }
      ?? (backward ? top : TextPosition(line: top.line + 1, offset: 0))
    let found =
      backward
      ? find.previous(before: from, in: buffer, wrapping: true)
      : find.next(after: from, in: buffer, wrapping: true)
    guard let found else {
      say("“\(find.query)” is not here.")
      return
    }
    if bar.pane.isEditor {
      withEditor { editor, _ in editor.select(found) }
      showAround(found.start.line)
    } else {
      bench.isFollowing = false
      bench.view.top = TextPosition(line: found.start.line, offset: 0)
    }
  }

  /// Scrolls so that some lines before and after the caret can be seen.
  private mutating func showAround(_ line: Int) {
    func show(_ view: inout TextView, _ editor: Editor) {
      let margin = min(3, view.rows / 4)
      for near in [line + margin, line - margin] {
        view.follow(
          editor.buffer.clamped(TextPosition(line: max(0, near), offset: 0)), in: editor.buffer)
      }
      view.follow(editor.selection.head, in: editor.buffer)
    }
    if focus == .policy { show(&policy.view, policy.editor) }
    if focus == .content { show(&content.view, content.editor) }
  }

  mutating func replace(all: Bool) {
    guard case .find(let bar)? = dialog, let find, bar.pane.isEditor else { return }
    let replacement = bar.replacement.text
    if all {
      var count = 0
      withEditor { editor, _ in count = editor.replaceAll(find, with: replacement) }
      say("Replaced \(count) of “\(find.query)”. Ctrl-Z takes it back.")
      // The bar stands where this is said.
      dialog = nil
      self.find = nil
      return
    }
    withEditor { editor, _ in
      let selected = editor.selection.range
      let matches = find.matches(in: editor.buffer.line(selected.start.line))
      if selected.start.line == selected.end.line,
        matches.contains(selected.start.offset..<selected.end.offset)
      {
        editor.replace(current: selected, with: replacement)
      }
    }
    findNext(backward: false)
  }
}
