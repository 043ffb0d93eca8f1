import TerminalText
import TextEditing

/// Text in the rows of a rectangle.
///
/// - Parameter masks: UTF-8 offsets of what is shown as blocks.
/// - Returns: the rows it took.
@discardableResult
func drawWrapped(
  _ text: String, _ wrapping: Wrapping, masking masks: [Range<Int>] = [], in rect: Rect,
  on frame: inout Frame, style: (Int) -> Style
) -> Int {
  let pieces = wrapping.rows(of: text)
  frame.put(text, wrapped: pieces, masking: masks, row: 0, in: rect, style: style)
  return min(pieces.count, max(0, rect.rows))
}
