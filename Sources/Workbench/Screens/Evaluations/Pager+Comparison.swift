import Evaluation
import Runs
import Wording

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
