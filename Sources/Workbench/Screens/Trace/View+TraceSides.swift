import Policies
import Runs
import TerminalText
import TextEditing
import Traces

/// The policy as it was shown, around the line that the selected sentence cites.
func drawCitedPolicy(
  _ screen: TraceScreen, _ state: State, in rect: Rect, on frame: inout Frame
) {
  let version = screen.record.policy.versionWords
  guard let cited = screen.citedLine, screen.policyLines.indices.contains(cited - 1) else {
    frame.put("Policy (\(version))", row: 0, column: 1, in: rect, Theme.accent)
    frame.put(
      "No rule was named up to here.", row: 1, column: 1, in: rect, Theme.dim)
    return
  }
  frame.put(
    "Policy (\(version)), line \(cited)", row: 0, column: 1, in: rect, Theme.accent)
  let numberColumns = max(2, String(screen.policyLines.count).utf8.count)
  let inner = Rect(
    column: rect.column + numberColumns + 2, row: rect.row + 1,
    columns: rect.columns - numberColumns - 3, rows: rect.rows - 1)
  let wrapping = Wrapping(columns: max(8, inner.columns), options: frame.textOptions)
  // A third of the room is for what stands before.
  var first = cited - 1
  var room = inner.rows / 3
  while first > 0 {
    room -= wrapping.rows(of: screen.policyLines[first - 1]).count
    if room < 0 { break }
    first -= 1
  }
  var row = 0
  for index in first..<screen.policyLines.count {
    guard row < inner.rows else { return }
    let isCited = index == cited - 1
    let number = DisplayText(String(index + 1))
    let gutter = Rect(
      column: rect.column, row: inner.row, columns: numberColumns + 1, rows: inner.rows)
    frame.putRight(number, row: row, after: -1, in: gutter, isCited ? Theme.accent : Theme.dim)
    let rest = Rect(
      column: inner.column, row: inner.row + row, columns: inner.columns, rows: inner.rows - row)
    let style = isCited ? Theme.strong : Theme.dim
    row += drawWrapped(
      screen.policyLines[index], wrapping, in: rest, on: &frame, style: { _ in style })
  }
}

private func arrivedAnswerLines(_ screen: TraceScreen) -> [Pager.Line] {
  guard screen.replay != nil else { return screen.record.answerLines }
  let answer = screen.arrivedAnswer
  return answer.isEmpty
    ? [.init(.dim, "(not yet)")] : Pager.Line.body(answer.linesOfText)
}

/// The answer, the content and the facts, as far as there is room.
func drawSideFacts(_ screen: TraceScreen, _ state: State, in rect: Rect, on frame: inout Frame) {
  let record = screen.record
  let room = rect.rows / 3
  var answer = Array(arrivedAnswerLines(screen).prefix(room))
  var content = Array(Pager.Line.body(record.content.linesOfText).prefix(room))
  if state.isMasked {
    for index in answer.indices {
      answer[index].text = screen.mask.masked(answer[index].text, ascii: state.ascii)
    }
    for index in content.indices {
      content[index].text = state.shownContent(content[index].text)
    }
  }
  let lines =
    [Pager.Line(.heading, "Answer")] + answer
    + [.init(.text, ""), .init(.heading, "Content")] + content
    + [.init(.text, ""), .init(.heading, "Facts")] + record.factLines
    + HumanVerdict.lines(screen.judgements)
  drawPager(Pager(title: "", lines: lines), in: rect, inset: 1, on: &frame)
}
