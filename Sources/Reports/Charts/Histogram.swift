import Evaluation

/// How many runs took how long, with the median and the 95th percentile.
struct Histogram {
  private static let plot = (width: 300.0, height: 120.0)
  private static let margin = (left: 40.0, top: 34.0, bottom: 40.0, right: 24.0)

  let chart: Chart

  /// - Returns: nil of no times.
  init?(_ latencies: Latencies, title: String, id: String) {
    let bins = latencies.bins(atMost: 24)
    guard let first = bins.first, let last = bins.last, let median = latencies.quantile(0.5),
      let late = latencies.quantile(0.95)
    else { return nil }
    let (plot, margin) = (Self.plot, Self.margin)
    let tallest = bins.map(\.count).max() ?? 1
    func x(_ milliseconds: Double) -> Double {
      margin.left + (milliseconds - Double(first.from)) / Double(last.to - first.from) * plot.width
    }
    func y(_ count: Int) -> Double {
      margin.top + plot.height * (1 - Double(count) / Double(tallest))
    }
    let base = y(0)
    let bars = bins.filter { $0.count > 0 }.map { bin in
      tag(
        "rect",
        [
          "x": Chart.place(x(Double(bin.from)) + 0.5), "y": Chart.place(y(bin.count)),
          "width": Chart.place(max(1, x(Double(bin.to)) - x(Double(bin.from)) - 1)),
          "height": Chart.place(base - y(bin.count)), "class": "bar",
        ])
    }
    // Close to each other, the two would cover each other's words: they grow apart.
    let lines = [("median", median, "end", -4.0), ("p95", late, "start", 4.0)].flatMap {
      name, time, anchor, gap in
      [
        Chart.line(x(time), margin.top - 12, x(time), base, "quantile"),
        Chart.words(name, x(time) + gap, margin.top - 6, anchor: anchor, "tick"),
      ]
    }
    let ticks = [first.from, last.to].map { time in
      Chart.words(Figure.time(milliseconds: Double(time)), x(Double(time)), base + 16)
    }
    chart = Chart(
      width: margin.left + plot.width + margin.right,
      height: margin.top + plot.height + margin.bottom, title: title,
      description: "median \(Figure.time(milliseconds: median)), 95th percentile "
        + "\(Figure.time(milliseconds: late)), of \(Figure.count(latencies.sorted.count, "run"))",
      id: id,
      marks: bars + lines + ticks + [
        Chart.line(margin.left, base, margin.left + plot.width, base, "rule"),
        Chart.words(Figure.count(tallest), margin.left - 7, y(tallest) + 4, anchor: "end"),
        Chart.words("0", margin.left - 7, base + 4, anchor: "end"),
        Chart.words("time of a run", margin.left + plot.width / 2, base + 34, "axis"),
      ])
  }
}
