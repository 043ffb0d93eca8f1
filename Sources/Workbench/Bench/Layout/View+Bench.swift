import Cases
import Harmony
import Policies
import Runs
import TerminalText
import TextEditing
import Wording

func drawBench(_ state: State, _ layout: BenchLayout, on frame: inout Frame) {
  drawHeader(state, in: layout.header, on: &frame)
  drawBorders(layout, state, on: &frame)
  for pane in Pane.allCases {
    guard let rect = layout.panes[pane], let title = layout.titles[pane] else { continue }
    drawTitle(of: pane, state, layout, in: title, on: &frame)
    switch pane {
    case .policy: drawPolicy(state, in: rect, on: &frame)
    case .content: drawContent(state, in: rect, on: &frame)
    case .reasoning: drawReasoning(state, in: rect, on: &frame)
    case .verdict: drawVerdict(state, in: rect, on: &frame)
    }
  }
  if case .find(let bar)? = state.dialog {
    drawFindBar(bar, state, in: layout.message, on: &frame)
  } else {
    drawNotice(state, in: layout.message, on: &frame)
    if state.notice == nil, state.erasing == nil { drawQuietLine(state, layout, on: &frame) }
  }
  drawFooter(benchFooter(state), state, in: layout.footer, on: &frame)
}

/// The line above the footer while there is no news.
private func drawQuietLine(_ state: State, _ layout: BenchLayout, on frame: inout Frame) {
  let showsVerdict = layout.form == .single && state.focus != .verdict
  if showsVerdict, state.bench.current?.record.state != nil {
    drawVerdictLine(state, in: layout.message, on: &frame)
  } else if let problem = state.problems.first {
    frame.put("! " + problem, row: 0, column: 1, in: layout.message, Theme.error)
  } else if !showsVerdict {
    drawRemark(state, in: layout.message, on: &frame)
  }
}

// MARK: Titles

private func drawTitle(
  of pane: Pane, _ state: State, _ layout: BenchLayout, in rect: Rect, on frame: inout Frame
) {
  if layout.form == .single {
    drawTabs(Pane.allCases, state, in: rect, on: &frame)
    return
  }
  let isLower = pane == .content || pane == .reasoning
  if layout.form == .stacked, isLower {
    drawTabs([.content, .reasoning], state, in: rect, on: &frame)
    return
  }
  let column = drawName(of: pane, state, column: 0, in: rect, on: &frame)
  drawFacts(of: pane, state, column: column, in: rect, on: &frame)
}

/// Titles of panes that share a place, the one in front with its facts.
private func drawTabs(_ panes: [Pane], _ state: State, in rect: Rect, on frame: inout Frame) {
  let front = panes.count == 2 ? state.lower : state.focus
  var column = 0
  for pane in panes {
    let isFront = pane == front
    if isFront {
      column = drawName(of: pane, state, column: column, in: rect, on: &frame)
    } else {
      column = frame.put(" \(pane.title) ", row: 0, column: column, in: rect, Theme.dim)
    }
  }
  drawFacts(of: front, state, column: column, in: rect, on: &frame)
}

private func drawName(
  of pane: Pane, _ state: State, column: Int, in rect: Rect, on frame: inout Frame
) -> Int {
  if state.focus == pane {
    let mark = state.ascii ? ">" : "▌"
    return frame.put("\(mark)\(pane.title) ", row: 0, column: column, in: rect, Theme.focusedTitle)
  }
  return frame.put(" \(pane.title) ", row: 0, column: column, in: rect, Theme.title)
}

private func drawFacts(
  of pane: Pane, _ state: State, column: Int, in rect: Rect, on frame: inout Frame
) {
  let facts = facts(of: pane, state)
  guard let first = facts.facts.first else { return }
  let rule = state.ascii ? "- " : "─ "
  guard column + 3 + DisplayText(first.text).columns < rect.columns else { return }
  let start = frame.put(rule, row: 0, column: column, in: rect, Theme.border)
  let inner = Rect(column: rect.column, row: rect.row, columns: rect.columns - 1, rows: 1)
  let end = facts.draw(on: &frame, row: 0, column: start, in: inner, ascii: state.ascii)
  frame.put(" ", row: 0, column: end, in: rect)
}

