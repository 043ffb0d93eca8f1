import Cases
import Policies
import Runs
import TerminalText
import TextEditing
import Wording

func drawScreen(_ screen: any Screen, of state: State, on frame: inout Frame) {
  let layout = ScreenLayout(size: state.size, below: screen.rowsBelow(in: state.size))
  var title = Facts()
  title.add(screen.title, Theme.focusedTitle)
  addFacts(of: screen, state, to: &title)
  var room = layout.title
  if let destination = destination(state, columns: room.columns / 2) {
    room.columns -= destination.columns + 1
    drawRight(destination, state, in: layout.title, on: &frame)
  }
  title.draw(on: &frame, row: 0, column: 1, in: room, ascii: state.ascii)
  switch screen {
  case let screen as ImportScreen: drawImport(screen, state, layout, on: &frame)
  case let screen as PoliciesScreen: drawPolicies(screen, state, layout, on: &frame)
  case let engines as EnginesScreen: drawEngines(engines, state, on: &frame)
  default: screen.draw(in: layout, state.environment, on: &frame)
  }
  drawNotice(state, in: layout.message, on: &frame)
  drawFooter(screenFooter(screen, state), state, in: layout.footer, on: &frame)
}

private func addFacts(of screen: any Screen, _ state: State, to facts: inout Facts) {
  switch screen {
  case let screen as ImportScreen: addImportFacts(screen, state, to: &facts)
  case let screen as PoliciesScreen: addPoliciesFacts(screen, state, to: &facts)
  case is EnginesScreen:
    let count = state.listedEngines.count { $0.identity.isModel }
    facts.add(count == 0 ? "no model here" : Measure.count(count, "engine"))
    facts.add("runs go to \(state.engine.identity.name)", Theme.text)
    if state.isLookingForEngines { facts.add("looking…", Theme.accent) }
  default: facts.facts += screen.facts(in: state.environment).facts
  }
}

func oneLine(_ text: String) -> String {
  String(text.prefix(300).map { $0.isNewline ? " " : $0 })
}

// MARK: Pager

/// Lines wrap at words; what goes on in the next row hangs under its text.
func drawPager(_ pager: Pager, in rect: Rect, inset: Int = 2, on frame: inout Frame) {
  let inner = Rect(
    column: rect.column + inset, row: rect.row, columns: rect.columns - inset - 1,
    rows: rect.rows)
  let wrapping = Wrapping(columns: max(8, inner.columns), options: frame.textOptions)
  var row = 0
  for line in pager.lines[min(pager.top, pager.lines.count)...] {
    guard row < inner.rows else { return }
    let style = pagerStyle(line.role)
    let pieces = wrapping.rows(of: line.text)
    frame.put(line.text, wrapped: pieces, row: row, in: inner) { offset in
      line.controls.contains { $0.contains(offset) } ? Theme.control : style
    }
    row += pieces.count
  }
}

extension Frame {
  /// A line in the rows that it was wrapped into, from a row of the rectangle on; rows outside are
  /// not drawn.
  ///
  /// - Parameters:
  ///   - masks: UTF-8 offsets of what is shown as blocks.
  ///   - style: of the glyph that stands for the byte at an offset of the line.
  mutating func put(
    _ line: String, wrapped pieces: [Wrapping.Row], masking masks: [Range<Int>] = [], row: Int,
    in rect: Rect, style: (Int) -> Style
  ) {
    var rest = DisplayText(line, options: textOptions).glyphs[...]
    if !masks.isEmpty {
      rest = Blocks.masking(rest, ascii: textOptions.ascii) { source in
        masks.contains { $0.overlaps(source) }
      }
    }
    for (offset, piece) in pieces.enumerated() {
      let row = row + offset
      guard row < rect.rows else { return }
      rest = rest.drop { $0.source.lowerBound < piece.range.lowerBound }
      guard row >= 0 else { continue }
      var column = piece.indent
      while let glyph = rest.first, glyph.source.lowerBound < piece.range.upperBound {
        rest.removeFirst()
        column =
          put(
            glyphs: [glyph], at: CellPosition(column: rect.column + column, row: rect.row + row),
            style: style(glyph.source.lowerBound), placeholderStyle: Theme.placeholder, clip: rect)
          - rect.column
      }
    }
  }
}

func pagerStyle(_ role: Pager.Line.Role) -> Style {
  switch role {
  case .heading: Theme.accent
  case .text: Theme.text
  case .dim: Theme.dim
  case .added: Theme.added
  case .removed: Theme.removed
  case .changed: Theme.caution
  case .control: Theme.control
  }
}
