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
    func narrow(_ estimate: Estimate?) -> Markup { Self.cell(estimate, isNarrow: true) }
    let rows = figures.map { figures -> [Markup] in
      [
        .foreign(figures.name), Self.cases(figures), narrow(figures.accuracy),
        narrow(figures.decisions.precision), narrow(figures.decisions.recall),
        narrow(figures.decisions.f1), Self.kappaCell(figures.kappa),
        narrow(figures.labelMatch), narrow(figures.exactMatch), narrow(figures.flipRate),
      ]
    }
    return Self.section(
      "Figures", id: "figures",
      [
        Self.table("Agreement with what the cases expect, with 95 % intervals", columns, rows),
        Self.note(
          "Precision, recall and F1 take violates and escalate together as what is to be found. "
            + "A case without a verdict counts as missed. – stands where nothing was counted."),
      ])
  }

  private static func cases(_ figures: Figures) -> Markup {
    .group([
      .text(Figure.count(figures.cases)),
      tag("small", [:], .text("\(Figure.count(figures.judged)) judged")),
    ])
  }

  private static func kappaCell(_ kappa: Estimate?) -> Markup {
    guard let kappa else { return .text(Figure.none) }
    return cell(
      Figure.decimal(kappa.value, 2), from: Figure.decimal(kappa.low, 2),
      to: Figure.decimal(kappa.high, 2), n: kappa.n, isNarrow: true)
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
          Self.cell(held.estimate), Self.standing(held.standing),
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
