import Policies
import Runs
import TerminalText
import TextEditing
import Traces

/// What stands beside or below the reasoning, where there is room.
extension TraceScreen {
  /// The policy as it was shown, around the line that the selected sentence cites.
  func drawCitedPolicy(in rect: Rect, on frame: inout Frame) {
    let version = record.policy.versionWords
    guard let cited = citedLine, policyLines.indices.contains(cited - 1) else {
      frame.put("Policy (\(version))", row: 0, column: 1, in: rect, Theme.accent)
      frame.put("No rule was named up to here.", row: 1, column: 1, in: rect, Theme.dim)
      return
    }
    frame.put("Policy (\(version)), line \(cited)", row: 0, column: 1, in: rect, Theme.accent)
    let numberColumns = max(2, String(policyLines.count).utf8.count)
    let inner = Rect(
      column: rect.column + numberColumns + 2, row: rect.row + 1,
      columns: rect.columns - numberColumns - 3, rows: rect.rows - 1)
    let wrapping = Wrapping(columns: max(8, inner.columns), options: frame.textOptions)
    var row = 0
    for index in firstLine(before: cited - 1, wrapping, rows: inner.rows)..<policyLines.count {
      guard row < inner.rows else { return }
      let isCited = index == cited - 1
      let number = DisplayText(String(index + 1))
      let gutter = Rect(
        column: rect.column, row: inner.row, columns: numberColumns + 1, rows: inner.rows)
      frame.putRight(number, row: row, after: -1, in: gutter, isCited ? Theme.accent : Theme.dim)
      let rest = Rect(
        column: inner.column, row: inner.row + row, columns: inner.columns,
        rows: inner.rows - row)
      let style = isCited ? Theme.strong : Theme.dim
      row += drawWrapped(policyLines[index], wrapping, in: rest, on: &frame, style: { _ in style })
    }
  }

  /// A third of the room is for what stands before a line of the policy.
  private func firstLine(before line: Int, _ wrapping: Wrapping, rows: Int) -> Int {
    var first = line
    var room = rows / 3
    while first > 0 {
      room -= wrapping.rows(of: policyLines[first - 1]).count
      if room < 0 { break }
      first -= 1
    }
    return first
  }

  /// The answer, the content and the facts, as far as there is room.
  func drawSideFacts(_ environment: Environment, in rect: Rect, on frame: inout Frame) {
    let room = rect.rows / 3
    var answer = Array(arrivedAnswerLines.prefix(room))
    var content = Array(Pager.Line.body(record.content.linesOfText).prefix(room))
    if environment.isMasked {
      for index in answer.indices {
        answer[index].text = mask.masked(answer[index].text, ascii: environment.ascii)
      }
      for index in content.indices {
        content[index].text = environment.shownContent(content[index].text)
      }
    }
    let lines =
      [Pager.Line(.heading, "Answer")] + answer
      + [.init(.text, ""), .init(.heading, "Content")] + content
      + [.init(.text, ""), .init(.heading, "Facts")] + record.factLines
      + HumanVerdict.lines(judgements)
    drawPager(Pager(title: "", lines: lines), in: rect, inset: 1, on: &frame)
  }

  private var arrivedAnswerLines: [Pager.Line] {
    guard replay != nil else { return record.answerLines }
    let answer = arrivedAnswer
    return answer.isEmpty ? [.init(.dim, "(not yet)")] : Pager.Line.body(answer.linesOfText)
  }
}
