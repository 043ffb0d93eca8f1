import Policies
import Runs

/// One line of figures: an estimate, with everything in the same line that keeps it from being read for
/// more than it is. Screens, pages and the command line show these words as they are.
public struct FigureRow: Hashable, Sendable {
  /// The name of the one figure that is no share.
  public static let kappa = "kappa"

  public var name: String
  /// nil where nothing was there to count; the remarks then say why.
  public var estimate: Estimate?
  /// How many cases the figure would count if all of them could be counted.
  public var of: Int
  /// Why some of those were not counted, each with its number.
  public var leftOut: [String] = []
  /// What was counted against the policy, and what to hold the figure against.
  public var remarks: [String] = []
  /// How far raters agree; nil where no case has two votes, and where that limits nothing.
  public var ceiling: Ceiling?

  /// Whether cases without a verdict are behind the figure.
  public var isUnread = false

  /// `n 1 of 240: 239 expectations are not known to the policy`, or just `n 40`.
  public var counted: String {
    let n = estimate?.n ?? 0
    guard n < of, !leftOut.isEmpty else { return "n \(n)" }
    return "n \(n) of \(of): \(leftOut.joined(separator: ", "))"
  }

  fileprivate func under(_ ceiling: Ceiling?) -> FigureRow {
    var row = self
    row.ceiling = ceiling
    return row
  }

  fileprivate mutating func add(unread words: String) {
    remarks.append(words)
    isUnread = true
  }

  /// What follows the estimate in its line: ``counted``, the raters' agreement and the remarks.
  public var words: String { parts.joined(separator: " · ") }

  public var parts: [String] {
    (estimate == nil && leftOut.isEmpty ? [] : [counted]) + (ceiling.map { [$0.words] } ?? [])
      + remarks
  }
}

extension Figures {
  /// The figures in the order in which they are shown. A figure that the cases do not ask for, such as a
  /// label match without labels, has no row.
  public var rows: [FigureRow] {
    let decided = [accuracyRow, precisionRow, recallRow, f1Row].map {
      $0.under(.init(ceiling.decisions))
    }
    let labeled = [labelRow("label match", labelMatch), labelRow("exact match", exactMatch)]
      .compactMap { $0?.under(.init(ceiling.labels)) }
    // Flips are of the model alone: no agreement of people limits them.
    return decided + [kappaRow.under(.init(ceiling.decisions, alpha: true))] + labeled
      + [flipRow].compactMap { $0 }
  }

  /// `60 unread`, `60 unread or split`: cases without a verdict. Unread are answers that cannot be read as
  /// one of the policy's; split are draws that do not agree.
  private func unread(_ count: Int) -> String {
    "\(count) unread" + (cases.split > 0 ? " or split" : "")
  }

  private func failed(_ count: Int) -> [String] { count > 0 ? ["\(count) failed"] : [] }

  private var accuracyRow: FigureRow {
    var row = FigureRow(name: "accuracy", estimate: accuracy, of: cases.planned)
    row.leftOut = cases.leftOut
    if cases.withoutVerdict > 0 {
      row.add(unread: "\(unread(cases.withoutVerdict)), counted as wrong")
    }
    row.remarks += atWorst(accuracy, failed: cases.failed)
    return row
  }

  private var precisionRow: FigureRow {
    var row = FigureRow(
      name: "precision", estimate: decisions.precision,
      of: decisions.truePositives + decisions.falsePositives)
    if row.estimate == nil, decisions.count > 0 { row.remarks.append("nothing was found") }
    if decisions.unread > 0 {
      row.add(unread: "\(unread(decisions.unread)) of \(decisions.count) cases")
    }
    row.remarks += failed(decisions.failed).map { "\($0), not counted" }
    return row
  }

  private var recallRow: FigureRow {
    var row = FigureRow(
      name: "recall", estimate: decisions.recall,
      of: decisions.truePositives + decisions.falseNegatives + decisions.failedPositives)
    row.leftOut = failed(decisions.failedPositives)
    if row.estimate == nil, decisions.count > 0 {
      row.remarks.append("no counted case is to be found")
    }
    if decisions.unreadPositives > 0 {
      row.add(unread: "\(unread(decisions.unreadPositives)), counted as missed")
    }
    row.remarks += atWorst(decisions.recall, failed: decisions.failedPositives)
    return row
  }

  private var f1Row: FigureRow {
    let found =
      decisions.truePositives + decisions.falsePositives + decisions.falseNegatives
    var row = FigureRow(
      name: "F1", estimate: decisions.f1, of: found + decisions.failedPositives)
    row.leftOut = failed(decisions.failedPositives)
    if decisions.unreadPositives > 0 {
      row.add(unread: "\(unread(decisions.unreadPositives)), counted as missed")
    }
    return row
  }

