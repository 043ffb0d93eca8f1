import Evaluation

extension Report {
  var comparisonsSection: Markup {
    guard !comparisons.isEmpty else { return .nothing }
    let columns: [Column] = [
      .words("Before → after"), .number("Fixed"), .number("Broken"), .number("Noise"),
      .number("Unchanged"), .number("Relabeled"), .number("Failed"), .number("Accuracy, points"),
      .number("McNemar p"),
    ]
    let rows = comparisons.map { comparison -> [Markup] in
      [name(of: comparison)]
        + Comparison.Change.allCases.map {
          .text(Figure.count(comparison.items($0).count))
        } + [
          .text(Figure.count(comparison.failures.count)), difference(comparison),
          .group([
            .text(comparison.test.pWords), tag("small", [:], .text(comparison.test.words)),
          ]),
        ]
    }
    return Self.section(
      "Comparison of readings", id: "comparison",
      [
        Self.table("What changed, case by case", columns, rows),
        Self.note(
          "Fixed: wrong before, right after. Broken: right before, wrong after. Noise: the change is "
            + "no larger than the case's own draws differ. Relabeled: the case expects something else by "
            + "now. Failed: the engine gave one of the two no answer."),
      ] + comparisons.map(lists))
  }

  private func name(of comparison: Comparison) -> Markup {
    .group([.foreign(comparison.before), " → ", .foreign(comparison.after)])
  }

  private func difference(_ comparison: Comparison) -> Markup {
    guard let difference = comparison.difference else { return .text(Figure.none) }
    return Self.cell(
      Figure.points(difference.value), from: Figure.points(difference.low),
      to: Figure.points(difference.high), lines: ["n\u{A0}\(Figure.count(difference.n))"])
  }

  /// The cases behind the numbers; those that did not change are not news.
  private func lists(_ comparison: Comparison) -> Markup {
    let lists =
      [Comparison.Change.fixed, .broken, .noise, .relabeled].map {
        (
          $0.rawValue,
          comparison.items($0).map { item in item.id + (item.labelWords.map { ": \($0)" } ?? "") }
        )
      } + [("failed", comparison.failures.map { "\($0.id): \($0.words)" })]
    let parts = lists.filter { !$0.1.isEmpty }.map { name, ids -> Markup in
      .group([
        tag("p", [:], .text("\(name.capitalizedFirst), \(Figure.count(ids.count, "case")):")),
        Self.caseList(ids),
      ])
    }
    let notes = comparison.notes.map { Self.note($0) }
    guard !parts.isEmpty || !notes.isEmpty else { return .nothing }
    return .group([tag("h3", [:], name(of: comparison))] + parts + notes)
  }

  var ablationSection: Markup {
    guard let ablation = picture.ablation else { return .nothing }
    let rows = ablation.rows.map { row -> [Markup] in
      [
        .foreign(row.rule),
        .group(
          [.text(Figure.count(row.n))]
            + (row.failed > 0 ? [tag("small", [:], .text("\(row.failed) failed"))] : [])),
        .text(Figure.count(row.moved.count)),
        .text(Figure.count(row.carried.count)), .text(Figure.count(row.hindered.count)),
        .foreign(ids(row.moved).limited(to: 12)),
      ]
    }
    return Self.section(
      "What each rule carries", id: "ablation",
      [
        Self.table(
          "The policy without one rule at a time",
          [
            .words("Rule"), .number("Cases"), .number("Moved"), .number("Carried"),
            .number("Hindered"), .words("Cases that moved"),
          ], rows),
        Self.note(
          "Moved: decided otherwise without the rule, by more than the draws differ. Carried: right "
            + "with it and wrong without. Hindered: wrong with it and right without."),
      ])
  }

  var robustnessSection: Markup {
    guard let robustness = picture.robustness else { return .nothing }
    let rows = robustness.rows.map { row -> [Markup] in
      [
        .foreign(row.kind), .text(Self.relation(row.relation)), held(row),
        .text(Figure.count(row.withoutVerdict)), .foreign(ids(row.flips).limited(to: 12)),
      ]
    }
    let without = robustness.withoutBaseline
    return Self.section(
      "Robustness", id: "robustness",
      [
        Self.table(
          "Whether the verdict is as the mutation asks, the weakest first",
          [
            .words("Mutation"), .words("The verdict"), .number("Held"),
            .number("No verdict"), .words("Variants that did not hold"),
          ], rows),
        Self.note("Where the verdict may change, it held if it stayed."),
        without.isEmpty
          ? .nothing
          : Self.note(
            "\(Figure.count(without.count, "content")) had no verdict as written, so that there is "
              + "nothing to hold their variants to."),
      ])
  }

  private func held(_ row: Robustness.Row) -> Markup {
    let failed = row.failed > 0 ? [tag("small", [:], .text("\(row.failed) failed"))] : []
    return .group([Self.cell(row.held)] + failed)
  }

  private static func relation(_ relation: PlannedMutation.Relation) -> String {
    switch relation {
    case .agrees: "must stay"
    case .differs: "must turn round"
    case .open: "may change"
    }
  }

  private func ids(_ items: [Int]) -> [String] { items.map { plan.cases[$0].id } }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
