import Testing
import TextEditing

struct MarkdownHighlighterTests {
  /// The tokens of the last line of a text, as `kind:text`.
  private func tokens(_ text: String) -> [String] {
    let buffer = TextBuffer(text)
    let line = buffer.lineCount - 1
    return MarkdownHighlighter(buffer).tokens(line: line, in: buffer).map {
      let range = TextRange(line: line, $0.range)
      return "\($0.kind):\(buffer.text(in: range))"
    }
  }

  @Test(arguments: [
    ("# Spam policy", ["heading:# Spam policy"]),
    ("## 1.3 Scope", ["heading:## ", "ruleID:1.3", "heading: Scope"]),
    ("### SP3.b Bait", ["heading:### ", "ruleID:SP3.b", "heading: Bait"]),
    ("#hashtag", []),
    ("- **SP2.a** text", ["listMark:-", "strong:**", "ruleID:SP2.a", "strong:**"]),
    ("a *b* **c** d", ["emphasis:*b*", "strong:**c**"]),
    ("2 * 3 * 4", []),
    ("1. first", ["listMark:1."]),
    ("1.3 Scope", ["ruleID:1.3"]),
    ("costs 1.3 dollars", []),
    ("> quoted", ["quote:>"]),
    ("answer `VIOLATES` or `some code`", ["label:`VIOLATES`", "code:`some code`"]),
    ("`0` or `SP3.b`", ["label:`0`", "label:`SP3.b`"]),
    ("see [S1], SP3.b. D-SP2", ["ruleID:[S1]", "ruleID:SP3.b", "ruleID:D-SP2"]),
    ("XSP3-x COVID-19 UTF8 mp3 H2O", ["ruleID:UTF8"]),
    ("[a](http://b) https://c.d/e x", ["link:[a](http://b)", "link:https://c.d/e"]),
    ("---", ["thematicBreak:---"]),
    ("| a | b", ["tableMark:|", "tableMark:|"]),
    ("a <!-- b --> *c*", ["comment:<!-- b -->", "emphasis:*c*"]),
    ("<!-- b\nc --> *d*", ["comment:c -->", "emphasis:*d*"]),
    ("```json\n{\"a\": 1}", ["code:{\"a\": 1}"]),
    ("```\n# x\n```", ["fence:```"]),
    ("````\n```", ["code:```"]),
    ("```\n```\n# x", ["heading:# x"]),
    ("~~~\n<!--\n~~~\n*x*", ["emphasis:*x*"]),
    ("`<!--` *x*", ["code:`<!--`", "emphasis:*x*"]),
    ("\\*not\\*", []),
  ])
  func lines(text: String, expected: [String]) {
    #expect(tokens(text) == expected)
  }

  @Test(arguments: 1...60)
  func updatesAgreeWithReadingAgain(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = ["```\n", "~~~", "<!--", "-->", "\n", "\n# x", "- `A`", "*b*", "text ", "SP3.b "]
    func text(_ count: Int) -> String {
      (0..<count).map { _ in pieces.randomElement(using: &generator)! }.joined()
    }
    var editor = Editor(text(60))
    var incremental = MarkdownHighlighter()
    for _ in 0..<60 {
      // Several edits between two updates, as after a paste and an undo in one burst of keys.
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let a = editor.buffer.randomPosition(using: &generator)
        let b = editor.buffer.randomPosition(using: &generator)
        editor.select(
          Bool.random(using: &generator)
            ? TextRange(a, a) : TextRange(a, editor.buffer.clamped(nearby(a, b))))
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: editor.undo()
        case 1: editor.deleteBackward(.line)
        default: editor.paste(text(2))
        }
      }
      incremental.update(for: editor)
      let fresh = MarkdownHighlighter(editor.buffer)
      for line in 0..<editor.buffer.lineCount {
        #expect(
          incremental.tokens(line: line, in: editor.buffer)
            == fresh.tokens(line: line, in: editor.buffer), "seed \(seed), line \(line)")
      }
    }
  }

  private func nearby(_ a: TextPosition, _ b: TextPosition) -> TextPosition {
    TextPosition(line: a.line + b.line % 4, offset: b.offset)
  }

  @Test(arguments: 1...60)
  func tokensAreInOrderAndDoNotOverlap(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "*", "**", "`", "``", "[", "](", ")", "<", "<!--", "-->", "|", "SP3", ".b", " ", "#", "- ",
      "1.3",
      "\\", "中", "http://x", "A", "`A`", ">", "~~~",
    ]
    let lines = (0..<30).map { _ in
      (0..<20).map { _ in pieces.randomElement(using: &generator)! }.joined()
    }
    let buffer = TextBuffer(lines.joined(separator: "\n"))
    let highlighter = MarkdownHighlighter(buffer)
    for line in 0..<buffer.lineCount {
      var end = 0
      for token in highlighter.tokens(line: line, in: buffer) {
        #expect(token.range.lowerBound >= end && !token.range.isEmpty, "seed \(seed)")
        end = token.range.upperBound
      }
      #expect(end <= buffer.line(line).utf8.count, "seed \(seed)")
    }
  }
}
