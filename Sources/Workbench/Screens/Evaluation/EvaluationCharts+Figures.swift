import Evaluation
import Policies
import Runs
import TerminalText
import TextEditing
import Wording

extension EvaluationCharts {
  var nothingCounted: Line {
    let leftOut = picture.figures(of: tally).cases.leftOut
    return Line(
      text: leftOut.isEmpty
        ? "No case was counted." : "No case was counted: \(leftOut.joined(separator: ", ")).",
      style: Theme.caution)
  }

  /// Accuracy and its like, each with what was unread or left out in its own line.
  var figures: [Line] {
    let figures = picture.figures(of: tally)
    guard figures.judged > 0 else { return [nothingCounted] + failureLines + runLines(figures) }
    var lines = failureLines
    lines += figures.rows.flatMap { row in
      self.lines(
        row.name, row.estimate, row.words,
        style: row.leftOut.isEmpty && !row.isUnread ? Theme.text : Theme.caution)
    }
    if !figures.cases.unknownLabels.isEmpty {
      lines += self.lines("not known", figures.cases.strangers().joined(separator: " · "))
    }
    lines += runLines(figures)
    if let match = picture.multiPolicyMatch {
      lines += self.lines("all policies", match.exact, "n \(match.exact.n)")
    }
    return lines + figures.targets.flatMap { self.lines(of: $0) }
  }

