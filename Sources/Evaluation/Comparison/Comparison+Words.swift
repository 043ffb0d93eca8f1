extension Comparison {
  /// `1 fixed`, `2 broken`, … with `3 failed` where the engine failed: in the order in which they are shown.
  public var countWords: [String] {
    var counts = Change.allCases.map { ($0.rawValue, items($0).count) }
    counts.removeAll { $0 == Change.relabeled.rawValue && $1 == 0 }
    if !failures.isEmpty { counts.append(("failed", failures.count)) }
    return counts.map { "\($1) \($0)" }
  }

  /// `p 0.125: too few to tell: …`
  public var testWords: String { "p \(test.pWords) (\(test.words))" }

  /// What must be known to read the counts, one sentence each.
  public var notes: [String] {
    var notes: [String] = []
    let relabeled = items(.relabeled).count
    if relabeled > 0 {
      let (verb, other) =
        relabeled == 1 ? ("1 case expects", "that is") : ("\(relabeled) cases expect", "they are")
      notes.append(
        "\(verb) something else in the later evaluation: \(other) neither fixed nor broken. Both evaluations are held to the later labels."
      )
    }
    if !failures.isEmpty {
      notes.append(
        "The engine failed on \(Self.count(failures.count)), which \(failures.count == 1 ? "is" : "are") not compared."
      )
    }
    if pending > 0 { notes.append("\(Self.count(pending)) not run yet in one of the two.") }
    if unjudged > 0 {
      notes.append("\(Self.count(unjudged)) without an expectation that the policy knows.")
    }
    if unpaired > 0 {
      notes.append("\(Self.count(unpaired)) not in both, or not with the same content.")
    }
    if !hasDraws, !items.isEmpty {
      notes.append("With one draw a case, noise cannot be told from change; five draws can tell.")
    }
    return notes
  }

  private static func count(_ count: Int) -> String { count == 1 ? "1 case" : "\(count) cases" }
}

extension Comparison.Item {
  /// `SP3 → SP0`, of a case whose labels changed.
  public var labelWords: String? {
    labels.map { labels in
      func words(_ labels: [String]) -> String {
        labels.isEmpty ? "nothing" : labels.joined(separator: ", ")
      }
      return "\(words(labels.before)) → \(words(labels.after))"
    }
  }
}

extension Comparison.Failure {
  /// Which of the two has no answer, and what the engine said.
  public var words: String {
    let side = before == nil ? "after" : after == nil ? "before" : "before and after"
    let message = before?.message ?? after?.message
    return "no answer \(side)" + (message.map { ": \($0)" } ?? "")
  }
}
