public import TerminalText

/// The whole screen for a state. Costs by the visible rows, never by the length of a text.
public func view(_ state: State) -> Frame {
  var frame = Frame(size: state.size)
  frame.textOptions.ascii = state.ascii
  frame.mouse = state.mouseEnabled ? .buttonsAndDrag : .off
  frame.title = ["precept", state.policy.name].compactMap { $0 }.joined(separator: " · ")
  if let window = state.oversize {
    let words = [
      "This window is too large to draw: \(window.columns)×\(window.rows) cells.",
      "Make it at most \(State.longestSide) columns and rows,",
      "and \(State.mostCells) cells in all.",
    ]
    for (row, line) in words.enumerated() {
      frame.put(line, row: row, in: Rect(state.size), Theme.strong)
    }
    frame.color(by: state.colors)
    return frame
  }
  let layout = state.layout
  if layout.form == .tooSmall {
    let words = "Precept needs 30×8 cells; this is \(state.size.columns)×\(state.size.rows)."
    frame.put(words, row: 0, in: layout.body, Theme.strong)
    frame.color(by: state.colors)
    return frame
  }
  if let screen = state.screen {
    drawScreen(screen, of: state, on: &frame)
  } else {
    drawBench(state, layout, on: &frame)
  }
  if let dialog = state.dialog {
    draw(dialog, of: state, on: &frame)
  }
  frame.color(by: state.colors)
  return frame
}

extension Frame {
  /// Text on one row of a rectangle.
  ///
  /// - Returns: the column after it.
  @discardableResult
  mutating func put(
    _ text: String, row: Int, column: Int = 0, in rect: Rect, _ style: Style = .plain
  ) -> Int {
    put(
      DisplayText(text.head(ofColumns: rect.columns), options: textOptions),
      at: CellPosition(column: rect.column + column, row: rect.row + row), style: style,
      placeholderStyle: Theme.placeholder, clip: rect) - rect.column
  }

  /// Text that ends at the rectangle's right edge; nothing if it does not fit right of `after`.
  mutating func putRight(
    _ text: DisplayText, row: Int, after: Int, in rect: Rect, _ style: Style = .plain
  ) {
    let column = rect.columns - text.columns
    guard column > after else { return }
    put(
      text, at: CellPosition(column: rect.column + column, row: rect.row + row), style: style,
      clip: rect)
  }
}

/// Facts of a title, joined by ` · ` and dropped from the right until they fit.
public struct Facts {
  var facts: [(text: String, style: Style)] = []

  mutating func add(_ text: String?, _ style: Style = Theme.dim) {
    if let text, !text.isEmpty { facts.append((text, style)) }
  }

  /// The columns of all of them on one row, with the cell before the first.
  var columns: Int {
    facts.reduce(1) { $0 + DisplayText($1.text).columns } + 3 * max(0, facts.count - 1)
  }

  /// - Returns: the column after what was drawn.
  @discardableResult
  func draw(
    on frame: inout Frame, row: Int, column: Int, in rect: Rect, ascii: Bool,
    separator: String? = nil
  ) -> Int {
    let separator = separator ?? (ascii ? " - " : " · ")
    let options = DisplayText.Options(ascii: ascii)
    var column = column
    for (index, fact) in facts.enumerated() {
      let text = DisplayText(fact.text, options: options)
      let between = index == 0 ? 0 : DisplayText(separator, options: options).columns
      guard index == 0 || column + between + text.columns <= rect.columns else { break }
      if index > 0 { frame.put(separator, row: row, column: column, in: rect, Theme.dim) }
      column += between
      frame.put(
        text, at: CellPosition(column: rect.column + column, row: rect.row + row),
        style: fact.style, placeholderStyle: Theme.placeholder, clip: rect)
      column += text.columns
    }
    return column
  }

  /// As ``draw(on:row:column:in:ascii:separator:)``, but what does not fit goes on in the next row.
  ///
  /// - Returns: the rows that were used.
  func drawWrapped(on frame: inout Frame, in rect: Rect, rows: Int, ascii: Bool) -> Int {
    var row = 0
    var rest = self
    while row < rows, !rest.facts.isEmpty {
      var line = Facts()
      var width = 1
      for fact in rest.facts {
        let next = DisplayText(fact.text).columns + (line.facts.isEmpty ? 0 : 3)
        guard line.facts.isEmpty || width + next <= rect.columns else { break }
        width += next
        line.facts.append(fact)
      }
      line.draw(on: &frame, row: row, column: 1, in: rect, ascii: ascii)
      rest.facts.removeFirst(line.facts.count)
      row += 1
    }
    return max(1, row)
  }
}