private func facts(of pane: Pane, _ state: State) -> Facts {
  var facts = Facts()
  switch pane {
  case .policy:
    guard state.policy.name != nil || state.policy.editor.buffer.byteCount > 0 else { break }
    if state.policy.document?.settingsProblem != nil {
      facts.add("policy.toml unusable", Theme.error)
    }
    // Marks that nobody can read are worse than none.
    if state.policy.heat != nil { facts.add(PolicyHeat.Level.legend(ascii: state.ascii)) }
    facts.add(Measure.count(state.policy.editor.buffer.writtenLines, "line"))
    let (counts, isExact) = state.policyTokens
    guard state.policy.document != nil || counts.total > 0 else { break }
    let about = isExact ? "" : state.ascii ? "~" : "≈"
    facts.add("\(about)\(counts.total) tokens")
    let hints = state.policy.hints.shown.count
    if hints > 0 { facts.add(Measure.count(hints, "hint"), Theme.caution) }
    if state.focus == .policy {
      facts.add(caretWords(state.policy.editor))
      if let index = state.policy.sectionOfCaret, counts.sections.indices.contains(index) {
        facts.add("section \(about)\(counts.sections[index])")
      }
    }
  case .content:
    if let set = state.content.caseSet, let index = state.content.caseIndex {
      let edited = state.content.isCaseEdited ? " edited" : ""
      facts.add("\(set.name) \(index + 1)/\(set.cases.count)\(edited)")
      facts.add(state.content.currentCase?.id)
      if case .conversation(_, let judge)? = state.content.currentCase?.content {
        facts.add("conversation, judge \(judge.rawValue)")
      }
    } else if !state.content.text.isEmpty {
      facts.add("your own")
      facts.add(Measure.count(state.content.editor.buffer.byteCount, "byte"))
    }
    if state.isMasked {
      facts.add("masked", Theme.caution)
    } else if state.focus == .content {
      facts.add(clusterWords(state.content.editor))
    }
  case .reasoning:
    addReasoningFacts(state, to: &facts)
  case .verdict:
    if state.bench.planned > 1, !state.bench.draws.isEmpty {
      facts.add("draw \(state.bench.shown + 1) of \(state.bench.planned)")
    }
    if let regression = state.regression, !regression.isFinished {
      facts.add("\(regression.results.count)/\(regression.cases.count) cases", Theme.accent)
    }
  }
  return facts
}

private func caretWords(_ editor: Editor) -> String {
  "line \(editor.selection.head.line + 1)"
}

/// Names the character under the caret where it is made of several scalars or cannot be seen.
private func clusterWords(_ editor: Editor) -> String? {
  let head = editor.selection.head
  let line = editor.buffer.line(head.line)
  let utf8 = line.utf8
  guard head.offset < utf8.count,
    let index = utf8.index(utf8.startIndex, offsetBy: head.offset).samePosition(in: line)
  else { return nil }
  let scalars = Array(line[index].unicodeScalars)
  guard scalars.count > 1 || scalars[0].value > 0x2000 || scalars[0].value < 0x20 else {
    return nil
  }
  return scalars.prefix(4).map { "U+" + hexadecimal($0.value) }.joined(separator: " ")
    + (scalars.count > 4 ? " …" : "")
}

private func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}

