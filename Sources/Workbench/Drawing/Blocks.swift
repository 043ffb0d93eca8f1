import TerminalText
import TextEditing

/// What masked text is shown as: a block for each column that it takes, white space as it is. Lines
/// wrap where they did, so that nothing moves when it is revealed.
enum Blocks {
  static func block(ascii: Bool) -> String { ascii ? "#" : "░" }

  /// A whole text as blocks.
  static func masking(_ text: String, ascii: Bool) -> String {
    masking(text, ascii: ascii) { _ in true }
  }

  /// - Parameter isMasked: asked with the UTF-8 offsets of each character.
  static func masking(
    _ text: String, ascii: Bool, where isMasked: (Range<Int>) -> Bool
  ) -> String {
    var masked = ""
    var offset = 0
    for character in text {
      let source = offset..<(offset + character.utf8.count)
      offset = source.upperBound
      if character.isWhitespace || !isMasked(source) {
        masked.append(character)
      } else {
        let columns = DisplayText(String(character), options: .init(ascii: ascii)).columns
        masked += String(repeating: block(ascii: ascii), count: max(1, columns))
      }
    }
    return masked
  }

  /// The glyphs with blocks instead of those of which `isMasked` is true; each stands for the same
  /// place of the text.
  static func masking(
    _ glyphs: ArraySlice<Glyph>, ascii: Bool, where isMasked: (Range<Int>) -> Bool
  ) -> ArraySlice<Glyph> {
    glyphs.flatMap { glyph -> [Glyph] in
      guard glyph.text != " ", isMasked(glyph.source) else { return [glyph] }
      let one = Glyph(text: block(ascii: ascii), columns: 1, source: glyph.source)
      return Array(repeating: one, count: glyph.columns)
    }[...]
  }
}

extension VisualRow {
  /// The row with blocks where `isMasked` is true of the UTF-8 offsets in its line.
  func masked(ascii: Bool, where isMasked: (Range<Int>) -> Bool) -> VisualRow {
    var row = self
    row.glyphs = Blocks.masking(glyphs, ascii: ascii, where: isMasked)
    return row
  }
}
