import Runs
import TerminalText

func drawEngines(_ screen: EnginesScreen, _ state: State, on frame: inout Frame) {
  let sections = EngineSections(state, screen)
  let layout = sections.layout
  drawEngineTable(screen, state, layout, on: &frame)
  drawRule(sections, layout, on: &frame)
  for (section, rect) in layout.sections {
    switch section {
    case .sampling: draw(sections.sampling(rect), in: rect, on: &frame)
    case .managed: draw(sections.managed(columns: rect.columns), in: rect, on: &frame)
    case .pull: draw(sections.pull(columns: rect.columns), in: rect, on: &frame)
    case .doctor: drawDoctor(sections, layout, in: rect, on: &frame)
    }
  }
}

private func drawEngineTable(
  _ screen: EnginesScreen, _ state: State, _ layout: EnginesLayout, on frame: inout Frame
) {
  // Where the address has room, it takes what is left over, else the model does.
  let isWide = layout.table.columns >= 100
  let columns = [
    Column(name: "  engine", width: 22), Column(name: "model", width: isWide ? 48 : nil),
    Column(name: "status", width: 17),
    Column(name: "route", width: 9, isOptional: true),
    Column(name: "context", width: 10, isNumber: true, isOptional: true),
    Column(name: "slots", width: 5, isNumber: true, isOptional: true),
    Column(name: "where", width: isWide ? nil : 36, isOptional: !isWide),
  ]
  var place = ScreenLayout(size: state.size)
  place.list = layout.table
  drawTable(
    columns, list: screen.list, place, state.environment, isActive: screen.focus == .table,
    least: isWide ? 23 : 28,
    on: &frame
  ) { index in
    let listing = state.listedEngines[index]
    let identity = listing.identity
    let isChosen = listing.key == state.engine.key
    let mark = isChosen ? (state.ascii ? "* " : "● ") : "  "
    let isUsable = listing.status == .ready || listing.status == .builtIn
    let style = isUsable ? Theme.text : Theme.dim
    let model = listing.isSafeguard && isUsable ? Theme.strong : style
    return [
      Field(text: mark + identity.name, style: isChosen ? Theme.accent : style),
      Field(text: listing.modelWords, style: identity.isModel ? model : Theme.dim),
      Field(
        text: listing.status.shortWords, style: listing.status == .builtIn ? Theme.dim : style),
      Field(text: identity.route?.rawValue ?? "", style: style),
      Field(text: identity.context.map { "\($0) tok" } ?? "", style: style),
      Field(text: identity.slots.map { "\($0)" } ?? "", style: style),
      Field(text: identity.url ?? "", style: Theme.dim),
    ]
  }
}

/// The line under the table: it names the selected engine, and what the table has no column for.
private func drawRule(
  _ sections: EngineSections, _ layout: EnginesLayout, on frame: inout Frame
) {
  let state = sections.state
  let borders: BorderSet = state.ascii ? .ascii : .light
  let rule = layout.rule
  frame.drawLine(
    horizontal: rule.row, columns: 0..<rule.columns, borders: borders, style: Theme.border)
  if let divider = layout.divider {
    frame.drawLine(
      vertical: divider, rows: rule.row..<(state.size.rows - 2), borders: borders,
      style: Theme.border)
  }
  let listing = sections.listing
  var facts = Facts()
  facts.add(listing.identity.name, Theme.strong)
  if rule.columns < 60 { facts.add(listing.identity.shortModel, Theme.text) }
  if listing.status != .ready, listing.status != .builtIn {
    facts.add(listing.status.words, Theme.caution)
  }
  if listing.identity.isModel {
    facts.add(listing.isLocal ? "on this machine" : "not on this machine")
  }
  facts.add(listing.identity.build.map { "build \($0)" })
  let inner = Rect(column: 1, row: rule.row, columns: rule.columns - 2, rows: 1)
  frame.put(" ", row: 0, in: inner)
  let room = Rect(column: 2, row: rule.row, columns: rule.columns - 4, rows: 1)
  let end = facts.draw(on: &frame, row: 0, column: 0, in: room, ascii: state.ascii)
  frame.put(
    " ", row: 0, column: end, in: Rect(column: 2, row: rule.row, columns: rule.columns - 3, rows: 1)
  )
}

private func drawDoctor(
  _ sections: EngineSections, _ layout: EnginesLayout, in rect: Rect, on frame: inout Frame
) {
  let state = sections.state
  let screen = sections.screen
  let isFocused = screen.focus == .findings
  let head = sections.doctorHead(columns: rect.columns)
  draw(head, in: rect, on: &frame)
  if isFocused, state.dialog == nil {
    frame.cursor = CellPosition(column: rect.column, row: rect.row)
  }
  let findings = sections.findings(columns: rect.columns)
  var list = screen.findings
  list.setCount(findings.count)
  list.follow(rows: layout.findingRows, heights: layout.findingHeights)
  let room = Rect(
    column: rect.column, row: rect.row + head.count, columns: rect.columns,
    rows: rect.rows - head.count)
  var row = 0
  for index in list.top..<max(list.top, findings.count) where row < room.rows {
    let rows = findings[index]
    let place = Rect(
      column: room.column, row: room.row + row, columns: room.columns,
      rows: min(rows.count, room.rows - row))
    draw(rows, in: place, on: &frame)
    if isFocused, index == list.selected {
      frame.put(state.ascii ? ">" : "▸", row: 0, in: place, Theme.accent)
      frame.restyle(place) { $0.adding(.reverse) }
      if state.dialog == nil { frame.cursor = CellPosition(column: place.column, row: place.row) }
    }
    row += rows.count
  }
  drawMore(list, layout, state, in: room, on: &frame)
}

/// `▼ 3 more` where findings lie below the last row.
private func drawMore(
  _ list: ListState, _ layout: EnginesLayout, _ state: State, in rect: Rect, on frame: inout Frame
) {
  var room = rect.rows
  var index = list.top
  while index < layout.findingHeights.count, layout.findingHeights[index] <= room {
    room -= layout.findingHeights[index]
    index += 1
  }
  let hidden = layout.findingHeights.count - index
  guard hidden > 0, rect.rows > 1 else { return }
  frame.putRight(
    DisplayText("  \(state.ascii ? "v" : "▼") \(hidden) more "), row: rect.rows - 1, after: -1,
    in: rect, Theme.accent)
}
