import Evaluation

extension Report {
  var comparisonsSection: Markup {
    guard !comparisons.isEmpty else { return .nothing }
    let columns: [Column] = [
      .words("Before → after"), .number("Fixed"), .number("Broken"), .number("Noise"),
      .number("Unchanged"), .number("Accuracy, points"), .number("McNemar p"),
    ]
    let rows = comparisons.map { comparison -> [Markup] in
      [name(of: comparison)]
        + Comparison.Change.allCases.map {
          .text(Figure.count(comparison.items($0).count))
        } + [difference(comparison), .text(Figure.probability(comparison.test.p))]
    }
    let draws =
      comparisons.contains { !$0.hasDraws }
      ? " With one draw of each case, noise cannot be told from change." : ""
    return Self.section(
      "Comparison of readings", id: "comparison",
      [
        Self.table("What changed, case by case", columns, rows),
        Self.note(
          "Fixed: wrong before, right after. Broken: right before, wrong after. Noise: the change is "
            + "no larger than the case's own draws differ." + draws),
      ] + comparisons.map(lists))
  }

  private func name(of comparison: Comparison) -> Markup {
    .group([.foreign(comparison.before), " → ", .foreign(comparison.after)])
  }

  private func difference(_ comparison: Comparison) -> Markup {
    guard let difference = comparison.difference else { return .text(Figure.none) }
    return Self.cell(
      Figure.points(difference.value), from: Figure.points(difference.low),
      to: Figure.points(difference.high), n: difference.n)
  }

  /// The cases behind the numbers; those that did not change are not news.
  private func lists(_ comparison: Comparison) -> Markup {
    let parts = [Comparison.Change.fixed, .broken, .noise].map { change -> Markup in
      let ids = comparison.items(change).map(\.id)
      guard !ids.isEmpty else { return .nothing }
      return .group([
        tag(
          "p", [:],
          .text("\(change.rawValue.capitalizedFirst), \(Figure.count(ids.count, "case")):")),
        Self.caseList(ids),
      ])
    }
    guard !parts.allSatisfy(\.isEmpty) || comparison.unpaired > 0 else { return .nothing }
    let unpaired =
      comparison.unpaired == 0
      ? Markup.nothing
      : Self.note("\(Figure.count(comparison.unpaired, "case")) could not be paired.")
    return .group([tag("h3", [:], name(of: comparison))] + parts + [unpaired])
  }

  var ablationSection: Markup {
    guard let ablation = picture.ablation else { return .nothing }
    let rows = ablation.rows.map { row -> [Markup] in
      [
        .foreign(row.rule), .text(Figure.count(row.n)), .text(Figure.count(row.moved.count)),
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
        .foreign(row.kind), .text(Self.relation(row.relation)), Self.cell(row.held),
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
