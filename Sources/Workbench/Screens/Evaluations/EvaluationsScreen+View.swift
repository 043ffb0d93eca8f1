import Evaluation
import Runs
public import TerminalText
import Wording

extension EvaluationsScreen {
  public func facts(in environment: Environment) -> Facts {
    var facts = Facts()
    facts.add(isLoading ? "loading…" : Measure.count(rows.count, "evaluation"))
    if let live = environment.evaluation { facts.add(live.progress.words, Theme.accent) }
    return facts
  }

  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    if rows.isEmpty, !isLoading {
      frame.put(
        "Nothing was measured yet. n evaluates the policy on a case set.", row: 1, column: 2,
        in: layout.list, Theme.dim)
      return
    }
    let columns = [
      Column(name: "time (UTC)", width: 16, isOptional: true), Column(name: "policy", width: nil),
      Column(name: "cases", width: 24),
      Column(name: "draws", width: 5, isNumber: true, isOptional: true),
      Column(name: "right", width: 22), Column(name: "engine", width: 18, isOptional: true),
      Column(name: "done", width: 12, isNumber: true),
    ]
    drawTable(columns, list: list, layout, environment, least: 20, on: &frame) { index in
      let row = rows[index]
      let mark = row.id == marked ? (environment.ascii ? "* " : "◆ ") : ""
      let more = row.arms.count > 1 ? " and \(row.arms.count - 1) more" : ""
      let isLive = row.id == environment.evaluation?.id
      return [
        Field(text: String(Measure.moment(unixMilliseconds: row.createdAt).prefix(16))),
        Field(text: mark + (row.arms.first ?? "") + more, style: Theme.strong),
        Field(text: "\(row.set) (\(row.cases))"),
        Field(text: "\(row.repeats)"),
        rightField(row, isLive: isLive),
        Field(text: row.engines.joined(separator: ", "), style: Theme.dim),
        Field(
          text: isLive || row.done < row.total ? "\(row.done)/\(row.total)" : "",
          style: isLive ? Theme.accent : Theme.caution),
      ]
    }
  }
}

private func rightField(_ row: EvaluationSummary, isLive: Bool) -> Field {
  if row.kind == .classification, row.done > 0 {
    return Field(text: "classification", style: Theme.dim)
  }
  guard row.judged > 0 else {
    return Field(text: isLive ? "" : row.done == 0 ? "not begun" : "", style: Theme.dim)
  }
  let share = Measure.percent(Double(row.right) / Double(row.judged))
  // A perfect score on one case of many must not look like one on all.
  let isPart = row.judged < row.cases
  return Field(
    text: "\(row.right)/\(row.judged) · \(share)" + (isPart ? " of \(row.cases)" : ""),
    style: isPart ? Theme.caution : Theme.text)
}

extension BatchProgress {
  /// `120/200 · 12/s · 7 s left`
  var words: String {
    var parts = ["\(done)/\(total)"]
    if isPaused { return "paused · \(parts[0])" }
    if let rate {
      let tenths = Int(clamping: rate * 10)
      parts.append(rate < 10 ? "\(tenths / 10).\(tenths % 10)/s" : "\(tenths / 10)/s")
    }
    if let secondsLeft {
      parts.append("\(Measure.wholeSeconds(milliseconds: Int(clamping: secondsLeft * 1000))) left")
    }
    if window > 1 { parts.append("\(window) at a time") }
    return parts.joined(separator: " · ")
  }
}
