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
  /// The counts, the tests and the cases that changed.
  var lines: [Pager.Line] {
    var lines: [Pager.Line] = [
      .init(.text, "\(before) → \(after)"),
      .init(
        .text, Change.allCases.map { "\(items($0).count) \($0.rawValue)" }.joined(separator: " · ")),
    ]
    if let difference {
      let sign = difference.value < 0 ? "" : "+"
      lines.append(
        .init(.text, "accuracy \(sign)\(difference.words), bootstrap over cases and draws"))
    }
    lines.append(.init(.text, "McNemar's exact test: p = \(Measure.three(test.p))"))
    if unpaired > 0 {
      lines.append(.init(.dim, "\(Measure.count(unpaired, "case")) not in both, or not the same"))
    }
    if !hasDraws {
      lines.append(
        .init(.dim, "With one draw a case, noise cannot be told from change; five draws tell."))
    }
    for (change, role) in [
      (Change.broken, Pager.Line.Role.removed), (.fixed, .added), (.noise, .dim),
    ] {
      for item in items(change) {
        lines.append(
          .init(
            role,
            "\(change.rawValue)  \(item.id)  \(item.before.name) → \(item.after.name)  right \(Measure.percent(item.shareBefore)) → \(Measure.percent(item.shareAfter))"
          ))
      }
    }
    return lines
  }
}

extension Measure {
  /// With three decimals.
  public static func three(_ value: Double) -> String {
    let thousandths = Int(clamping: value.magnitude * 1000)
    let digits = "\(thousandths % 1000)"
    let sign = value < 0 && thousandths > 0 ? "-" : ""
    return "\(sign)\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.utf8.count)
      + digits
  }

  static func percent(_ share: Double) -> String { "\(Int(clamping: share * 100)) %" }
}

extension Estimate {
  /// `0.850 (0.709–0.929, n 40)`
  var words: String {
    "\(Measure.three(value)) (\(Measure.three(low))–\(Measure.three(high)), n \(n))"
  }
}
