import Runs

/// A drawing of the page: SVG that a screen reader reads as one picture with a name and a description.
struct Chart {
  var width: Double
  var height: Double
  var title: String
  /// What the eye sees, in words and figures.
  var description: String
  /// Unique in the page.
  var id: String
  var marks: [Markup]

  var markup: Markup {
    tag(
      "svg",
      [
        "viewBox": "0 0 \(Self.place(width)) \(Self.place(height))", "width": Self.place(width),
        "height": Self.place(height), "role": "img", "aria-labelledby": "\(id)-t \(id)-d",
      ],
      [
        tag("title", ["id": "\(id)-t"], .text(title)),
        tag("desc", ["id": "\(id)-d"], .text(description)),
      ] + marks)
  }

  /// A coordinate, to a tenth.
  static func place(_ value: Double) -> String {
    let tenths = Int(clampingCount: Int(clamping: abs(value) * 10)) * (value < 0 ? -1 : 1)
    let whole = "\(abs(tenths) / 10)" + (tenths % 10 == 0 ? "" : ".\(abs(tenths) % 10)")
    return (tenths < 0 ? "-" : "") + whole
  }

  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ kind: String
  ) -> Markup {
    tag(
      "line",
      ["x1": place(x1), "y1": place(y1), "x2": place(x2), "y2": place(y2), "class": kind])
  }

  /// - Parameter anchor: `start`, `middle` or `end`.
  static func words(
    _ text: String, _ x: Double, _ y: Double, anchor: String = "middle", _ kind: String = "tick"
  ) -> Markup {
    tag(
      "text", ["x": place(x), "y": place(y), "text-anchor": anchor, "class": kind], .text(text))
  }

  /// So much of a name as fits into a chart; the whole stands in a table beside it.
  static func short(_ name: String, _ limit: Int = 14) -> String {
    name.count > limit ? name.prefix(limit - 1) + "…" : name
  }
}
