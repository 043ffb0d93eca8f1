import Cases
import Evaluation
import Foundation
import Policies
import RunLog
import Runs
import Workbench

/// The figures of an evaluation, as text or as the document of `eval run --json`.
struct EvaluationText {
  var picture: EvaluationPicture
  var console: Console
  /// Where chains part from their baseline's, in the edge lab.
  var partings: [Int: FlipParting] = [:]

  private var plan: EvaluationPlan { picture.plan }

  func write(json: Bool, timing elapsed: Duration?) {
    if json {
      console.print(document(elapsed).document)
      return
    }
    if let edge { edge.write() }
    if let sentence = plan.raters.sentence { say("raters \(sentence)") }
    for (tally, figures) in zip(picture.tallies, picture.figures)
    where edge == nil || figures.judged > 0 { write(figures, tally) }
    if let match = picture.multiPolicyMatch {
      say("right under all of \(match.policies.joined(separator: ", ")): \(match.exact.text)")
    }
    for comparison in picture.comparisons { ComparisonText(comparison, console).writeSummary() }
    for row in picture.ablation?.rows ?? [] {
      let cases = row.moved.map { plan.cases[$0].id }.joined(separator: ", ")
      say("\(row.rule): moves \(row.moved.count) of \(row.n)\(cases.isEmpty ? "" : ": \(cases)")")
    }
  }

  private var edge: EdgeText? { EdgeText(picture, partings, console) }

  private func say(_ line: StyledText) { console.print(line) }

