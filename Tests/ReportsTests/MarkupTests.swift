import Testing

@testable import Reports

struct MarkupTests {
  private func written(_ markup: Markup) -> String {
    var page = ""
    markup.write(to: &page)
    return page
  }

  @Test(
    arguments: [
      ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
      ("\"><img onerror=x>", "&quot;&gt;&lt;img onerror=x&gt;"),
      ("a & b", "a &amp; b"), ("a\u{202E}b", "a‹U+202E›b"), ("\0", "␀"), ("\u{1B}[2J", "␛[2J"),
      ("\u{7F}\u{85}", "␡‹U+0085›"), ("a\u{200B}b\u{FEFF}", "a‹U+200B›b‹U+FEFF›"),
      ("\u{E0041}\u{FFFE}\u{E000}", "‹U+E0041›‹U+FFFE›‹U+E000›"), ("❤\u{FE0F}", "❤\u{FE0F}"),
      ("a\u{FE0F}1\u{FE0F}", "a‹U+FE0F›1‹U+FE0F›"), ("a\tb\nc", "a\tb\nc"),
    ])
  func `whatever text spells, it stays text`(_ text: String, expected: String) {
    #expect(written(.text(text)) == expected)
    #expect(written(tag("p", ["title": text])) == "<p title=\"\(expected)\"></p>\n")
  }

  @Test func `marks do not pile up`() {
    let pile = "a" + String(repeating: "\u{301}", count: 6)
    #expect(PageText(pile).escaped.hasSuffix("‹U+0301›‹U+0301›"))
  }

  @Test func `every scalar is written as one that XML allows`() {
    for value in 0...UInt32(0x10FFFF) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let written = PageText(String(scalar)).escaped.unicodeScalars
      let isSound = written.allSatisfy {
        $0 == "\t" || $0 == "\n" || (0x20...0x7E).contains($0.value)
          || (0xA0...0xFFFD).contains($0.value)
          || $0.value >= 0x10000 && $0.value & 0xFFFE != 0xFFFE
      }
      guard isSound else {
        Issue.record("U+\(String(value, radix: 16)) is written as \(Array(written))")
        return
      }
    }
  }

  @Test func `elements close as HTML and XML ask`() {
    #expect(written(tag("meta", ["charset": "utf-8"])) == "<meta charset=\"utf-8\" />\n")
    #expect(written(tag("td", [:], "a", .foreign("<"))) == "<td>a<bdi>&lt;</bdi></td>")
    #expect(Markup.group([.nothing, .text("")]).isEmpty)
  }
}

struct FigureTests {
  @Test func `numbers are rounded once and spelled alike`() {
    #expect(Figure.decimal(0.05, 1) == "0.1")
    #expect(Figure.decimal(-0.04, 1) == "0.0")
    #expect(Figure.decimal(-1.25, 1) == "−1.3")
    #expect(Figure.percent(1) == "100.0\u{A0}%")
    #expect(Figure.percent(nil) == "–")
    #expect(Figure.decimal(.nan, 1) == "–")
    #expect(Figure.points(0.066) == "+6.6" && Figure.points(0) == "0.0")
    #expect(Figure.probability(0.0001) == "< 0.001" && Figure.probability(0.0313) == "0.031")
    #expect(Figure.time(milliseconds: 999.4) == "999\u{A0}ms")
    #expect(Figure.time(milliseconds: 2440) == "2.4\u{A0}s")
    #expect(Figure.count(1_234_567) == "1\u{202F}234\u{202F}567" && Figure.count(12) == "12")
    #expect(Figure.count(1, "case") == "1 case")
  }
}
