import Evaluation
import Policies
import Runs

extension Report {
  var figuresSection: Markup {
    let columns: [Column] =
      [.words("Reading"), .number("Cases")]
      + [
        "Accuracy", "Precision", "Recall", "F1", "Kappa", "Label match", "Exact match", "Flip rate",
      ]
      .map(Column.number)
    let names = [
      "accuracy", "precision", "recall", "F1", FigureRow.kappa, "label match", "exact match",
      "flips",
    ]
    let rows = figures.map { figures -> [Markup] in
      let known = figures.rows
      return [.foreign(figures.name), Self.cases(figures.cases)]
        + names.map { name in Self.cell(known.first { $0.name == name }) }
    }
    return Self.section(
      "Figures", id: "figures",
      [
        Self.table("Agreement with what the cases expect, with 95 % intervals", columns, rows),
        Self.note(
          "Precision, recall and F1 take violates and escalate together as what is to be found. "
            + "An unread case, whose answer has no verdict, counts as wrong and as missed. Cases that the "
            + "engine failed to answer are not judged. – stands where nothing was counted."),
        strangers,
      ])
  }

  private static func cases(_ counts: CaseCounts) -> Markup {
    let lines =
      ["\(Figure.count(counts.counted)) counted"]
      + (counts.withoutVerdict > 0 ? counts.outcomes : []) + counts.leftOut
    return .group(
      [.text(Figure.count(counts.planned))] + lines.map { tag("small", [:], .text($0)) })
  }

  /// The labels of cases that a policy does not know, by reading.
  private var strangers: Markup {
    let parts = figures.filter { !$0.cases.unknownLabels.isEmpty }.map { figures in
      tag(
        "p", ["class": "open"], .text("Labels that "), .foreign(figures.name),
        .text(" does not know: "), .foreign(figures.cases.strangers().joined(separator: ", ")), ".")
    }
    return parts.isEmpty ? .nothing : .group(parts)
  }

  /// The cases that the engine failed on, with its words.
  var failuresSection: Markup {
    let rows = picture.tallies.flatMap { tally in
      tally.failures.prefix(Self.mostCases).map { failure -> [Markup] in
        [
          .foreign(plan.cases[failure.item].id), .foreign(tally.reading.name),
          .text("\(failure.failed) of \(failure.draws)"),
          .text(failure.isUnjudged ? "not judged" : "judged by its other draws"),
          .foreign(failure.message ?? Figure.none),
          tag("small", ["class": "id"], .text(failure.run.text)),
        ]
      }
    }
    guard !rows.isEmpty else { return .nothing }
    return Self.section(
      "Failures", id: "failures",
      [
        Self.table(
          "Cases that the engine failed on",
          [
            .words("Case"), .words("Reading"), .number("Draws failed"), .words("Standing"),
            .words("What the engine said"), .words("Run"),
          ], rows),
        Self.note("In the workspace, this runs them again:"),
        Self.command("precept eval resume \(plan.id.text) --failures"),
      ])
  }

  /// How runs ended, and what they cost.
  var statesSection: Markup {
    let states = RunState.allCases.filter { state in
      figures.contains { $0.states[state] != nil }
    }
    guard !states.isEmpty else {
      return Self.section("Runs", id: "runs", [Self.note("No run has finished yet.")])
    }
    let columns =
      [Column.words("Reading"), .number("Runs")] + states.map { .number($0.rawValue) }
      + [.number("Reused"), .number("Prompt tokens"), .number("Completion tokens")]
    let rows = figures.map { figures -> [Markup] in
      let counts = [figures.trials] + states.map { figures.states[$0] ?? 0 } + [figures.reused]
      // Not every engine tells how many there were.
      let tokens = [figures.promptTokens, figures.completionTokens]
        .map { $0 == 0 ? Figure.none : Figure.count($0) }
      return [.foreign(figures.name)] + (counts.map { Figure.count($0) } + tokens).map(Markup.text)
    }
    return Self.section(
      "Runs", id: "runs",
      [
        Self.table("How the runs ended", columns, rows),
        Self.note(
          "Only ok has a verdict. Whatever else a run ends in is no verdict, and is never taken "
            + "for safe."),
      ])
  }

  var targetsSection: Markup {
    let rows = figures.flatMap { figures in
      figures.targets.map { held -> [Markup] in
        [
          .foreign(figures.name),
          held.target.category == MetricTarget.all
            ? "all decisions" : .foreign(held.target.category),
          .text(held.target.metric.rawValue), .text(Figure.percent(held.target.value)),
          Self.cell(held.row), Self.standing(held.standing),
        ]
      }
    }
    guard !rows.isEmpty else { return .nothing }
    return Self.section(
      "Targets", id: "targets",
      [
        Self.table(
          "What policy.toml asks for",
          [
            .words("Reading"), .words("Of"), .words("Figure"), .number("Target"),
            .number("Measured"), .words("Standing"),
          ], rows),
        Self.note(
          "Met: even the low end of the interval reaches the target. Missed: even the high end "
            + "does not. Otherwise there are too few cases to tell."),
      ])
  }

  private static func standing(_ standing: MetricTarget.Standing) -> Markup {
    switch standing {
    case .met: tag("span", ["class": "met"], "✓ met")
    case .missed: tag("span", ["class": "missed"], "✗ missed")
    case .tooFew: tag("span", ["class": "open"], "? too few to tell")
    }
  }

  var matchSection: Markup {
    guard let match = picture.multiPolicyMatch else { return .nothing }
    return Self.section(
      "Multi-policy match", id: "match",
      [
        tag(
          "p", [:], .text("Right under every policy at once: "),
          tag("strong", [:], .text(Figure.percent(match.exact.value))),
          .text(
            " of \(Figure.count(match.exact.n, "case")), 95 % interval "
              + "\(Figure.percentInterval(match.exact)). Policies: "),
          .foreign(match.policies.joined(separator: ", ")), ".")
      ])
  }
}
