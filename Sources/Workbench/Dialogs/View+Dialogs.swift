import TerminalText
import TextEditing
import Wording

func draw(_ dialog: Dialog, of state: State, on frame: inout Frame) {
  switch dialog {
  case .pick(let picker): drawPicker(picker, state, on: &frame)
  case .prompt(let prompt): drawPrompt(prompt, state, on: &frame)
  case .confirm(let confirmation): drawConfirmation(confirmation, state, on: &frame)
  case .menu(let list): drawMenu(list, state, on: &frame)
  case .palette(let palette): drawPalette(palette, state, on: &frame)
  case .help(let pager): drawHelp(pager, state, on: &frame)
  case .recover(let recovery): drawRecovery(recovery, state, on: &frame)
  case .find: break
  }
}

/// A box in the middle of the screen, cleared and framed.
///
/// - Returns: its inside, one cell narrower on both sides.
private func drawBox(
  _ title: String, columns: Int, rows: Int, within place: Rect? = nil, _ state: State,
  on frame: inout Frame
) -> Rect {
  let place = place ?? Rect(state.size)
  let width = min(columns + 4, place.columns)
  let height = min(rows + 2, place.rows)
  let box = Rect(
    column: place.column + (place.columns - width) / 2,
    row: place.row + (place.rows - height) / 2, columns: width, rows: height)
  frame.fill(box, style: .plain)
  frame.cursor = nil
  frame.draw(border: box, borders: state.ascii ? .ascii : .light, style: Theme.accent)
  let top = Rect(column: box.column + 1, row: box.row, columns: max(0, width - 2), rows: 1)
  frame.put(" \(title) ", row: 0, column: 1, in: top, Theme.focusedTitle)
  return Rect(
    column: box.column + 2, row: box.row + 1, columns: width - 4, rows: height - 2)
}

/// Text wrapped at words.
///
/// - Returns: the row after it.
private func putWrapped(
  _ text: String, row: Int, in rect: Rect, _ style: Style, on frame: inout Frame
) -> Int {
  let pieces = wrapped(text, rect.columns, frame)
  for (index, piece) in pieces.enumerated() {
    frame.put(text.part(piece.range), row: row + index, column: piece.indent, in: rect, style)
  }
  return row + pieces.count
}

private func wrapped(_ text: String, _ columns: Int, _ frame: Frame) -> [Wrapping.Row] {
  Wrapping(columns: max(8, columns), options: frame.textOptions).rows(of: text)
}

/// A field with its caret; long text scrolls so that the caret can be seen.
private func drawField(
  _ field: TextField, label: String, row: Int, in rect: Rect, isFocused: Bool = true,
  on frame: inout Frame
) {
  let column = frame.put(label, row: row, in: rect, Theme.dim)
  let room = max(1, rect.columns - column - 1)
  let text = DisplayText(field.text, options: frame.textOptions)
  var before = 0
  for glyph in text.glyphs where glyph.source.lowerBound < field.caret { before += glyph.columns }
  let skip = max(0, before - room + 1)
  var shown: [Glyph] = []
  var passed = 0
  for glyph in text.glyphs {
    if passed >= skip { shown.append(glyph) }
    passed += glyph.columns
  }
  frame.put(
    glyphs: shown[...], at: CellPosition(column: rect.column + column, row: rect.row + row),
    style: Theme.strong, placeholderStyle: Theme.placeholder, clip: rect)
  if isFocused {
    frame.cursor = CellPosition(column: rect.column + column + before - skip, row: rect.row + row)
  }
}

private func drawPicker(_ picker: Picker, _ state: State, on frame: inout Frame) {
  let items = picker.shown
  let place = picker.purpose == .outline ? placeBesidePolicy(state) : Rect(state.size)
  let around = picker.purpose == .outline ? 4 : 8
  let rows = min(max(items.count, 3), max(3, place.rows - around))
  let inner = drawBox(
    picker.title, columns: min(84, place.columns - (picker.purpose == .outline ? 4 : 8)),
    rows: rows + 2 + (picker.hint.isEmpty ? 0 : 1), within: place, state, on: &frame)
  drawField(picker.field, label: state.ascii ? "> " : "› ", row: 0, in: inner, on: &frame)
  var list = picker.list
  list.follow(rows: rows)
  let nameWidth = min(28, items.map { DisplayText($0.title).columns }.max() ?? 0)
  for offset in 0..<rows where list.top + offset < items.count {
    let index = list.top + offset
    let item = items[index]
    let row = offset + 2
    let line = Rect(column: inner.column, row: inner.row + row, columns: inner.columns, rows: 1)
    let isMarked = picker.marked?.contains(item.value) ?? false
    if isMarked { frame.put(state.ascii ? "*" : "●", row: 0, column: 2, in: line, Theme.accent) }
    let indent = picker.marked == nil ? 2 : 4
    // A name that is longer than its column has the row to itself where nothing follows.
    var name = line
    if !item.detail.isEmpty { name.columns = min(line.columns, nameWidth + indent + 1) }
    frame.put(item.title, row: 0, column: indent, in: name, Theme.strong)
    frame.put(item.detail, row: 0, column: nameWidth + indent + 2, in: line, Theme.dim)
    if index == list.selected {
      frame.put(state.ascii ? ">" : "▸", row: 0, in: line, Theme.accent)
      frame.restyle(line) { $0.adding(.reverse) }
    }
  }
  if items.isEmpty {
    frame.put(
      picker.isLoading
        ? "Looking…" : picker.items.isEmpty ? "Nothing here yet." : "Nothing matches.", row: 2,
      column: 2, in: inner,
      Theme.dim)
  }
  if !picker.hint.isEmpty {
    frame.put(picker.hint, row: rows + 2, in: inner, Theme.dim)
  }
}