  private func runLines(_ figures: Figures) -> [Line] {
    let without = figures.states.contains { $0.key != .ok }
    let states = figures.states.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.value) \($0.key.rawValue)" }
    guard !states.isEmpty else { return [] }
    return lines(
      "runs", states.joined(separator: " · "), style: without ? Theme.caution : Theme.dim)
  }

  /// The cases that the engine failed on, with its words.
  private var failureLines: [Line] {
    let failures = tally.failures
    guard !failures.isEmpty else { return [] }
    let named = failures.prefix(3).map { failure in
      let words = failure.message.map { ": \($0)" } ?? ""
      return "\(picture.plan.cases[failure.item].id)\(words)"
    }
    let more = failures.count > 3 ? ["and \(failures.count - 3) more"] : []
    return lines(
      "failed", (["f runs them again"] + named + more).joined(separator: " · "),
      style: Theme.error)
  }

  private func lines(of target: Figures.TargetStanding) -> [Line] {
    let style =
      switch target.standing {
      case .met: Theme.agreement
      case .missed: Theme.error
      case .tooFew: Theme.caution
      }
    let asked =
      "\(target.target.category) \(target.target.metric.rawValue) ≥ \(Measure.three(target.target.value))"
    let measured =
      target.row.estimate.map { " · \(Measure.three($0.value)) (\($0.intervalWords))" } ?? ""
    let words = target.row.words.isEmpty ? "" : " · \(target.row.words)"
    return lines(
      "target", "\(asked): \(target.standing.rawValue)\(measured)\(words)", style: style)
  }

  // MARK: Lines

  /// The estimate with its interval drawn over 0…1 where there is room, and the words behind it.
  private func lines(
    _ name: String, _ estimate: Estimate?, _ words: String, style: Style = Theme.text
  ) -> [Line] {
    guard let estimate else { return lines(name, words.isEmpty ? "–" : "– \(words)", style: style) }
    let drawn = "\(interval(estimate))  \(words)"
    // Words before pictures, where not both fit.
    guard DisplayText(drawn).columns > columns - 12 else { return lines(name, drawn, style: style) }
    return lines(
      name, "\(Measure.three(estimate.value)) (\(estimate.intervalWords))  \(words)", style: style)
  }

  /// `0.850 ├──●──┤ 0.709–0.929`, the interval drawn over 0…1 where there is room.
  func interval(_ estimate: Estimate) -> String {
    let width = columns >= 70 ? 24 : 0
    guard width > 0, !ascii else {
      return "\(Measure.three(estimate.value)) (\(estimate.intervalWords))"
    }
    func place(_ value: Double) -> Int {
      min(width - 1, max(0, Int(clamping: value * Double(width - 1))))
    }
    var cells = Array(repeating: "·", count: width)
    for cell in place(estimate.low)...place(estimate.high) { cells[cell] = "─" }
    cells[place(estimate.value)] = "●"
    return "\(Measure.three(estimate.value)) \(cells.joined()) \(estimate.intervalWords)"
  }

  /// A name and words, which go on below where they do not fit: what was left out must not be cut off.
  private func lines(_ name: String, _ words: String, style: Style = Theme.text) -> [Line] {
    let room = max(20, columns - 12)
    var lines: [Line] = []
    var current = ""
    for word in words.split(separator: " ", omittingEmptySubsequences: false) {
      let longer = current.isEmpty ? String(word) : "\(current) \(word)"
      if !current.isEmpty, DisplayText(longer).columns > room {
        lines.append(Line(text: current, style: style))
        current = String(word)
      } else {
        current = longer
      }
    }
    lines.append(Line(text: current, style: style))
    for index in lines.indices {
      lines[index].text = (index == 0 ? name : "").padded(to: 12) + lines[index].text
    }
    return lines
  }

  // MARK: Categories

  var categories: [Line] {
    let figures = picture.figures(of: tally)
    guard !figures.categories.isEmpty else {
      return [Line(text: "The cases expect no labels, decisions only.", style: Theme.dim)]
    }
    let width = min(16, figures.categories.map { DisplayText($0.name).columns }.max() ?? 8) + 2
    let cellWidth = columns >= 100 ? 24 : 19
    let hasVotes = figures.categories.contains { $0.ceiling != nil }
    let hasFailed = figures.categories.contains { $0.counts.failed > 0 }
    func cell(_ estimate: Estimate?) -> String {
      (estimate.map { "\(Measure.three($0.value)) \($0.intervalWords)" } ?? "–").padded(
        to: cellWidth)
    }
    let head =
      "label".padded(to: width) + "there".padded(to: 7) + "unread".padded(to: 8)
      + (hasFailed ? "failed".padded(to: 8) : "") + "precision".padded(to: cellWidth)
      + "recall".padded(to: cellWidth) + (hasVotes ? "F1".padded(to: cellWidth) + "raters" : "F1")
    var lines = [Line(text: head, style: Theme.dim)]
    for category in figures.categories {
      let counts = category.counts
      let numbers =
        "\(counts.truePositives + counts.falseNegatives)".padded(to: 7)
        + "\(counts.unread)".padded(to: 8) + (hasFailed ? "\(counts.failed)".padded(to: 8) : "")
      lines.append(
        Line(
          text: category.name.padded(to: width) + numbers + cell(category.precision)
            + cell(category.recall) + cell(category.f1)
            + (category.ceiling.map { "\(Measure.three($0.value)) n \($0.cases)" } ?? ""),
          style: counts.unread + counts.failed > 0 ? Theme.caution : Theme.text))
    }
    func mean(_ mean: Figures.Averages.Mean?) -> String {
      (mean.map { "\(Measure.three($0.value)) over \($0.of)" } ?? "–").padded(to: cellWidth)
    }
    let averages = figures.averages
    lines.append(
      Line(
        text: "mean".padded(to: width + (hasFailed ? 23 : 15)) + mean(averages.precision)
          + mean(averages.recall) + mean(averages.f1), style: Theme.dim))
    return lines + raterLines(figures)
  }

  /// Under a chart or table: what the figures are to be held against; nothing without votes.
  func raterLines(_ figures: Figures) -> [Line] {
    let ceilings = [
      FigureRow.Ceiling(figures.ceiling.decisions).map { "decisions: \($0.words)" },
      FigureRow.Ceiling(figures.ceiling.labels).map { "labels: \($0.words)" },
    ].compactMap { $0 }
    return ceilings.isEmpty
      ? [] : [Line(text: ceilings.joined(separator: " · "), style: Theme.dim)]
  }

  /// Under a chart of recall and precision: what was unread lowers recall alone.
  func unreadLines(_ figures: Figures) -> [Line] {
    let counts = figures.decisions
    guard counts.unread + counts.failed > 0 else { return [] }
    var parts: [String] = []
    if counts.unread > 0 {
      parts.append("\(counts.unread) of \(counts.count) unread: they lower recall, not precision")
    }
    if counts.failed > 0 { parts.append("\(counts.failed) failed, not counted") }
    return [Line(text: parts.joined(separator: " · "), style: Theme.caution)]
  }
}
