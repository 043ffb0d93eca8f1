import Cases
import TerminalInput
import TerminalText
import TextEditing
import Wording

extension State {
  mutating func handle(_ event: InputEvent) -> [Effect] {
    switch event {
    case .key, .text, .paste:
      dismissError()
      lastInput = now.instant
      landing = nil
    default: break
    }
    switch event {
    case .key(let chord): return press(chord)
    case .text(let text): return typed(text, isPaste: false)
    case .paste(let text): return typed(text, isPaste: true)
    case .mouse(let mouse): return mouseEnabled ? handle(mouse) : []
    case .focusGained: return lookOutside()
    default: return []
    }
  }

  /// Errors stay until the next key.
  private mutating func dismissError() {
    if notice?.isError ?? false { notice = nil }
  }

  private mutating func typed(_ text: String, isPaste: Bool) -> [Effect] {
    guard !text.isEmpty else { return [] }
    if let dialog, dialog.hasField { return typedInDialog(text) }
    if dialog == nil, screen == nil, focus.isEditor {
      if isPaste { paste(text) } else { type(text) }
      return []
    }
    guard !isPaste else {
      say("Nothing here takes pasted text.")
      return []
    }
    // Each character is a key of its own; what it opens takes the rest.
    let first = text[text.startIndex]
    let effects: [Effect] =
      if dialog != nil {
        typedInDialog(String(first))
      } else if screen != nil {
        pressOnScreen(KeyChord(.character(first)))
      } else {
        pressInReader(first)
      }
    return effects + typed(String(text.dropFirst()), isPaste: isPaste)
  }

  private mutating func press(_ chord: KeyChord) -> [Effect] {
    if dialog != nil { return pressInDialog(chord) }
    if screen != nil { return pressOnScreen(chord) }
    if chord.key == .escape, chord.modifiers.isEmpty { return escape() }
    let contexts: [Command.Context] =
      focus.isEditor ? [.editor, .bench, .everywhere] : [.bench, .everywhere]
    if let (command, selecting) = command(for: chord, in: contexts) {
      return perform(command, selecting: selecting)
    }
    if focus.isEditor {
      pressInEditor(chord)
      return []
    }
    return pressInReader(chord)
  }

  /// The command of a chord; with Shift as well, if it is a motion's.
  func command(for chord: KeyChord, in contexts: [Command.Context]) -> (Command, Bool)? {
    if let command = keymap.command(for: chord, in: contexts) { return (command, false) }
    guard chord.modifiers.contains(.shift) else { return nil }
    var plain = chord
    plain.modifiers.remove(.shift)
    guard let command = keymap.command(for: plain, in: contexts), command.isMotion else {
      return nil
    }
    return (command, true)
  }

  /// One thing: clear find or selection, else stop the run.
  private mutating func escape() -> [Effect] {
    if find != nil {
      find = nil
      return []
    }
    if focus == .policy, !policy.editor.selection.isEmpty {
      policy.editor.place(policy.editor.selection.head, selecting: false)
      return []
    }
    if focus == .content, !content.editor.selection.isEmpty {
      content.editor.place(content.editor.selection.head, selecting: false)
      return []
    }
    if notice != nil, !isRunning, erasing == nil {
      notice = nil
      timers.notice = nil
      return []
    }
    return stop()
  }

  private mutating func pressInEditor(_ chord: KeyChord) {
    let selecting = chord.modifiers.contains(.shift)
    let instant = now.instant
    switch chord.key {
    case .left: move(.left, selecting: selecting)
    case .right: move(.right, selecting: selecting)
    case .up: move(.up, selecting: selecting)
    case .down: move(.down, selecting: selecting)
    case .pageUp: move(.pageUp, selecting: selecting)
    case .pageDown: move(.pageDown, selecting: selecting)
    case .home: move(.lineStart, selecting: selecting)
    case .end: move(.lineEnd, selecting: selecting)
    case .enter where chord.modifiers.subtracting(.shift).isEmpty:
      withEditor { editor, _ in editor.type("\n", at: instant) }
    case .backspace: withEditor { editor, _ in editor.deleteBackward(.character) }
    case .delete: withEditor { editor, _ in editor.deleteForward(.character) }
    case .character(let character) where chord.modifiers.subtracting(.shift).isEmpty:
      type(String(character))
    default: break
    }
  }

  // MARK: Reading panes

  private mutating func pressInReader(_ chord: KeyChord) -> [Effect] {
    switch chord.key {
    case .up: scrollReader(by: -1)
    case .down: scrollReader(by: 1)
    case .pageUp: scrollReader(by: -max(1, bench.view.rows - 1))
    case .pageDown: scrollReader(by: max(1, bench.view.rows - 1))
    case .home: scrollReaderToStart()
    case .end: scrollReaderToEnd()
    case .enter where focus == .verdict: return openConcernedCases()
    case .enter where focus == .reasoning: return perform(.goToCitation)
    case .left where focus == .verdict: showDraw(bench.shown - 1)
    case .right where focus == .verdict: showDraw(bench.shown + 1)
    case .character(let character) where chord.modifiers.isEmpty:
      return pressInReader(character)
    default: break
    }
    return []
  }