/// Where a picker leaves the policy in sight.
private func placeBesidePolicy(_ state: State) -> Rect {
  let layout = state.layout
  guard let pane = layout.panes[.policy] else { return Rect(state.size) }
  switch layout.form {
  case .wide:
    let column = pane.column + pane.columns + 1
    return Rect(
      column: column, row: layout.body.row, columns: state.size.columns - column,
      rows: layout.body.rows)
  case .stacked:
    let row = pane.row + pane.rows
    return Rect(
      column: 0, row: row, columns: state.size.columns, rows: state.size.rows - 2 - row)
  case .single, .tooSmall:
    let row = layout.body.row + layout.body.rows / 3
    return Rect(
      column: 0, row: row, columns: state.size.columns, rows: state.size.rows - 1 - row)
  }
}

private func drawPrompt(_ prompt: Prompt, _ state: State, on frame: inout Frame) {
  let columns = min(72, state.size.columns - 8)
  let hint = prompt.problem ?? prompt.hint
  let rows = 1 + wrapped(hint, columns, frame).count
  let inner = drawBox(prompt.title, columns: columns, rows: rows, state, on: &frame)
  drawField(prompt.field, label: state.ascii ? "> " : "› ", row: 0, in: inner, on: &frame)
  _ = putWrapped(
    hint, row: 1, in: inner, prompt.problem == nil ? Theme.dim : Theme.error, on: &frame)
}

private func drawConfirmation(
  _ confirmation: Confirmation, _ state: State, on frame: inout Frame
) {
  let columns = min(72, state.size.columns - 8)
  let lines = confirmation.message.split(separator: "\n", omittingEmptySubsequences: false)
    .map(String.init)
  let rows = lines.map { max(1, wrapped($0, columns, frame).count) }.reduce(2, +)
  let inner = drawBox(confirmation.title, columns: columns, rows: rows, state, on: &frame)
  var row = 0
  for line in lines {
    row = max(row + 1, putWrapped(line, row: row, in: inner, Theme.text, on: &frame))
  }
  row += 1
  let column = frame.put(
    " \(confirmation.no) ", row: row, in: inner,
    confirmation.isYes ? Theme.dim : Theme.selection)
  frame.put(
    " \(confirmation.yes) ", row: row, column: column + 2, in: inner,
    confirmation.isYes ? Theme.selection : Theme.dim)
}

private func drawRecovery(_ recovery: Recovery, _ state: State, on frame: inout Frame) {
  if let difference = recovery.difference {
    let inner = drawBox(
      "\(difference.oldName) \(state.ascii ? "->" : "→") \(difference.newName)",
      columns: state.size.columns - 8, rows: state.size.rows - 6, state, on: &frame)
    drawDifference(difference, in: inner, on: &frame)
    return
  }
  let lines = TextBuffer(recovery.draft.text).writtenLines
  let texts = [
    (recovery.headline, Theme.strong),
    ("The draft has \(Measure.count(lines, "line"))\(recovery.contentWords).", Theme.text),
    (recovery.keyWords, Theme.dim),
  ]
  let columns = min(72, state.size.columns - 8)
  let rows = texts.map { wrapped($0.0, columns, frame).count }.reduce(0, +)
  let inner = drawBox("Recover draft", columns: columns, rows: rows, state, on: &frame)
  var row = 0
  for (text, style) in texts { row = putWrapped(text, row: row, in: inner, style, on: &frame) }
}

private func drawMenu(_ list: ListState, _ state: State, on frame: inout Frame) {
  let entries = state.menuEntries
  let columns = state.size.columns >= 100 ? 3 : state.size.columns >= 64 ? 2 : 1
  let needed = (entries.count + columns - 1) / columns
  let rows = min(needed, max(1, state.size.rows - 4))
  let width = columns == 1 ? state.size.columns - 6 : min(40, (state.size.columns - 8) / columns)
  let inner = drawBox("Menu", columns: width * columns, rows: rows, state, on: &frame)
  // Where not all fit, one column scrolls.
  var list = list
  if rows < needed { list.follow(rows: rows * columns) }
  for (offset, entry) in entries[list.top...].enumerated() where offset < rows * columns {
    let cell = Rect(
      column: inner.column + offset / rows * width, row: inner.row + offset % rows,
      columns: width - 1, rows: 1
    ).intersection(inner)
    guard !cell.isEmpty, let key = entry.menuKey else { continue }
    let isEnabled = state.disabledReason(entry.command) == nil
    frame.put(String(key), row: 0, in: cell, isEnabled ? Theme.accent : Theme.dim)
    frame.put(entry.title, row: 0, column: 3, in: cell, isEnabled ? Theme.text : Theme.dim)
    if list.top + offset == list.selected {
      frame.restyle(cell) { $0.adding(.reverse) }
      frame.cursor = CellPosition(column: cell.column, row: cell.row)
    }
  }
}

