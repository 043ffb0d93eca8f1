import Evaluation
import Policies
import Runs
import TerminalText
import Wording

/// Figures and charts of an evaluation as lines of text, with axis, unit and n.
struct EvaluationCharts {
  struct Line {
    var text: String
    var style = Theme.text
  }

  var picture: EvaluationPicture
  /// The column on show.
  var tally: Tally
  /// Columns against each other.
  var changed: [Comparison]
  var columns: Int
  var rows: Int
  var ascii: Bool

  func lines(_ view: EvaluationScreen.View) -> [Line] {
    switch view {
    case .figures: figures
    case .categories: categories
    case .confusion: confusion
    case .recallPrecision: recallPrecision
    case .latency: latency
    case .changes: changes
    }
  }

  // MARK: Charts

  /// Rows are what was expected, columns what came; the shade is the share of the row.
  private var confusion: [Line] {
    let labels = picture.figures(of: tally).labelConfusion
    let isFine = labels.total > 0 && labels.decided.count * 8 < columns - 20
    let matrix = isFine ? labels : picture.figures(of: tally).confusion
    guard matrix.total > 0 else { return [nothingCounted] }
    let names = matrix.decided
    let first = min(18, matrix.expected.map { DisplayText($0).columns }.max() ?? 8) + 2
    let width = max(7, min(14, (names.map { DisplayText($0).columns }.max() ?? 6) + 2))
    var lines = [
      Line(
        text: "expected".padded(to: first)
          + names.map { $0.clipped(to: width - 1).padded(to: width) }.joined() + "n",
        style: Theme.dim)
    ]
    for expected in matrix.expected {
      let sum = names.reduce(0) { $0 + matrix[expected, $1] }
      let cells = names.map { name in
        let count = matrix[expected, name]
        return (count == 0 ? "·" : "\(shade(count, of: sum))\(count)").padded(to: width)
      }
      lines.append(
        Line(text: expected.clipped(to: first - 1).padded(to: first) + cells.joined() + "\(sum)"))
    }
    let leftOut = picture.figures(of: tally).cases.leftOut
    if !leftOut.isEmpty {
      lines.append(
        Line(text: "not in it: " + leftOut.joined(separator: ", "), style: Theme.caution))
    }
    return lines + raterLines(picture.figures(of: tally))
  }

  private func shade(_ part: Int, of whole: Int) -> String {
    guard !ascii, whole > 0 else { return "" }
    return ["░░ ", "▒▒ ", "▓▓ ", "██ "][min(3, part * 4 / whole)]
  }

  /// Precision upwards, recall to the right; each label is a letter.
  private var recallPrecision: [Line] {
    let figures = picture.figures(of: tally)
    var points = figures.categories.compactMap {
      category -> (name: String, r: Double, p: Double)? in
      guard let recall = category.recall, let precision = category.precision else { return nil }
      return (category.name, recall.value, precision.value)
    }
    if let recall = figures.decisions.recall, let precision = figures.decisions.precision {
      points.insert(("all", recall.value, precision.value), at: 0)
    }
    guard !points.isEmpty else {
      return [Line(text: "Nothing was found yet, so that there is no precision.", style: Theme.dim)]
    }
    let height = max(3, min(11, rows - 2 - unreadLines(figures).count - raterLines(figures).count))
    let width = max(11, min(41, columns - 30))
    var grid = Array(repeating: Array(repeating: " ", count: width), count: height)
    let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
    for (index, point) in points.enumerated() {
      let column = Int((point.r * Double(width - 1)).rounded())
      let row = height - 1 - Int((point.p * Double(height - 1)).rounded())
      grid[row][column] = grid[row][column] == " " ? letters[index % 26] : "*"
    }
    let edge = ascii ? "|" : "│"
    return grid.enumerated().map { row, cells in
      let scale = row == 0 ? "1 " : row == height - 1 ? "0 " : "  "
      let legend =
        points.indices.contains(row)
        ? "  \(letters[row % 26]) \(points[row].name) \(Measure.percent(points[row].r)) · \(Measure.percent(points[row].p))"
        : ""
      return Line(text: scale + edge + cells.joined() + legend)
    } + [
      Line(
        text: "  " + (ascii ? "+" : "└") + String(repeating: ascii ? "-" : "─", count: width)
          + "  recall → · precision ↑", style: Theme.dim)
    ] + unreadLines(figures) + raterLines(figures)
  }

  private var latency: [Line] {
    let latencies = Latencies(tally)
    guard let median = latencies.quantile(0.5), let late = latencies.quantile(0.95) else {
      return [Line(text: "No run of this column has ended yet.", style: Theme.dim)]
    }
    let bins = latencies.bins(atMost: max(3, rows - 1))
    let most = bins.map(\.count).max() ?? 1
    let room = max(8, min(40, columns - 34))
    var lines = [
      Line(
        text:
          "median \(Measure.seconds(milliseconds: Int(clamping: median))) · 95 % within \(Measure.seconds(milliseconds: Int(clamping: late))) · n \(latencies.sorted.count)",
        style: Theme.dim)
    ]
    for bin in bins {
      let range = "\(time(bin.from))–\(time(bin.to))".padded(to: 18)
      let length = bin.count == 0 ? 0 : max(1, bin.count * room / most)
      lines.append(
        Line(text: range + String(repeating: ascii ? "#" : "█", count: length) + " \(bin.count)"))
    }
    return lines
  }

  private func time(_ milliseconds: Int) -> String {
    milliseconds < 1000 ? "\(milliseconds) ms" : Measure.seconds(milliseconds: milliseconds)
  }

  // MARK: Columns against each other

  private var changes: [Line] {
    if let table = picture.ablation {
      return table.rows.sorted { $0.moved.count > $1.moved.count }.map { row in
        let cases = row.moved.map { picture.plan.cases[$0].id }.joined(separator: ", ")
        let failed = row.failed > 0 ? ", \(row.failed) failed" : ""
        return Line(
          text: row.rule.padded(to: 12)
            + (row.moved.isEmpty
              ? "moves nothing of \(row.n)\(failed)"
              : "moves \(row.moved.count) of \(row.n)\(failed): \(cases)"),
          style: row.moved.isEmpty ? Theme.dim : Theme.text)
      }
    }
    if let robustness = picture.robustness {
      return robustness.rows.map { row in
        Line(
          text: row.kind.padded(to: 20) + (row.held.map { "\(interval($0))  n \($0.n)" } ?? "–")
            + (row.failed > 0 ? " · \(row.failed) failed" : ""),
          style: row.flips.isEmpty ? Theme.text : Theme.caution)
      }
    }
    guard !changed.isEmpty else {
      return [
        Line(
          text: "One column of figures. On Evaluate, Space marks one evaluation and c compares.",
          style: Theme.dim)
      ]
    }
    return changed.flatMap(\.headLines).map {
      Line(text: $0.text, style: $0.role == .dim ? Theme.dim : Theme.text)
    }
  }
}

extension String {
  /// With spaces up to so many columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - DisplayText(self).columns))
  }

  fileprivate func clipped(to width: Int) -> String {
    var text = self
    while DisplayText(text).columns > width, !text.isEmpty { text.removeLast() }
    return text
  }
}
