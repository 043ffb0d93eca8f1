import Evaluation
import Runs

extension Pager {
  /// What changed between two evaluations, the clearest first.
  init(_ comparison: Comparison) {
    self.init(title: "Two evaluations", lines: comparison.lines)
    facts = ["\(comparison.before) → \(comparison.after)"]
  }
}

extension Comparison {
  /// The counts, the tests and what must be known to read them.
  var headLines: [Pager.Line] {
    var lines: [Pager.Line] = [
      .init(.text, "\(before) → \(after)"),
      .init(.text, countWords.joined(separator: " · ")),
    ]
    if let difference {
      let sign = difference.value < 0 ? "" : "+"
      let method = hasDraws ? "bootstrap over cases and draws" : "Tango's score interval"
      lines.append(.init(.text, "accuracy \(sign)\(difference.words), \(method)"))
    }
    lines.append(.init(.text, "McNemar's exact test: \(testWords)"))
    return lines + notes.map { .init(.dim, $0) }
  }

  /// The head and the cases that changed.
  var lines: [Pager.Line] {
    var lines = headLines
    for (change, role) in [
      (Change.broken, Pager.Line.Role.removed), (.fixed, .added), (.noise, .dim),
      (.relabeled, .text),
    ] {
      for item in items(change) {
        let labels = item.labelWords.map { "  expected \($0)" } ?? ""
        let shares =
          "right \(Measure.percent(item.shareBefore)) → \(Measure.percent(item.shareAfter))"
        lines.append(
          .init(
            role,
            "\(change.rawValue)  \(item.id)\(labels)  came to \(item.before.name) → \(item.after.name)  \(shares)"
          ))
      }
    }
    return lines + failures.map { .init(.removed, "failed  \($0.id)  \($0.words)") }
  }
}

extension Measure {
  /// With three decimals, as ``Swift/Double/threeDecimals``.
  public static func three(_ value: Double) -> String { value.threeDecimals }

  /// Whole percents, rounded; all only for 1 itself, and none only for 0.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    return "\(share < 0 ? "-" : "")\(Double.units(share.magnitude, scale: 100)) %"
  }
}

extension Estimate {
  /// `0.850 (0.709–0.929, n 40)`
  var words: String { "\(Measure.three(value)) (\(intervalWords), n \(n))" }

  /// `0.709–0.929`, or `-0.007 to 1.000`: a dash before a number that may be negative is misread.
  var intervalWords: String {
    "\(Measure.three(low))\(low < 0 ? " to " : "–")\(Measure.three(high))"
  }
}
