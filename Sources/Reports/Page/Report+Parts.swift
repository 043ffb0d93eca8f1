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
  ///
  /// - Parameter isNarrow: gives what it counts a line of its own.
  static func cell(_ estimate: Estimate?, isNarrow: Bool = false) -> Markup {
    guard let estimate else { return .text(Figure.none) }
    return cell(
      Figure.percent(estimate.value), from: Figure.decimal(estimate.low * 100, 1),
      to: Figure.decimal(estimate.high * 100, 1), n: estimate.n, isNarrow: isNarrow)
  }

  static func cell(
    _ value: String, from low: String, to high: String, n: Int, isNarrow: Bool = false
  ) -> Markup {
    // A dash between numbers that may be negative would be misread.
    let isSigned = low.hasPrefix("−") || low.hasPrefix("+") || high.hasPrefix("+")
    let interval = low + (isSigned ? " to " : "–") + high
    let counted = "n\u{A0}\(Figure.count(n))"
    let lines = isNarrow ? [interval, counted] : ["\(interval) · \(counted)"]
    return .group([.text(value)] + lines.map { tag("small", [:], .text($0)) })
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
