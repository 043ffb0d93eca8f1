import Evaluation
import Testing

@testable import Reports

struct ChartTests {
  private func elements(_ chart: Chart) throws -> [Page.Element] {
    var text = ""
    chart.markup.write(to: &text)
    let page = Page(text)
    try #require(page.problem == nil)
    return page.elements
  }

  private func number(_ element: Page.Element, _ name: String) -> Double {
    element.attributes[name].flatMap(Double.init) ?? .nan
  }

  @Test func `a heat map has every count, and shades shares of a row`() throws {
    var matrix = ConfusionMatrix()
    matrix.add(expected: "violates", decided: "violates", times: 9)
    matrix.add(expected: "violates", decided: "safe", times: 1)
    matrix.add(expected: "safe", decided: "safe", times: 1000)
    let names = ["violates", "safe"]
    let chart = HeatMap(matrix, expected: names, decided: names, title: "t", id: "i").chart
    let elements = try elements(chart)
    let values = elements.filter { $0.attributes["class"] == "value" }.map(\.text)
    #expect(values == ["9", "1", "1\u{202F}000"])
    let cells = elements.filter { $0.name == "rect" }
    let shades = cells.map { number($0, "fill-opacity") }
    #expect(shades[3] > shades[0] && shades[0] > shades[1] && shades[2] == 0)
    #expect(shades.allSatisfy { $0 <= 0.44 })
    #expect(cells.map { $0.attributes["class"] == "cell right" } == [true, false, false, true])
    #expect(chart.description.contains("expected violates, decided safe: 1"))
  }

  @Test func `labels stand where their figures put them, and together where they meet`() throws {
    func point(_ name: String, recall: Int, precision: Int) throws -> RecallPrecisionChart.Point {
      RecallPrecisionChart.Point(
        name: name, recall: try #require(.proportion(recall, of: 10)),
        precision: try #require(.proportion(precision, of: 10)))
    }
    let points = [
      try point("a", recall: 10, precision: 10), try point("b", recall: 10, precision: 10),
      try point("c", recall: 5, precision: 10),
    ]
    let made = try #require(RecallPrecisionChart(points, title: "t", id: "i"))
    #expect(made.names == ["a", "b", "c"])
    let elements = try elements(made.chart)
    let numbers = elements.filter { $0.attributes["class"] == "number" }
    #expect(numbers.map(\.text) == ["1 2", "3"])
    #expect(number(numbers[0], "x") > number(numbers[1], "x"))
    for badge in elements where badge.attributes["class"] == "point" {
      #expect(number(badge, "x") >= 0)
      #expect(number(badge, "x") + number(badge, "width") <= made.chart.width)
    }
  }

  @Test(arguments: [[5], [5, 5, 5], Array(1...500), [1, 1_000_000], []])
  func `a histogram stays within its frame`(_ times: [Int]) throws {
    guard let chart = Histogram(Latencies(times), title: "t", id: "i")?.chart else {
      #expect(times.isEmpty)
      return
    }
    let bars = try elements(chart).filter { $0.attributes["class"] == "bar" }
    #expect((1...24).contains(bars.count))
    for bar in bars {
      #expect(number(bar, "x") >= 0 && number(bar, "y") >= 0 && number(bar, "height") > 0)
      #expect(number(bar, "x") + number(bar, "width") <= chart.width)
    }
    #expect(chart.description.contains("of \(Figure.count(times.count, "run"))"))
  }
}
