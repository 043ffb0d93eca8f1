import Cases
import Evaluation
import Foundation
import Policies
import RunLog
import Runs
import Wording

/// The figures of an evaluation, as text or as the document of `eval run --json`.
struct EvaluationText {
  var picture: EvaluationPicture
  var console: Console
  /// Where chains part from their baseline's, in the edge lab.
  var partings: [Int: FlipParting] = [:]

  var plan: EvaluationPlan { picture.plan }

  func write(json: Bool, timing elapsed: Duration?) {
    if json {
      console.print(document(elapsed).document)
      return
    }
    if let edge { edge.write() }
    if plan.kind == .classification {
      writeClassification()
      return
    }
    if let sentence = plan.raters.sentence { say("raters \(sentence)") }
    for (tally, figures) in zip(picture.tallies, picture.figures)
    where edge == nil || figures.judged > 0 { write(figures, tally) }
    if let match = picture.multiPolicyMatch {
      say("right under all of \(match.policies.joined(separator: ", ")): \(match.exact.text)")
    }
    for comparison in picture.comparisons { ComparisonText(comparison, console).writeSummary() }
    for row in picture.ablation?.rows ?? [] {
      let cases = row.moved.map { plan.cases[$0].id }.joined(separator: ", ")
      let failed = row.failed > 0 ? ", \(row.failed) failed" : ""
      say(
        "\(row.rule): moves \(row.moved.count) of \(row.n)\(failed)\(cases.isEmpty ? "" : ": \(cases)")"
      )
    }
  }

  var edge: EdgeText? { EdgeText(picture, partings, console) }

  func say(_ line: StyledText) { console.print(line) }

  private func write(_ figures: Figures, _ tally: Tally) {
    say(console.styled(figures.name, "1"))
    if figures.cases.withoutVerdict > 0 {
      say(
        row(
          "cases", "\(figures.judged) counted: \(figures.cases.outcomes.joined(separator: " · "))"))
    }
    if !figures.cases.unknownLabels.isEmpty {
      say(row("not known", figures.cases.strangers().joined(separator: ", ")))
    }
    for line in figures.rows { say(row(line.name, line.text)) }
    for category in figures.categories {
      let parts = category.rows.filter { $0.name != "accuracy" }.map { "\($0.name) \($0.text)" }
      say(row(category.name, parts.joined(separator: "  ")))
    }
    for target in figures.targets {
      say(
        "  target \(target.target.category) \(target.target.metric.rawValue) ≥ \(target.target.value): \(target.standing.rawValue), measured \(target.row.text)"
      )
    }
    writeRuns(figures)
    writeCases(tally)
  }

  func row(_ name: String, _ words: String) -> StyledText {
    "  \(name.filled(to: 11)) \(words)"
  }

  func writeRuns(_ figures: Figures) {
    let states = figures.states.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.value) \($0.key.rawValue)" }
    let tokens = figures.completionTokens > 0 ? " · \(figures.completionTokens) tok" : ""
    let reused = figures.reused > 0 ? " · \(figures.reused) taken from records" : ""
    say(row("runs", "\(states.joined(separator: " · "))\(tokens)\(reused)"))
  }

  /// The cases behind the figures: the wrong ones, those without a verdict, and what the engine failed on.
  func writeCases(_ tally: Tally) {
    if plan.kind != .edge {
      let held = picture.failuresFirst(of: tally).filter { tally.isRight($0) == false }
      for (name, isDecided) in [("wrong", true), ("no verdict", false)] {
        let items = held.filter { (tally.aggregates[$0]?.decision != nil) == isDecided }
        guard !items.isEmpty else { continue }
        let names = items.prefix(20).map { item in
          "\(plan.cases[item].id) (\(tally.aggregates[item]?.name ?? "–"))"
        }
        say(row(name, names.joined(separator: ", ") + (items.count > 20 ? ", …" : "")))
      }
    }
    let failures = tally.failures
    guard !failures.isEmpty else { return }
    say(row("failed", Self.count(of: failures)))
    for failure in failures.prefix(20) {
      let draws = failure.isUnjudged ? "" : " (\(failure.failed) of \(failure.draws) draws)"
      let words = failure.message ?? "The record does not say why."
      say("              \(plan.cases[failure.item].id)\(draws): \(words)")
    }
    if failures.count > 20 { say("              … and \(failures.count - 20) more") }
    say("              precept eval resume \(plan.id) --failures runs them again.")
  }

  /// `2 cases not judged, 1 judged by its other draws`
  private static func count(of failures: [CaseFailure]) -> String {
    let unjudged = failures.count(where: \.isUnjudged)
    let rest = failures.count - unjudged
    var parts: [String] = []
    if unjudged > 0 { parts.append("\(unjudged) \(unjudged == 1 ? "case" : "cases") not judged") }
    if rest > 0 { parts.append("\(rest) judged by other draws") }
    return parts.joined(separator: ", ")
  }
}

extension Estimate {
  /// `0.850 [0.709, 0.929] n 40`
  var text: String { "\(value.three) [\(low.three), \(high.three)] n \(n)" }
}

extension FigureRow {
  /// `0.850 [0.709, 0.929] n 40 of 42: 2 failed · 3 unread, counted as wrong`
  var text: String {
    guard let estimate else { return words.isEmpty ? "–" : "– \(words)" }
    return "\(estimate.value.three) [\(estimate.low.three), \(estimate.high.three)] \(words)"
  }
}

extension Double {
  var three: String { Measure.three(self) }
}

extension EvaluationSummary {
  /// When the plan was made.
  var time: String { CivilTime(unixMilliseconds: createdAt).rfc3339 }
}

extension String {
  /// With spaces after it, for columns of words that we wrote.
  func filled(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
