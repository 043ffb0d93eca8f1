extension Frame {
  /// Draws text on one row, from `position` to the right.
  ///
  /// A glyph left of the clip is skipped, one that would cross an edge of the clip becomes spaces
  /// inside it, and one right of it ends the drawing. What was there before is replaced; the other
  /// half of a wide glyph that is cut in two becomes blank.
  ///
  /// - Parameters:
  ///   - placeholderStyle: for placeholder glyphs; nil draws them like the rest.
  ///   - clip: the rectangle outside which nothing changes; nil is the whole frame.
  /// - Returns: the column after the last cell drawn; `position.column` if nothing was.
  @discardableResult
  public mutating func put(
    _ text: DisplayText, at position: CellPosition, style: Style, placeholderStyle: Style? = nil,
    clip: Rect? = nil
  ) -> Int {
    put(
      glyphs: text.glyphs[...], at: position, style: style, placeholderStyle: placeholderStyle,
      clip: clip)
  }

  /// Draws a string by way of ``DisplayText``. Costs by the frame's width, however long it is.
  @discardableResult
  public mutating func put(
    _ text: String, at position: CellPosition, style: Style, placeholderStyle: Style? = nil,
    options: DisplayText.Options = DisplayText.Options(), clip: Rect? = nil
  ) -> Int {
    put(
      DisplayText(text.head(ofColumns: size.columns), options: options), at: position, style: style,
      placeholderStyle: placeholderStyle, clip: clip)
  }

  /// Draws a part of a ``DisplayText``, such as one row of a wrapped line.
  @discardableResult
  public mutating func put(
    glyphs: ArraySlice<Glyph>, at position: CellPosition, style: Style,
    placeholderStyle: Style? = nil, clip: Rect? = nil
  ) -> Int {
    let clip = clip.map { bounds.intersection($0) } ?? bounds
    guard !clip.isEmpty, (clip.row..<clip.maxRow).contains(position.row) else {
      return position.column
    }
    var column = position.column
    var end = position.column
    for glyph in glyphs {
      guard column < clip.maxColumn else { break }
      let style = glyph.role == .placeholder ? placeholderStyle ?? style : style
      let glyphEnd = column + glyph.columns
      if column >= clip.column, glyphEnd <= clip.maxColumn {
        let cell = CellPosition(column: column, row: position.row)
        set(glyph.text, columns: glyph.columns, at: cell, style: style)
        end = glyphEnd
      } else {
        for column in max(column, clip.column)..<max(clip.column, min(glyphEnd, clip.maxColumn)) {
          set(" ", columns: 1, at: CellPosition(column: column, row: position.row), style: style)
          end = column + 1
        }
      }
      column = glyphEnd
    }
    return end
  }

  /// The rows as plain text, with trailing blanks, for snapshots.
  public var text: [String] {
    (0..<size.rows).map { row($0).map(\.text).joined() }
  }

  /// The rows with each styled stretch as `⟦bold red on blue:text⟧`, for colour snapshots. Plain
  /// stretches stand bare.
  public var styledText: [String] {
    (0..<size.rows).map { number in
      var line = ""
      var rest = row(number)
      while let style = rest.first?.style {
        let stretch = rest.prefix { $0.style == style }
        let text = stretch.map(\.text).joined()
        line += style == .plain ? text : "⟦\(style.snapshotName):\(text)⟧"
        rest = rest.dropFirst(stretch.count)
      }
      return line
    }
  }
}

extension String {
  /// The beginning of a text, as much as can fill so many columns: a glyph rarely stands for more than
  /// a dozen bytes.
  public func head(ofColumns columns: Int) -> String {
    let most = 256 + 32 * max(0, columns)
    guard utf8.count > most else { return self }
    return String(decoding: utf8.prefix(most), as: UTF8.self)
  }
}

extension Style {
  /// The attributes, the foreground and `on` the background, as `bold red on blue`.
  fileprivate var snapshotName: String {
    var words: [String] = []
    let names: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"),
      (.reverse, "reverse"),
    ]
    for (attribute, name) in names where attributes.contains(attribute) { words.append(name) }
    if let foreground { words.append("\(foreground)") }
    if let background { words.append("on \(background)") }
    return words.joined(separator: " ")
  }
}
