import Cases
import Evaluation
import Policies
import Runs

// The document of `eval run --json`.
extension EvaluationText {
  func document(_ elapsed: Duration?) -> JSON {
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
      ("classification", classification), ("baselines", edge?.baselines ?? []),
      ("robustness", edge?.rows ?? []),
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
          "unread": .int(category.counts.unread), "failed": .int(category.counts.failed),
          "raters": .init(category.ceiling),
        ]
      )
    }
    let latencies = Latencies(tally)
    return [
      "name": .string(figures.name),
      "judged": .int(figures.judged),
      "case_counts": counts(figures.cases),
      "failures": .array(tally.failures.map(failure)),
      "states": .object(
        figures.states.sorted { $0.key.rawValue < $1.key.rawValue }
          .map { ($0.key.rawValue, .int($0.value)) }),
      "metrics": metrics(figures),
      "baseline": baseline(figures.baseline),
      "categories": .object(categories),
      "averages": [
        "precision": .init(figures.averages.precision?.value),
        "recall": .init(figures.averages.recall?.value),
        "f1": .init(figures.averages.f1?.value), "categories": .int(figures.averages.categories),
        "of": [
          "precision": .int(figures.averages.precision?.of ?? 0),
          "recall": .int(figures.averages.recall?.of ?? 0),
          "f1": .int(figures.averages.f1?.of ?? 0),
        ],
      ],
      "confusion": matrix(figures.confusion), "label_confusion": matrix(figures.labelConfusion),
      "flips": .int(figures.flips),
      "targets": .array(
        figures.targets.map {
          [
            "category": .string($0.target.category), "metric": .string($0.target.metric.rawValue),
            "target": .double($0.target.value), "estimate": .init($0.estimate),
            "standing": .string($0.standing.rawValue), "raters": .init($0.row.ceiling),
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

  /// Every metric with what belongs in its line; null where nothing was there to count.
  private func metrics(_ figures: Figures) -> JSON {
    let rows = Dictionary(uniqueKeysWithValues: figures.rows.map { ($0.name, $0) })
    let names = [
      ("accuracy", "accuracy"), ("precision", "precision"), ("recall", "recall"), ("f1", "F1"),
      ("kappa", "kappa"), ("exact_match", "exact match"), ("label_match", "label match"),
      ("flip_rate", "flips"),
    ]
    return .object(
      names.map { key, name in
        guard let row = rows[name], case .object(let estimate) = JSON(row.estimate) else {
          return (key, .null)
        }
        return (
          key,
          .object(
            estimate + [
              ("of", .int(row.of)), ("raters", .init(row.ceiling)), ("note", .string(row.words)),
            ])
        )
      })
  }

  private func counts(_ counts: CaseCounts) -> JSON {
    [
      "planned": .int(counts.planned), "counted": .int(counts.counted), "read": .int(counts.read),
      "unread": .object(
        counts.unread.sorted { $0.key.rawValue < $1.key.rawValue }
          .map { ($0.key.rawValue, .int($0.value)) }),
      "split": .int(counts.split), "failed": .int(counts.failed), "pending": .int(counts.pending),
      "unlabeled": .int(counts.unlabeled), "unknown": .int(counts.unknown),
      "undecided": .int(counts.undecided),
      "unknown_labels": .object(
        counts.unknownLabels.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) }),
    ]
  }

  private func baseline(_ baseline: Figures.Baseline?) -> JSON {
    guard let baseline else { return .null }
    return [
      "base_rate": .init(baseline.baseRate), "constant": .string(baseline.constant.rawValue),
      "score": .init(baseline.score), "only_answer": JSON(baseline.onlyAnswer),
    ]
  }

  private func failure(_ failure: CaseFailure) -> JSON {
    [
      "case": .string(plan.cases[failure.item].id), "failed": .int(failure.failed),
      "draws": .int(failure.draws), "run": .string(failure.run.text),
      "message": JSON(failure.message),
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
      "rule": .string(row.rule), "cases": .int(row.n), "failed": .int(row.failed),
      "moved": ids(row.moved),
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

  /// null where no case has two votes. For kappa the agreement is Krippendorff's alpha.
  init(_ ceiling: FigureRow.Ceiling?) {
    self =
      ceiling.map {
        [
          "measure": .string($0.isAlpha ? "alpha" : "agreement"), "value": .double($0.value),
          "cases": .int($0.cases),
        ]
      } ?? .null
  }
}
