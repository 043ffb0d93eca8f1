import Evaluation

/// A confusion matrix with its counts: rows are expected, columns decided, and a cell is the darker the
/// larger its share of the row.
struct HeatMap {
  private static let cell = (width: 74.0, height: 34.0)
  private static let margin = (left: 122.0, top: 52.0)

  let chart: Chart

  /// - Parameters:
  ///   - expected: the rows, from above.
  ///   - decided: the columns, from the left.
  init(
    _ matrix: ConfusionMatrix, expected: [String], decided: [String], title: String, id: String
  ) {
    let (cell, margin) = (Self.cell, Self.margin)
    var marks = [
      Chart.words("decided", margin.left, 14, anchor: "start", "axis"),
      Chart.words("expected", margin.left - 10, margin.top - 10, anchor: "end", "axis"),
    ]
    for (column, name) in decided.enumerated() {
      let x = margin.left + (Double(column) + 0.5) * cell.width
      marks.append(Chart.words(Chart.short(name, 11), x, margin.top - 10))
    }
    var sentences: [String] = []
    for (row, name) in expected.enumerated() {
      let y = margin.top + Double(row) * cell.height
      marks.append(
        Chart.words(Chart.short(name, 16), margin.left - 10, y + 21, anchor: "end"))
      let total = decided.reduce(0) { $0 + matrix[name, $1] }
      for (column, other) in decided.enumerated() {
        let count = matrix[name, other]
        marks += Self.square(
          count, share: total == 0 ? 0 : Double(count) / Double(total), isRight: name == other,
          x: margin.left + Double(column) * cell.width, y: y)
        if count > 0 { sentences.append("expected \(name), decided \(other): \(count)") }
      }
    }
    chart = Chart(
      width: margin.left + Double(decided.count) * cell.width + 2,
      height: margin.top + Double(expected.count) * cell.height + 2, title: title,
      description: sentences.joined(separator: "; "), id: id, marks: marks)
  }

  private static func square(
    _ count: Int, share: Double, isRight: Bool, x: Double, y: Double
  ) -> [Markup] {
    [
      tag(
        "rect",
        [
          "x": Chart.place(x + 1), "y": Chart.place(y + 1), "width": Chart.place(cell.width - 2),
          "height": Chart.place(cell.height - 2), "class": isRight ? "cell right" : "cell",
          // Never so dark that the count would not stand out.
          "fill-opacity": Figure.decimal(count == 0 ? 0 : 0.06 + 0.38 * share, 2),
        ]),
      Chart.words(
        count == 0 ? "·" : Figure.count(count), x + cell.width / 2, y + 21,
        count == 0 ? "tick" : "value"),
    ]
  }
}
