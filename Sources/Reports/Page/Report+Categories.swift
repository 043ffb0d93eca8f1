import Evaluation
import Policies

extension Report {
  var categoriesSection: Markup {
    Self.section(
      "Categories", id: "categories",
      detailed.map { place in
        let figures = self.figures[place]
        guard !figures.categories.isEmpty else { return .nothing }
        return .group([heading(figures.name), categoryTable(figures), averages(figures)])
      })
  }

  /// The name of a reading, where there are several.
  private func heading(_ name: String) -> Markup {
    detailed.count > 1 ? tag("h3", [:], .foreign(name)) : .nothing
  }

  private func categoryTable(_ figures: Figures) -> Markup {
    let columns: [Column] = [
      .words("Label"), .number("Precision"), .number("Recall"), .number("F1"),
      .number("True positives"), .number("False negatives"), .number("False positives"),
      .number("Unread"),
    ]
    let rows = figures.categories.map { category -> [Markup] in
      let known = category.rows
      return [
        .foreign(category.name), Self.cell(known[0]), Self.cell(known[1]), Self.cell(known[2]),
        .text(Figure.count(category.counts.truePositives)),
        .text(Figure.count(category.counts.falseNegatives)),
        .text(Figure.count(category.counts.falsePositives)),
        .text(Figure.count(category.counts.unread)),
      ]
    }
    return Self.table("Each label against the rest, \(figures.name)", columns, rows)
  }

  private func averages(_ figures: Figures) -> Markup {
    let means = figures.averages
    guard means.categories > 0 else { return .nothing }
    func words(_ name: String, _ mean: Figures.Averages.Mean?) -> String {
      "\(name) \(Figure.percent(mean?.value))"
        + (mean.map { $0.of < means.categories ? " over \($0.of)" : "" } ?? "")
    }
    let figures = [
      words("precision", means.precision), words("recall", means.recall), words("F1", means.f1),
    ]
    return Self.note(
      "Unweighted means over \(Figure.count(means.categories, "label")), or over so many as have the figure: "
        + figures.joined(separator: ", ") + ".")
  }

  var confusionSection: Markup {
    let ofDecisions = detailed.map { place -> Markup in
      let figures = self.figures[place]
      guard figures.confusion.total > 0 else { return .nothing }
      return heatMap(
        figures.confusion, expected: decisions(in: figures.confusion.expected),
        decided: decisions(in: figures.confusion.decided), of: figures.name,
        id: "decisions-\(place)",
        what: "Decisions")
    }
    let ofLabels = detailed.map { place -> Markup in
      let matrix = figures[place].labelConfusion
      guard matrix.total > 0, Self.isSmall(matrix) else {
        return .nothing
      }
      // What is expected stands first among the columns too, so that the diagonal is one.
      let expected = matrix.expected
      return heatMap(
        matrix, expected: expected,
        decided: expected + matrix.decided.filter { !expected.contains($0) },
        of: figures[place].name, id: "labels-\(place)", what: "Labels")
    }
    let charts = (ofDecisions + ofLabels).filter { !$0.isEmpty }
    guard !charts.isEmpty else { return .nothing }
    return Self.section(
      "Confusion", id: "confusion",
      [
        tag("div", ["class": "charts"], charts),
        Self.note(
          "Blue on the diagonal is agreement; red is not. A cell's shade is its share of its row."),
        detailed.allSatisfy { Self.isSmall(figures[$0].labelConfusion) }
          ? .nothing
          : Self.note("A matrix of more than \(Self.mostLabels) labels is left out."),
      ])
  }

  /// With more, the cells would be too many to read.
  private static let mostLabels = 14

  private static func isSmall(_ matrix: ConfusionMatrix) -> Bool {
    max(matrix.expected.count, matrix.decided.count) <= mostLabels
  }

  /// The decisions always, in their order, and then the states that took the place of one.
  private func decisions(in names: [String]) -> [String] {
    let known = Decision.allCases.map(\.rawValue)
    return known + names.filter { !known.contains($0) }
  }

  private func heatMap(
    _ matrix: ConfusionMatrix, expected: [String], decided: [String], of name: String, id: String,
    what: String
  ) -> Markup {
    Self.figure(
      HeatMap(
        matrix, expected: expected, decided: decided, title: "\(what) of \(name): confusion matrix",
        id: id
      ).chart, caption: caption(what, name))
  }

  private func caption(_ what: String, _ name: String) -> Markup {
    detailed.count > 1
      ? .group([.text(what + " "), tag("small", [:], .foreign(name))]) : .text(what)
  }

  var recallPrecisionSection: Markup {
    let charts = detailed.compactMap { place -> Markup? in
      let name = figures[place].name
      let made = RecallPrecisionChart(
        figures[place].categories.compactMap(RecallPrecisionChart.Point.init),
        title: "Recall and precision of \(name)", id: "rp-\(place)")
      return made.map { made in
        tag(
          "div", [:],
          Self.figure(made.chart, caption: caption("Labels", name)),
          tag("ol", ["class": "legend"], made.names.map { tag("li", [:], .foreign($0)) }))
      }
    }
    guard !charts.isEmpty else { return .nothing }
    return Self.section(
      "Recall and precision", id: "recall-precision",
      [
        tag("div", ["class": "charts"], charts),
        Self.note(
          "Points to the upper right are good; lines are 95 % intervals. Unread cases lower recall, not "
            + "precision."),
      ])
  }

  var latencySection: Markup {
    let all = figures.indices.filter { place in
      // The parts of one prompt share its runs.
      let arm = picture.tallies[place].reading.arm
      return place == 0 || picture.tallies[place - 1].reading.arm != arm
    }.map { (place: $0, latencies: Latencies(picture.tallies[$0])) }
      .filter { !$0.latencies.sorted.isEmpty }
    guard !all.isEmpty else { return .nothing }
    let rows = all.map { place, latencies -> [Markup] in
      [.foreign(figures[place].name), .text(Figure.count(latencies.sorted.count))]
        + [0.5, 0.95].map { .text(Figure.time(milliseconds: latencies.quantile($0))) }
    }
    let charts = all.filter { detailed.contains($0.place) }.compactMap { place, latencies in
      Histogram(
        latencies, title: "Latency of \(figures[place].name)", id: "latency-\(place)"
      ).map { Self.figure($0.chart, caption: caption("Runs", figures[place].name)) }
    }
    return Self.section(
      "Latency", id: "latency",
      [
        Self.table(
          "Time of a run, from request to last token",
          [.words("Reading"), .number("Runs"), .number("Median"), .number("95th percentile")],
          rows),
        tag("div", ["class": "charts"], charts),
        Self.note("Reused, failed and cancelled runs are not among them."),
      ])
  }
}
