import Evaluation

/// The categories as points, recall to the right and precision upwards, each with both intervals.
struct RecallPrecisionChart {
  private static let side = 280.0
  private static let margin = (left: 46.0, top: 14.0, bottom: 40.0, right: 18.0)

  let chart: Chart

  struct Point {
    var name: String
    var recall: Estimate
    var precision: Estimate
  }

  /// - Returns: nil of no points.
  init?(_ points: [Point], title: String, id: String) {
    guard !points.isEmpty else { return nil }
    var marks = Self.axes()
    for point in points { marks += Self.cross(point) }
    marks += Self.badges(points)
    let sentences = points.enumerated().map { index, point in
      "\(index + 1) \(point.name): recall \(Figure.percent(point.recall.value)), "
        + "precision \(Figure.percent(point.precision.value))"
    }
    chart = Chart(
      width: Self.margin.left + Self.side + Self.margin.right,
      height: Self.margin.top + Self.side + Self.margin.bottom, title: title,
      description: sentences.joined(separator: "; "), id: id, marks: marks)
    names = points.map(\.name)
  }

  /// Of the points, in the order of their numbers.
  let names: [String]

  private static func x(_ share: Double) -> Double { margin.left + share * side }
  private static func y(_ share: Double) -> Double { margin.top + (1 - share) * side }

  private static func axes() -> [Markup] {
    let ticks = [0, 0.25, 0.5, 0.75, 1].flatMap { share -> [Markup] in
      let label = Figure.decimal(share * 100, 0)
      return [
        Chart.line(x(share), y(0), x(share), y(1), "grid"),
        Chart.line(x(0), y(share), x(1), y(share), "grid"),
        Chart.words(label, x(share), y(0) + 16),
        Chart.words(label, x(0) - 7, y(share) + 4, anchor: "end"),
      ]
    }
    let upright = tag(
      "text",
      [
        "transform": "translate(12 \(Chart.place(y(0.5)))) rotate(-90)", "text-anchor": "middle",
        "class": "axis",
      ], "precision, %")
    return ticks + [Chart.words("recall, %", x(0.5), y(0) + 34, "axis"), upright]
  }

  private static func cross(_ point: Point) -> [Markup] {
    let (recall, precision) = (point.recall, point.precision)
    return [
      Chart.line(
        x(recall.low), y(precision.value), x(recall.high), y(precision.value), "interval"),
      Chart.line(
        x(recall.value), y(precision.low), x(recall.value), y(precision.high), "interval"),
    ]
  }

  /// Numbers rather than names, and one badge for points that lie together: either would cover the
  /// other.
  private static func badges(_ points: [Point]) -> [Markup] {
    var clusters: [(x: Double, y: Double, numbers: [Int])] = []
    for (index, point) in points.enumerated() {
      let place = (x: x(point.recall.value), y: y(point.precision.value))
      let near = clusters.firstIndex {
        abs($0.x - place.x) < 20 && abs($0.y - place.y) < 18
      }
      if let near {
        clusters[near].numbers.append(index + 1)
      } else {
        clusters.append((place.x, place.y, [index + 1]))
      }
    }
    return clusters.flatMap { badge(numbers: $0.numbers, x: $0.x, y: $0.y) }
  }

  private static func badge(numbers: [Int], x centre: Double, y: Double) -> [Markup] {
    let more = numbers.count - 6
    let text =
      numbers.prefix(6).map(String.init).joined(separator: " ") + (more > 0 ? " +\(more)" : "")
    let width = Double(text.count) * 6.5 + 11
    let most = margin.left + side + margin.right - width / 2 - 1
    let middle = min(centre, most)
    return [
      tag(
        "rect",
        [
          "x": Chart.place(middle - width / 2), "y": Chart.place(y - 9),
          "width": Chart.place(width), "height": "18", "rx": "9", "class": "point",
        ]),
      Chart.words(text, middle, y + 4, "number"),
    ]
  }
}

extension RecallPrecisionChart.Point {
  /// - Returns: nil where the category lacks one of the figures.
  init?(_ category: Figures.Category) {
    guard let recall = category.recall, let precision = category.precision else { return nil }
    self.init(name: category.name, recall: recall, precision: precision)
  }
}
