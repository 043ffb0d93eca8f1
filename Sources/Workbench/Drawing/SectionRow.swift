import TerminalText
import TextEditing

/// One row of a section of a screen: pieces of text, each at its column.
struct SectionRow {
  struct Piece {
    var column: Int
    var text: String
    var style: Style
  }

  var pieces: [Piece] = []

  init() {}

  init(_ text: String, column: Int = 3, _ style: Style = Theme.text) {
    pieces = [Piece(column: column, text: text, style: style)]
  }

  /// A text wrapped at words, all its rows at one column.
  static func wrapped(
    _ text: String, column: Int = 3, columns: Int, _ style: Style, _ options: DisplayText.Options
  ) -> [SectionRow] {
    Wrapping(columns: max(8, columns - column - 1), options: options).rows(of: text).map {
      SectionRow(text.part($0.range), column: column + $0.indent, style)
    }
  }

  /// Facts joined by ` · ` on one row, dropped from the right; the second is cut before it is dropped.
  static func line(
    _ facts: Facts, column: Int = 1, columns: Int, _ options: DisplayText.Options
  ) -> SectionRow {
    var facts = facts
    while facts.facts.count > 2, column + facts.columns > columns { facts.facts.removeLast() }
    return wrapped(facts, column: column, columns: .max, options)[0]
  }

  /// Facts joined by ` · `; what does not fit goes on in the next row.
  static func wrapped(
    _ facts: Facts, column: Int = 1, columns: Int, _ options: DisplayText.Options
  ) -> [SectionRow] {
    let separator = options.ascii ? " - " : " · "
    var rows = [SectionRow()]
    var at = column
    for fact in facts.facts {
      let width = DisplayText(fact.text, options: options).columns
      let isFirst = rows[rows.count - 1].pieces.isEmpty
      if !isFirst, at + 3 + width >= columns {
        rows.append(SectionRow())
        at = column + 2
      } else if !isFirst {
        rows[rows.count - 1].pieces.append(.init(column: at, text: separator, style: Theme.dim))
        at += 3
      }
      rows[rows.count - 1].pieces.append(.init(column: at, text: fact.text, style: fact.style))
      at += width
    }
    return rows
  }

  /// `━━━━━━━───────  43 %`: how much is done; nothing where it is not known.
  static func bar(percent: Int?, columns: Int, ascii: Bool) -> SectionRow {
    let width = max(4, min(40, columns - 12))
    let done = width * min(max(percent ?? 0, 0), 100) / 100
    var row = SectionRow(
      String(repeating: ascii ? "=" : "━", count: done), column: 3, Theme.accent)
    row.pieces.append(
      .init(
        column: 3 + done, text: String(repeating: ascii ? "-" : "─", count: width - done),
        style: Theme.dim))
    if let percent {
      let text = "\(percent) %"
      row.pieces.append(
        .init(column: 3 + width + 6 - text.utf8.count, text: text, style: Theme.text))
    }
    return row
  }
}

func draw(_ rows: some Collection<SectionRow>, in rect: Rect, on frame: inout Frame) {
  for (index, row) in rows.prefix(rect.rows).enumerated() {
    for piece in row.pieces {
      frame.put(piece.text, row: index, column: piece.column, in: rect, piece.style)
    }
  }
}

extension String {
  /// The end of a path or name that is longer than the columns, with `…` before it.
  func tail(columns: Int, _ options: DisplayText.Options) -> String {
    guard DisplayText(self, options: options).columns > columns else { return self }
    var rest = self[...]
    while !rest.isEmpty, DisplayText("…" + rest, options: options).columns > columns {
      rest.removeFirst()
    }
    return "…" + rest
  }
}
