import TerminalText
import TextEditing

func drawPolicy(_ state: State, in rect: Rect, on frame: inout Frame) {
  let pane = state.policy
  let buffer = pane.editor.buffer
  if buffer.byteCount == 0, pane.name == nil {
    drawHint("Ctrl-O opens a policy, Ctrl-N starts one", in: rect, on: &frame)
    return
  }
  let gutter = PolicyGutter.columns(buffer)
  let numbers = PolicyGutter.numberColumns(buffer)
  let inner = Rect(
    column: rect.column + gutter, row: rect.row, columns: rect.columns - gutter, rows: rect.rows)
  let rows = pane.view.visibleRows(of: buffer)
  for (index, row) in rows.enumerated() where index < rect.rows {
    if row.isFirst {
      let number = String(row.line + 1)
      let isCaretLine = row.line == pane.editor.selection.head.line
      let column = numbers - number.utf8.count + 1
      frame.put(
        number, row: index, column: column, in: rect,
        row.line == state.landing
          ? Theme.landing : isCaretLine ? Theme.text : Theme.dim)
      if pane.citedLines.contains(row.line) {
        frame.put(state.ascii ? ">" : "▸", row: index, in: rect, Theme.accent)
      }
      if let level = pane.heat?.levels[row.line] {
        frame.put(
          level.glyph(ascii: state.ascii), row: index, column: numbers + 1, in: rect, level.style)
      } else if pane.hints.lines.contains(row.line) {
        frame.put("!", row: index, column: numbers + 1, in: rect, Theme.caution)
      }
    }
    let tokens = pane.highlighter.tokens(line: row.line, in: buffer)
    let text = EditorRow(
      row: row, selection: pane.editor.selection, isCited: pane.citedLines.contains(row.line),
      matches: matches(state, on: buffer.line(row.line), pane: .policy))
    text.draw(on: &frame, at: index, in: inner) { offset in
      tokens.last { $0.range.contains(offset) }.map { Theme.markdown($0.kind) } ?? Theme.text
    }
  }
  if state.focus == .policy, state.dialog == nil {
    frame.cursor = caret(of: pane.editor, in: pane.view, at: inner)
  }
}

func drawContent(_ state: State, in rect: Rect, on frame: inout Frame) {
  let pane = state.content
  if pane.editor.buffer.byteCount == 0 {
    drawHint("Type or paste content, or Ctrl-T c for a case", in: rect, on: &frame)
  }
  let rect = rect.withoutLeftColumn
  let rows = pane.view.visibleRows(of: pane.editor.buffer)
  for (index, row) in rows.enumerated() where index < rect.rows {
    let line = pane.editor.buffer.line(row.line)
    let row = state.isMasked ? row.masked(ascii: state.ascii) { _ in true } : row
    let text = EditorRow(
      row: row, selection: pane.editor.selection, isCited: false,
      matches: matches(state, on: line, pane: .content))
    text.draw(on: &frame, at: index, in: rect) { _ in Theme.text }
  }
  if state.focus == .content, state.dialog == nil {
    frame.cursor = caret(of: pane.editor, in: pane.view, at: rect)
  }
}

func matches(_ state: State, on line: String, pane: Pane) -> [Range<Int>] {
  guard let find = state.find, state.findPane == pane, line.utf8.count <= 100_000 else {
    return []
  }
  return find.matches(in: line)
}

extension Rect {
  /// Text keeps one column off the border.
  var withoutLeftColumn: Rect {
    Rect(column: column + 1, row: row, columns: columns - 1, rows: rows)
  }
}

/// Lines that say what an empty pane is for.
func drawHint(_ text: String, in rect: Rect, on frame: inout Frame) {
  frame.put(text, row: 0, column: 1, in: rect, Theme.dim)
}

private func caret(of editor: Editor, in view: TextView, at rect: Rect) -> CellPosition? {
  guard let cell = view.cell(of: editor.selection.head, in: editor.buffer) else { return nil }
  return CellPosition(
    column: rect.column + min(cell.column, max(0, rect.columns - 1)), row: rect.row + cell.row)
}

/// One visual row of an editor with everything that lies over its text.
private struct EditorRow {
  var row: VisualRow
  var selection: Selection
  var isCited: Bool
  var matches: [Range<Int>]

  func draw(
    on frame: inout Frame, at index: Int, in rect: Rect, style: (Int) -> Style
  ) {
    let selected = selectedRange
    var column = row.indent
    // Glyphs of one style go out together.
    var run: [Glyph] = []
    var runStyle = Style.plain
    func flush(_ frame: inout Frame) {
      guard !run.isEmpty else { return }
      column =
        frame.put(
          glyphs: run[...],
          at: CellPosition(column: rect.column + column, row: rect.row + index), style: runStyle,
          placeholderStyle: Theme.placeholder, clip: rect) - rect.column
      run.removeAll(keepingCapacity: true)
    }
    for glyph in row.glyphs {
      let offset = glyph.source.lowerBound
      var next = style(offset)
      if matches.contains(where: { $0.contains(offset) }) { next = next.adding(.underline) }
      if selected?.contains(offset) ?? false { next = next.adding(.reverse) }
      if next != runStyle { flush(&frame) }
      runStyle = next
      run.append(glyph)
    }
    flush(&frame)
    // A selected line end shows as one cell, so that empty lines are seen to be selected.
    if let selected, selected.upperBound > row.range.upperBound, endsLine {
      frame.put(" ", row: index, column: column, in: rect, Theme.selection)
    }
  }

  /// Whether the selection goes on past this row's line.
  private var endsLine: Bool { row.line < selection.range.end.line }

  /// UTF-8 offsets of this row's line that are selected.
  private var selectedRange: Range<Int>? {
    let range = selection.range
    guard !selection.isEmpty, range.start.line <= row.line, row.line <= range.end.line else {
      return nil
    }
    let start = range.start.line < row.line ? 0 : range.start.offset
    let end = range.end.line > row.line ? Int.max : range.end.offset
    return start < end ? start..<end : nil
  }
}
