import TextEditing

/// Texts with a caret: `"a|b"` is a caret between a and b; `"a«bc|"` a selection of bc whose head is
/// at its end; `"a|bc»"` the same with the head at its start.
extension Editor {
  init(marked: String, lineEnding: String = "\n") {
    var plain = ""
    var head: TextPosition?
    var anchor: TextPosition?
    var position = TextPosition(line: 0, offset: 0)
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "|": head = position
      case "«", "»": anchor = position
      case "\n":
        plain += lineEnding
        position = TextPosition(line: position.line + 1, offset: 0)
      default:
        plain.unicodeScalars.append(scalar)
        position.offset += String(scalar).utf8.count
      }
    }
    self.init(plain)
    let caret = head ?? position
    place(anchor ?? caret, selecting: false)
    place(caret, selecting: true)
  }

  var marked: String {
    let start = TextPosition(line: 0, offset: 0)
    let head = selection.head
    let anchor = selection.anchor
    func text(_ a: TextPosition, _ b: TextPosition) -> String { buffer.text(in: TextRange(a, b)) }
    if selection.isEmpty { return text(start, head) + "|" + text(head, buffer.end) }
    if anchor < head {
      return text(start, anchor) + "«" + text(anchor, head) + "|" + text(head, buffer.end)
    }
    return text(start, head) + "|" + text(head, anchor) + "»" + text(anchor, buffer.end)
  }
}
