import Evaluation

extension Report {
  /// - Returns: nothing without a body: an empty section says nothing.
  static func section(_ title: String, id: String, _ body: [Markup]) -> Markup {
    guard !body.allSatisfy(\.isEmpty) else { return .nothing }
    return tag(
      "section", ["aria-labelledby": id],
      [tag("h2", ["id": id], .text(title))] + body)
  }

  static func note(_ text: String) -> Markup { tag("p", ["class": "note"], .text(text)) }

  /// Columns by their headings; those of numbers stand right.
  struct Column {
    var title: String
    var isNumber = true

    static func words(_ title: String) -> Column { Column(title: title, isNumber: false) }
    static func number(_ title: String) -> Column { Column(title: title) }
  }

  /// A table that scrolls in a box of its own, which the keyboard reaches.
  ///
  /// - Parameter rows: cells in the order of the columns; the first is the heading of its row.
  static func table(_ caption: String, _ columns: [Column], _ rows: [[Markup]]) -> Markup {
    let head = columns.map { column in
      tag(
        "th", column.isNumber ? ["scope": "col", "class": "n"] : ["scope": "col"],
        .text(column.title))
    }
    let body = rows.map { row in
      tag(
        "tr", [:],
        zip(row, columns).enumerated().map { place, cell in
          let (content, column) = cell
          if place == 0 { return tag("th", ["scope": "row"], content) }
          return tag("td", column.isNumber ? ["class": "n"] : [:], content)
        })
    }
    return scroll(
      caption,
      tag(
        "table", [:], tag("caption", [:], .text(caption)),
        tag("thead", [:], tag("tr", [:], head)), tag("tbody", [:], body)))
  }

  static func scroll(_ label: String, _ content: Markup) -> Markup {
    tag(
      "div", ["class": "scroll", "role": "region", "aria-label": label, "tabindex": "0"], content)
  }

  static func figure(_ chart: Chart, caption: Markup) -> Markup {
    tag(
      "figure", [:], tag("figcaption", [:], caption), scroll(chart.title, chart.markup))
  }

  /// A share above its interval and what it counts.
  static func cell(_ estimate: Estimate?) -> Markup {
    guard let estimate else { return .text(Figure.none) }
    return cell(estimate, counted: "n\u{A0}\(Figure.count(estimate.n))")
  }

  /// A share above its interval and everything that belongs in its line: how many of the cases it counts,
  /// what was unread, and what was left out.
  static func cell(_ row: FigureRow?) -> Markup {
    guard let row else { return .text(Figure.none) }
    let lines = row.parts
    guard let estimate = row.estimate else {
      return .group([.text(Figure.none)] + lines.map { tag("small", [:], .text($0)) })
    }
    // Kappa is no share.
    let isShare = row.name != FigureRow.kappa
    func words(_ value: Double) -> String {
      isShare ? Figure.share(value) : Figure.decimal(value, 2)
    }
    return cell(
      isShare ? Figure.percent(estimate.value) : words(estimate.value), from: words(estimate.low),
      to: words(estimate.high), lines: lines)
  }

  private static func cell(_ estimate: Estimate, counted: String) -> Markup {
    cell(
      Figure.percent(estimate.value), from: Figure.share(estimate.low),
      to: Figure.share(estimate.high), lines: [counted])
  }

  static func cell(
    _ value: String, from low: String, to high: String, lines: [String]
  ) -> Markup {
    // A dash between numbers that may be negative would be misread.
    let isSigned = low.hasPrefix("−") || low.hasPrefix("+") || high.hasPrefix("+")
    let interval = low + (isSigned ? " to " : "–") + high
    return .group([.text(value)] + ([interval] + lines).map { tag("small", [:], .text($0)) })
  }

  /// At most so many names of cases, and how many more there are.
  static func caseList(_ ids: [String], limit: Int = 200) -> Markup {
    guard !ids.isEmpty else { return .nothing }
    let more = ids.count - limit
    return tag(
      "ul", ["class": "ids"],
      ids.prefix(limit).map { tag("li", ["class": "id"], .foreign($0)) }
        + (more > 0 ? [tag("li", [:], .text("and \(Figure.count(more)) more"))] : []))
  }
}
