import Policies
import Runs
public import TerminalText
import TextEditing
import Traces
import Wording

extension TraceScreen {
  public func facts(in environment: Environment) -> Facts {
    var facts = Facts()
    if let replay { addFacts(of: replay, ascii: environment.ascii, to: &facts) }
    // Nobody knows the verdict before its time.
    if replay?.isAtEnd ?? true { addVerdict(ascii: environment.ascii, to: &facts) }
    if environment.isMasked { facts.add("content masked", Theme.caution) }
    facts.add("\(record.policy.name) \(record.policy.versionWords)")
    facts.add(record.caseReference)
    facts.add(Measure.moment(unixMilliseconds: record.startedAt))
    facts.add(record.engine?.shortModel ?? record.engine?.name)
    return facts
  }

  private func addVerdict(ascii: Bool, to facts: inout Facts) {
    let words = [record.decisionWords(ascii: ascii)] + record.spelledLabels.prefix(3)
    facts.add(words.joined(separator: "  "), DecisionWords.style(record.verdict?.decision))
    if let judged = judgements.last(where: { $0.decision != nil }) {
      facts.add("judged \(judged.decision?.rawValue.uppercased() ?? "")", Theme.caution)
    }
  }

  /// `replay 3.1 s of 9.8 s`, the speed, and whether it stands.
  private func addFacts(of replay: Replay, ascii: Bool, to facts: inout Facts) {
    let time = Measure.seconds(milliseconds: replay.time)
    facts.add("replay \(time) of \(Measure.seconds(milliseconds: replay.end))", Theme.accent)
    facts.add(speedWords(replay.speed, ascii: ascii), Theme.accent)
    if replay.isAtEnd {
      facts.add("at the end", Theme.caution)
    } else if replay.isPaused {
      facts.add("paused", Theme.caution)
    }
  }

  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    drawViews(in: layout.columns, on: &frame)
    let places = TraceLayout(size: environment.size, self)
    if list.count == 0 {
      frame.put(emptyWords, row: 0, column: 2, in: places.list, Theme.dim)
    }
    drawRows(places, environment, on: &frame)
    if let rect = places.policy { drawCitedPolicy(in: rect, on: &frame) }
    if let rect = places.facts { drawSideFacts(environment, in: rect, on: &frame) }
  }

  /// Why a view has no rows.
  private var emptyWords: String {
    guard replay != nil else { return "Nothing was kept of this part." }
    guard let first = trace.sentences.first?.began else { return "Nothing had arrived yet." }
    return "Nothing had arrived yet. The first word came after "
      + Measure.seconds(milliseconds: first) + "."
  }

  /// The names of the views, the one on show marked by word and style.
  private func drawViews(in rect: Rect, on frame: inout Frame) {
    let isNarrow = rect.columns < 60
    var column = 2
    for view in View.allCases {
      let isShown = view == self.view
      let name = isNarrow && !isShown ? String(view.rawValue.prefix(4)) : view.rawValue
      let text = isShown ? "[\(name)]" : name
      column =
        frame.put(text, row: 0, column: column, in: rect, isShown ? Theme.accent : Theme.dim)
        + (isNarrow ? 1 : 2)
    }
    if let search {
      frame.putRight(
        DisplayText("find “\(search)” ", options: frame.textOptions), row: 0, after: column,
        in: rect, Theme.dim)
    }
  }

  private func drawRows(
    _ places: TraceLayout, _ environment: Environment, on frame: inout Frame
  ) {
    let wrapping = places.wrapping(ascii: environment.ascii)
    let search = search.map { TextSearch(query: $0) }
    var row = 0
    var index = list.top
    while index < list.count, row < places.list.rows {
      if index == list.selected {
        frame.put(environment.ascii ? ">" : "▸", row: row, in: places.list, Theme.accent)
        if !environment.isCovered {
          frame.cursor = CellPosition(column: places.list.column, row: places.list.row + row)
        }
      }
      if view == .reasoning { drawMargin(of: index, places, row: row, on: &frame) }
      let text = text(ofRow: index)
      let matches = search?.matches(in: text) ?? []
      let plain = style(ofRow: index)
      let rect = Rect(
        column: places.list.column + places.textColumn, row: places.list.row + row,
        columns: places.textColumns, rows: places.list.rows - row)
      let masks = environment.isMasked ? masks(ofRow: index) : []
      row += drawWrapped(text, wrapping, masking: masks, in: rect, on: &frame) { offset in
        matches.contains { $0.contains(offset) } ? plain(offset).adding(.reverse) : plain(offset)
      }
      index += 1
    }
  }

  /// By the UTF-8 offset in the row's text.
  private func style(ofRow index: Int) -> (Int) -> Style {
    guard view == .reasoning else {
      let line = lines[index]
      let plain = pagerStyle(line.role)
      return { offset in
        line.controls.contains { $0.contains(offset) } ? Theme.control : plain
      }
    }
    let start = trace.sentences[index].range.lowerBound
    let citations = arrivedCitations(of: index)
    let plain = index == list.selected ? Theme.strong : Theme.text
    return { offset in
      guard let mark = citations.last(where: { $0.range.contains(offset + start) }) else {
        return plain
      }
      return mark.known ? Theme.citation : Theme.unknownCitation
    }
  }

  /// When a sentence began to arrive, and the rule that it names or goes on weighing.
  private func drawMargin(
    of index: Int, _ places: TraceLayout, row: Int, on frame: inout Frame
  ) {
    let sentence = trace.sentences[index]
    if places.timeColumns > 0, let began = sentence.began {
      let time = DisplayText(Measure.seconds(milliseconds: began))
      let cell = Rect(
        column: places.list.column + 2, row: places.list.row, columns: places.timeColumns - 2,
        rows: places.list.rows)
      frame.putRight(time, row: row, after: -1, in: cell, Theme.dim)
    }
    guard places.ruleColumns > 0, let rule = rule(ofSentence: index) else { return }
    let isNew = index == 0 || trace.sentences[index - 1].rule != rule
    let cell = Rect(
      column: places.list.column + 2 + places.timeColumns, row: places.list.row,
      columns: places.ruleColumns - 2, rows: places.list.rows)
    let line = frame.textOptions.ascii ? "|" : "│"
    frame.put(isNew ? rule : line, row: row, in: cell, isNew ? Theme.accent : Theme.dim)
  }
}

private func speedWords(_ speed: Double, ascii: Bool) -> String {
  guard speed.isFinite else { return "max" }
  let times = ascii ? "x" : "×"
  return (speed < 1 ? ascii ? "1/2" : "½" : "\(Int(speed))") + times
}