  private mutating func pressInReader(_ character: Character) -> [Effect] {
    switch character {
    case "j": scrollReader(by: 1)
    case "k": scrollReader(by: -1)
    case " ": scrollReader(by: max(1, bench.view.rows - 1))
    case "g": scrollReaderToStart()
    case "G": scrollReaderToEnd()
    case "y": return copySelection(cutting: false)
    case "/": openFind()
    case "n", "N": findAgain(backward: character == "N")
    case "c", "]": return perform(.nextCitation)
    case "C", "[": return perform(.previousCitation)
    case "d" where focus == .verdict: return perform(.settleLabel)
    case "u" where focus == .verdict: return perform(.unsettleLabel)
    case "1"..."9":
      if bench.draws.count > 1, let digit = character.wholeNumberValue { showDraw(digit - 1) }
    default: break
    }
    return []
  }

  private mutating func findAgain(backward: Bool) {
    guard let find else {
      openFind()
      return
    }
    dialog = .find(FindBar(pane: focus, query: TextField(find.query)))
    findNext(backward: backward)
    dialog = nil
  }

  mutating func scrollReader(by rows: Int) {
    guard let buffer = bench.current?.chain.buffer else { return }
    bench.view.scroll(by: rows, in: buffer)
    bench.isFollowing = bench.view.isAtEnd(in: buffer)
  }

  private mutating func scrollReaderToStart() {
    bench.view.top = .start
    bench.isFollowing = bench.current.map { bench.view.isAtEnd(in: $0.chain.buffer) } ?? true
  }

  private mutating func scrollReaderToEnd() {
    bench.isFollowing = true
    if let buffer = bench.current?.chain.buffer { bench.view.scrollToEnd(in: buffer) }
  }

  /// From the regression line to the cases that want a look.
  private mutating func openConcernedCases() -> [Effect] {
    guard let regression, content.caseSet?.name == regression.set,
      !regression.concerned.isEmpty
    else {
      return []
    }
    return push(CasesScreen(in: environment, only: Set(regression.concerned)))
  }

  // MARK: Mouse

  private mutating func handle(_ mouse: MouseEvent) -> [Effect] {
    let step = 3
    switch mouse.kind {
    case .wheelUp, .wheelDown:
      let rows = mouse.kind == .wheelUp ? -step : step
      if dialog != nil {
        scrollDialog(by: rows)
      } else if screen != nil {
        return moveOnScreen(.by(rows))
      } else {
        scroll(
          pane: layout.pane(at: CellPosition(column: mouse.column, row: mouse.row)) ?? focus,
          by: rows)
      }
    case .press where mouse.button == .left:
      guard dialog == nil, screen == nil,
        let pane = layout.pane(at: CellPosition(column: mouse.column, row: mouse.row))
      else {
        return []
      }
      show(pane)
      landing = nil
      let position = CellPosition(column: mouse.column, row: mouse.row)
      if pane == .reasoning, let citation = citation(at: position) {
        bench.citation = citation
        return perform(.goToCitation)
      }
      place(at: position, selecting: mouse.modifiers.contains(.shift))
    case .drag where mouse.button == .left:
      guard dialog == nil, screen == nil else { return [] }
      place(at: CellPosition(column: mouse.column, row: mouse.row), selecting: true)
    default: break
    }
    return []
  }

  private mutating func scroll(pane: Pane, by rows: Int) {
    switch pane {
    case .policy: policy.view.scroll(by: rows, in: policy.editor.buffer)
    case .content: content.view.scroll(by: rows, in: content.editor.buffer)
    case .reasoning, .verdict: scrollReader(by: rows)
    }
  }

  private mutating func place(at position: CellPosition, selecting: Bool) {
    guard let rect = layout.panes[focus] else { return }
    let row = min(max(position.row - rect.row, 0), max(rect.rows - 1, 0))
    let column = max(0, position.column - rect.column)
    switch focus {
    case .policy:
      let inner = CellPosition(
        column: max(0, column - PolicyGutter.columns(policy.editor.buffer)), row: row)
      let target = policy.view.position(at: inner, in: policy.editor.buffer)
      policy.editor.place(target, selecting: selecting)
    case .content:
      let inner = CellPosition(column: max(0, column - 1), row: row)
      let target = content.view.position(at: inner, in: content.editor.buffer)
      content.editor.place(target, selecting: selecting)
    case .reasoning, .verdict: break
    }
  }
}

extension Command {
  /// Motions select while Shift is held.
  var isMotion: Bool {
    switch self {
    case .lineStart, .lineEnd, .wordLeft, .wordRight, .documentStart, .documentEnd: true
    default: false
    }
  }
}