  private func write(_ figures: Figures, _ tally: Tally) {
    say(console.styled(figures.name, "1"))
    let rows: [(String, Estimate?)] = [
      ("accuracy", figures.accuracy), ("precision", figures.decisions.precision),
      ("recall", figures.decisions.recall), ("F1", figures.decisions.f1),
      ("kappa", figures.kappa), ("label match", figures.labelMatch),
      ("exact match", figures.exactMatch),
      ("flips", figures.flipRate),
    ]
    for (name, estimate) in rows {
      guard let estimate else { continue }
      say("  \(name.filled(to: 12))\(estimate.text)")
    }
    for category in figures.categories {
      let parts = [
        category.precision.map { "precision \($0.text)" },
        category.recall.map { "recall \($0.text)" },
      ].compactMap { $0 }
      if !parts.isEmpty { say("  \(category.name.filled(to: 12))\(parts.joined(separator: "  "))") }
    }
    for target in figures.targets {
      say(
        "  target \(target.target.category) \(target.target.metric.rawValue) ≥ \(target.target.value): \(target.standing.rawValue)"
      )
    }
    let states = figures.states.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.value) \($0.key.rawValue)" }
    let tokens = figures.completionTokens > 0 ? " · \(figures.completionTokens) tok" : ""
    let reused = figures.reused > 0 ? " · \(figures.reused) taken from records" : ""
    say("  runs        \(states.joined(separator: " · "))\(tokens)\(reused)")
    let wrong = picture.failuresFirst(of: tally).filter { tally.isRight($0) == false }
    if !wrong.isEmpty, plan.kind != .edge {
      let names = wrong.prefix(20).map { item in
        "\(plan.cases[item].id) (\(tally.aggregates[item]?.name ?? "–"))"
      }
      say("  wrong       \(names.joined(separator: ", "))\(wrong.count > 20 ? ", …" : "")")
    }
  }

  // MARK: JSON

  private func document(_ elapsed: Duration?) -> JSON {
    let arms = zip(picture.tallies, picture.figures).map { arm($0, $1) }
    let head: [(String, JSON)] = [
      ("schema", 1), ("eval", .string(plan.id.text)), ("kind", .string(plan.kind.rawValue)),
      ("policy", .string(plan.arms[0].policy.name)), ("set", .string(plan.set)),
      ("engine", .string(plan.arms[0].engine)), ("model", JSON(plan.arms[0].model)),
      ("cases", .int(plan.cases.count)), ("repeats", .int(plan.repeats)),
      ("runs", .int(picture.tallies.reduce(0) { $0 + $1.trials })),
    ]
    // The first reading's figures stand at the top as well, as the manual has them.
    let first: [(String, JSON)] =
      if case .object(let fields)? = arms.first { fields.filter { $0.0 != "name" } } else { [] }
    let tail: [(String, JSON)] = [
      ("arms", .array(arms)), ("unknown_labels", UnknownLabels(in: plan).json),
      ("raters", plan.raters.cases > 0 ? RaterText.json(plan.raters) : .null),
      (
        "multi_policy",
        picture.multiPolicyMatch.map {
          ["policies": JSON($0.policies), "exact_match": .init($0.exact)]
        } ?? .null
      ),
      ("comparisons", .array(picture.comparisons.map { ComparisonText($0, console).fields })),
      ("ablation", .array((picture.ablation?.rows ?? []).map(ablation))),
      ("baselines", edge?.baselines ?? []), ("robustness", edge?.rows ?? []),
      (
        "elapsed_ms",
        JSON(elapsed?.milliseconds)
      ),
    ]
    return .object(head + first + tail)
  }

  private func arm(_ tally: Tally, _ figures: Figures) -> JSON {
    let categories = figures.categories.map { category -> (String, JSON) in
      (
        category.name,
        [
          "precision": .init(category.precision), "recall": .init(category.recall),
          "f1": .init(category.f1), "accuracy": .init(category.counts.accuracy),
        ]
      )
    }
    let latencies = Latencies(tally)
    return [
      "name": .string(figures.name),
      "judged": .int(figures.judged),
      "states": .object(
        figures.states.sorted { $0.key.rawValue < $1.key.rawValue }
          .map { ($0.key.rawValue, .int($0.value)) }),
      "metrics": [
        "accuracy": .init(figures.accuracy), "precision": .init(figures.decisions.precision),
        "recall": .init(figures.decisions.recall), "f1": .init(figures.decisions.f1),
        "kappa": .init(figures.kappa), "exact_match": .init(figures.exactMatch),
        "label_match": .init(figures.labelMatch),
        "flip_rate": .init(figures.flipRate),
      ],
      "categories": .object(categories),
      "averages": [
        "precision": .init(figures.averages.precision), "recall": .init(figures.averages.recall),
        "f1": .init(figures.averages.f1), "categories": .int(figures.averages.categories),
      ],
      "confusion": matrix(figures.confusion), "label_confusion": matrix(figures.labelConfusion),
      "flips": .int(figures.flips),
      "targets": .array(
        figures.targets.map {
          [
            "category": .string($0.target.category), "metric": .string($0.target.metric.rawValue),
            "target": .double($0.target.value), "estimate": .init($0.estimate),
            "standing": .string($0.standing.rawValue),
          ]
        }),
      "usage": [
        "prompt_tokens": .int(figures.promptTokens),
        "completion_tokens": .int(figures.completionTokens), "reused": .int(figures.reused),
      ],
      "timing": [
        "median_ms": .init(latencies.quantile(0.5)), "p95_ms": .init(latencies.quantile(0.95)),
      ],
    ]
  }

  private func matrix(_ matrix: ConfusionMatrix) -> JSON {
    .object(
      matrix.expected.map { expected in
        (
          expected,
          .object(
            matrix.decided.filter { matrix[expected, $0] > 0 }
              .map { ($0, .int(matrix[expected, $0])) })
        )
      })
  }

  private func ablation(_ row: AblationTable.Row) -> JSON {
    func ids(_ items: [Int]) -> JSON { JSON(items.map { plan.cases[$0].id }) }
    return [
      "rule": .string(row.rule), "cases": .int(row.n), "moved": ids(row.moved),
      "carried": ids(row.carried), "hindered": ids(row.hindered),
    ]
  }
}

extension JSON {
  init(_ value: Double?) { self = value.map(JSON.double) ?? .null }

  init(_ estimate: Estimate?) {
    self =
      estimate.map {
        [
          "value": .double($0.value), "low": .double($0.low), "high": .double($0.high),
          "n": .int($0.n),
        ]
      } ?? .null
  }
}

extension Estimate {
  /// `0.850 [0.709, 0.929] n 40`
  var text: String { "\(value.three) [\(low.three), \(high.three)] n \(n)" }
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