  private var kappaRow: FigureRow {
    var row = FigureRow(name: FigureRow.kappa, estimate: kappa, of: cases.counted)
    guard let baseline else { return row }
    row.remarks = [
      "base rate \(baseline.baseRate.value.threeDecimals)",
      "always \(baseline.constant.rawValue) \(baseline.score.value.threeDecimals)",
    ]
    if let standing = kappaWords { row.remarks.append(standing) }
    return row
  }

  /// What kappa cannot tell; nil where it can.
  private var kappaWords: String? {
    if let only = baseline?.onlyAnswer {
      return "every case came to \(only), so kappa tells nothing"
    }
    if let baseline, baseline.score.value == 1 {
      return "every case expects \(baseline.constant.rawValue), so kappa tells nothing"
    }
    guard let kappa, kappa.low <= 0, kappa.high >= 0 else { return nil }
    return "too few to tell from chance"
  }

  private func labelRow(_ name: String, _ estimate: Estimate?) -> FigureRow? {
    let n = estimate?.n ?? 0
    guard n + labelsFailed + labelsUnknown > 0 else { return nil }
    var row = FigureRow(name: name, estimate: estimate, of: n + labelsFailed + labelsUnknown)
    row.leftOut =
      (labelsUnknown > 0 ? ["\(labelsUnknown) with labels not known to the policy"] : [])
      + failed(labelsFailed)
    if labelsUnread > 0 { row.add(unread: "\(unread(labelsUnread)), counted as wrong") }
    return row
  }

  private var flipRow: FigureRow? {
    flipRate.map { FigureRow(name: "flips", estimate: $0, of: $0.n) }
  }

  /// What a figure would be if all the cases that failed were wrong.
  private func atWorst(_ estimate: Estimate?, failed: Int) -> [String] {
    guard let estimate, failed > 0 else { return [] }
    let right = estimate.value * Double(estimate.n)
    return ["\((right / Double(estimate.n + failed)).threeDecimals) if the failed are wrong"]
  }
}

extension Figures.Category {
  /// Precision, recall, F1 and accuracy of one label. Each says in its own line what was unread or failed.
  public var rows: [FigureRow] {
    let found = counts.truePositives + counts.falsePositives
    let there = counts.truePositives + counts.falseNegatives
    let failed = counts.failedPositives > 0 ? ["\(counts.failedPositives) failed"] : []
    var rows = [
      FigureRow(
        name: "precision", estimate: precision, of: found,
        remarks: precision == nil ? ["never found"] : []),
      FigureRow(
        name: "recall", estimate: recall, of: there + counts.failedPositives, leftOut: failed),
      FigureRow(
        name: "F1", estimate: f1, of: found + counts.falseNegatives + counts.failedPositives,
        leftOut: failed),
      FigureRow(
        name: "accuracy", estimate: counts.accuracy, of: counts.count + counts.failed,
        leftOut: counts.failed > 0 ? ["\(counts.failed) failed"] : []),
    ]
    if counts.unread > 0 {
      rows[0].add(unread: "\(counts.unread) unread of \(counts.count) cases")
      rows[3].add(unread: "\(counts.unread) unread, counted as wrong")
    }
    if counts.unreadPositives > 0 {
      for place in [1, 2] {
        rows[place].add(unread: "\(counts.unreadPositives) unread, counted as missed")
      }
    }
    return rows.map { $0.under(ceiling) }
  }
}

extension CaseCounts {
  /// Why cases are not counted, each reason with its number, the loudest first.
  public var leftOut: [String] {
    var parts: [String] = []
    if unknown > 0 {
      parts.append(
        "\(unknown) \(unknown == 1 ? "expectation is" : "expectations are") not known to the policy"
      )
    }
    if undecided > 0 {
      parts.append(
        "\(undecided) \(undecided == 1 ? "expects" : "expect") labels that decide nothing")
    }
    if failed > 0 { parts.append("\(failed) failed") }
    if pending > 0 { parts.append("\(pending) not run yet") }
    if unlabeled > 0 { parts.append("\(unlabeled) without an expectation") }
    return parts
  }

  /// `180 read · 40 unparsed · 20 off_list · 2 split`: what the counted cases came to.
  public var outcomes: [String] {
    var parts = ["\(read) read"]
    for (state, count) in unread.sorted(by: {
      ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue)
    }) { parts.append("\(count) \(state.rawValue)") }
    if split > 0 { parts.append("\(split) split") }
    return parts
  }

  /// The labels that the policy does not know, the most frequent first: `SPAM (120)`.
  ///
  /// - Parameter limit: at most so many by name.
  public func strangers(atMost limit: Int = 8) -> [String] {
    let sorted = unknownLabels.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let named = sorted.prefix(limit).map { "\($0.key) (\($0.value))" }
    return named + (sorted.count > limit ? ["and \(sorted.count - limit) more"] : [])
  }
}