private func drawPalette(_ palette: Palette, _ state: State, on frame: inout Frame) {
  let rows = min(palette.rows.count, max(3, min(16, state.size.rows - 8)))
  let inner = drawBox(
    "Palette", columns: min(76, state.size.columns - 8), rows: rows + 3, state, on: &frame)
  drawField(palette.field, label: state.ascii ? "> " : "› ", row: 0, in: inner, on: &frame)
  var list = palette.list
  list.follow(rows: rows)
  for offset in 0..<rows where list.top + offset < palette.rows.count {
    let index = list.top + offset
    let command = palette.rows[index]
    let line = Rect(
      column: inner.column, row: inner.row + offset + 1, columns: inner.columns, rows: 1)
    let isEnabled = state.disabledReason(command) == nil
    let after = frame.put(
      command.info.title, row: 0, column: 2, in: line, isEnabled ? Theme.text : Theme.dim)
    frame.putRight(
      DisplayText(keyWords(command, state) + " "), row: 0, after: after, in: line, Theme.dim)
    if index == list.selected {
      frame.put(state.ascii ? ">" : "▸", row: 0, in: line, Theme.accent)
      frame.restyle(line) { $0.adding(.reverse) }
    }
  }
  if palette.rows.indices.contains(list.selected) {
    let command = palette.rows[list.selected]
    let reason = state.disabledReason(command)
    frame.put(
      reason ?? command.id, row: rows + 2, in: inner,
      reason == nil ? Theme.dim : Theme.caution)
  } else {
    frame.put("No command matches.", row: 1, column: 2, in: inner, Theme.dim)
  }
}

/// `^R  F5  ^T 5`.
func keyWords(_ command: Command, _ state: State) -> String {
  var labels = state.keymap.labels(of: command)
  if let key = command.info.menuKey, let menu = state.keymap.label(of: .menu) {
    labels.append("\(menu) \(key)")
  }
  for screen in ScreenID.allCases {
    if let letter = command.info.letters[screen], let opening = screen.description?.opening,
      let key = openingKey(opening, state)
    {
      labels.append("\(key) \(letter == " " ? "Space" : String(letter))")
    }
  }
  return labels.joined(separator: "  ")
}

/// A key of its own, else the menu's.
private func openingKey(_ command: Command, _ state: State) -> String? {
  if let key = state.keymap.label(of: command) { return key }
  guard let letter = command.info.menuKey, let menu = state.keymap.label(of: .menu) else {
    return nil
  }
  return "\(menu) \(letter)"
}

private func drawHelp(_ pager: Pager, _ state: State, on frame: inout Frame) {
  let inner = drawBox(
    pager.title, columns: min(78, state.size.columns - 6),
    rows: min(pager.lines.count, state.size.rows - 4), state, on: &frame)
  drawPager(pager, in: inner, on: &frame)
}

func drawFindBar(_ bar: FindBar, _ state: State, in rect: Rect, on frame: inout Frame) {
  let half = bar.pane.isEditor ? rect.columns * 2 / 5 : rect.columns * 2 / 3
  let query = Rect(column: 1, row: rect.row, columns: half - 1, rows: 1)
  drawField(
    bar.query, label: "Find ", row: 0, in: query, isFocused: bar.field == .query, on: &frame)
  if bar.pane.isEditor {
    let replacement = Rect(column: half + 1, row: rect.row, columns: half - 1, rows: 1)
    drawField(
      bar.replacement, label: "Replace with ", row: 0, in: replacement,
      isFocused: bar.field == .replacement, on: &frame)
  }
  guard let find = state.find else { return }
  let counted = findCount(find, bar.pane, state)
  frame.putRight(
    DisplayText("\(counted) "), row: 0, after: half * (bar.pane.isEditor ? 2 : 1), in: rect,
    Theme.dim)
}

/// `3/17`, or how many where none is selected.
private func findCount(_ find: TextSearch, _ pane: Pane, _ state: State) -> String {
  let (buffer, selection): (TextBuffer, TextRange?) =
    switch pane {
    case .policy: (state.policy.editor.buffer, state.policy.editor.selection.range)
    case .content: (state.content.editor.buffer, state.content.editor.selection.range)
    case .reasoning, .verdict: (state.bench.current?.chain.buffer ?? TextBuffer(""), nil)
    }
  let tally = find.tally(of: selection, in: buffer)
  if tally.total == 0 { return "not found" }
  if tally.current != nil { return tally.description }
  return tally.total == 1 ? "1 match" : "\(tally.total) matches"
}