private func addReasoningFacts(_ state: State, to facts: inout Facts) {
  let bench = state.bench
  let phase = state.waitingRun == nil ? bench.phase : .connecting
  let style: Style =
    switch phase {
    case .failed: Theme.error
    case .idle, .done, .stopped: Theme.dim
    default: Theme.accent
    }
  guard let draw = bench.current else {
    facts.add(phase.rawValue, style)
    return
  }
  let elapsed =
    draw.record.timing.total ?? draw.started.duration(to: state.now.instant).milliseconds
  let hasText = !draw.record.deltas.isEmpty
  let spinner = draw.machine.isFinished || hasText ? "" : spinnerGlyph(elapsed, ascii: state.ascii)
  facts.add(spinner + phase.rawValue + loadWords(draw.machine.wait), style)
  if draw.repeats, !draw.machine.isFinished { facts.add("repeats itself", Theme.caution) }
  facts.add(waitWords(draw, at: state.now.instant), Theme.text)
  if let progress = draw.machine.promptProgress {
    facts.add("prompt \(progress.read)/\(progress.of)")
  }
  if let rate = tokenRate(draw.record, elapsed: elapsed) { facts.add("\(rate) tok/s") }
  facts.add(Measure.seconds(milliseconds: elapsed))
  if bench.planned > 1 { facts.add("draw \(bench.shown + 1) of \(bench.planned)") }
}

/// ` 43 %`, while the engine loads its model and tells how far it is.
private func loadWords(_ wait: RunEvent.Wait?) -> String {
  guard case .load(let percent?)? = wait else { return "" }
  return " \(percent) %"
}

/// What a run waits for, besides its state.
private func waitWords(_ draw: BenchRuns.Draw, at instant: ContinuousClock.Instant) -> String? {
  switch draw.machine.wait {
  case .queue(let slots?): return "\(slots.busy) of \(slots.total) slots busy"
  case .retry(let pause):
    let waited = draw.waitBegan?.duration(to: instant).milliseconds ?? 0
    let left = pause.saturatingSubtract(waited)
    return left > 0 ? "next try in \(Measure.wholeSeconds(milliseconds: left))" : "next try now"
  default: return nil
  }
}

/// Deltas stand for tokens until the engine has counted them; the rule matcher has none.
private func tokenRate(_ record: RunRecord, elapsed: Int) -> Int? {
  guard record.engine?.isModel ?? false else { return nil }
  guard let first = record.timing.firstReasoning ?? record.timing.firstAnswer else { return nil }
  let span = (record.deltas.last?.at ?? elapsed).saturatingSubtract(first)
  guard span > 0 else { return nil }
  return (record.usage?.completionTokens ?? record.deltas.count) * 1000 / span
}

private func spinnerGlyph(_ milliseconds: Int, ascii: Bool) -> String {
  let glyphs = ascii ? ["|", "/", "-", "\\"] : ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧"]
  return glyphs[milliseconds / 100 % glyphs.count] + " "
}

// MARK: Notice

/// On its line above the footer; one that needs more room takes up to two rows above it.
func drawNotice(_ state: State, in rect: Rect, on frame: inout Frame) {
  guard let notice = state.notice else {
    if let erasing = state.erasing {
      frame.fill(rect, style: .plain)
      frame.put("\(erasing) Esc on the bench stops it.", row: 0, column: 1, in: rect, Theme.dim)
    }
    return
  }
  let style = notice.isError ? Theme.error : Theme.dim
  let wrapping = Wrapping(columns: max(8, rect.columns - 2), options: frame.textOptions)
  let pieces = Array(wrapping.rows(of: notice.text).prefix(3))
  for (index, piece) in pieces.enumerated() {
    let line = Rect(
      column: rect.column, row: rect.row - (pieces.count - 1 - index), columns: rect.columns,
      rows: 1)
    frame.fill(line, style: .plain)
    frame.put(notice.text.part(piece.range), row: 0, column: 1 + piece.indent, in: line, style)
  }
}

extension String {
  /// The characters between two UTF-8 offsets.
  func part(_ range: Range<Int>) -> String {
    String(decoding: Array(utf8)[range.clamped(to: 0..<utf8.count)], as: UTF8.self)
  }
}

extension TextBuffer {
  /// Lines as people count them: a line end at the end of the text begins no further line.
  var writtenLines: Int {
    lineCount > 1 && line(lineCount - 1).isEmpty ? lineCount - 1 : lineCount
  }
}
