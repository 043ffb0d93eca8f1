import Testing

@testable import TerminalText

/// One line of the cluster table: a source text and the glyphs that it becomes. Placeholder glyphs
/// are written between braces, wide ones with a trailing `=`.
struct ClusterCase: CustomTestStringConvertible, Sendable {
  var name: String
  var source: String
  var glyphs: String
  var options = DisplayText.Options()

  var testDescription: String { name }

  static func notation(_ text: DisplayText) -> String {
    var result = ""
    var inPlaceholder = false
    for glyph in text.glyphs {
      if (glyph.role == .placeholder) != inPlaceholder {
        result += inPlaceholder ? "}" : "{"
        inPlaceholder.toggle()
      }
      result += glyph.text + (glyph.columns == 2 ? "=" : "") + "|"
    }
    return inPlaceholder ? result + "}" : result
  }
}

private let concealed = DisplayText.Options(revealsHidden: false)
private let ascii = DisplayText.Options(ascii: true)

private let clusters: [ClusterCase] = [
  ClusterCase(name: "ASCII", source: "a b", glyphs: "a| |b|"),
  ClusterCase(name: "precomposed letter", source: "\u{E9}", glyphs: "\u{E9}|"),
  ClusterCase(name: "letter and mark", source: "e\u{301}", glyphs: "e\u{301}|"),
  ClusterCase(name: "mark after ASCII run", source: "ae\u{301}b", glyphs: "a|e\u{301}|b|"),
  ClusterCase(name: "Han", source: "中文", glyphs: "中=|文=|"),
  ClusterCase(
    name: "decomposed Hangul", source: "\u{1100}\u{1161}\u{11A8}",
    glyphs: "\u{1100}\u{1161}\u{11A8}=|"),
  ClusterCase(
    name: "Thai vowel that stands for itself", source: "ก\u{E33}",
    glyphs: "ก|\u{E33}|"),
  ClusterCase(name: "Devanagari spacing sign", source: "न\u{93F}", glyphs: "न|\u{93F}|"),
  ClusterCase(
    name: "six marks", source: "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}",
    glyphs: "a\u{300}\u{301}\u{302}\u{303}|\u{25CC}\u{304}\u{305}|"),
  ClusterCase(name: "mark without a base", source: "\u{301}x", glyphs: "\u{25CC}\u{301}|x|"),
  ClusterCase(name: "family", source: "👨‍👩‍👧‍👦", glyphs: "👨=|"),
  ClusterCase(name: "skin tone", source: "👍🏽", glyphs: "👍=|"),
  ClusterCase(name: "skin tone inside a sequence", source: "👩🏽‍🚀", glyphs: "👩=|"),
  ClusterCase(name: "skin tone alone", source: "🏽", glyphs: "🏽=|"),
  ClusterCase(name: "skin tone on a letter", source: "a🏽", glyphs: "a|🏽=|"),
  ClusterCase(name: "emoji presentation", source: "❤\u{FE0F}", glyphs: "❤|"),
  ClusterCase(name: "text presentation", source: "❤\u{FE0E}", glyphs: "❤|"),
  ClusterCase(name: "keycap", source: "1\u{FE0F}\u{20E3}", glyphs: "1|"),
  ClusterCase(name: "flag", source: "🇺🇸", glyphs: "{U|S|}"),
  ClusterCase(name: "half a flag", source: "🇺", glyphs: "{U|}"),
  ClusterCase(
    name: "Scotland", source: "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    glyphs: "🏴=|"),
  ClusterCase(
    name: "tags that spell no flag", source: "🏴\u{E0069}",
    glyphs: "🏴=|{‹|U|+|E|0|0|6|9|›|}"),
  ClusterCase(
    name: "message in variation selectors", source: "😀\u{E0101}",
    glyphs: "😀=|{‹|U|+|E|0|1|0|1|›|}"),
  ClusterCase(
    name: "second presentation selector", source: "❤\u{FE0F}\u{FE0F}",
    glyphs: "❤|{‹|U|+|F|E|0|F|›|}"),
  ClusterCase(
    name: "joiner at the end", source: "👨\u{200D}",
    glyphs: "👨=|{‹|U|+|2|0|0|D|›|}"),
  ClusterCase(name: "emoji of Unicode 16", source: "\u{1FAE9}", glyphs: "\u{1FAE9}=|"),
  ClusterCase(name: "unassigned", source: "\u{378}", glyphs: "{\u{FFFD}|}"),
  ClusterCase(name: "escape", source: "\u{1B}[31m", glyphs: "{␛|}[|3|1|m|"),
  ClusterCase(name: "null and delete", source: "\0\u{7F}", glyphs: "{␀|␡|}"),
  ClusterCase(name: "C1 control", source: "\u{9B}", glyphs: "{‹|U|+|0|0|9|B|›|}"),
  ClusterCase(name: "carriage return, line feed", source: "\r\n", glyphs: "{␍|␊|}"),
  ClusterCase(name: "override", source: "\u{202E}x", glyphs: "{‹|U|+|2|0|2|E|›|}x|"),
  ClusterCase(
    name: "zero-width space inside a word", source: "a\u{200B}b",
    glyphs: "a|{‹|U|+|2|0|0|B|›|}b|"),
  ClusterCase(name: "private use", source: "\u{E000}", glyphs: "{‹|U|+|E|0|0|0|›|}"),
  ClusterCase(name: "noncharacter", source: "\u{FFFE}", glyphs: "{‹|U|+|F|F|F|E|›|}"),
  ClusterCase(name: "line separator", source: "\u{2028}", glyphs: "{‹|U|+|2|0|2|8|›|}"),
  ClusterCase(name: "soft hyphen", source: "a\u{AD}", glyphs: "a|{‹|U|+|0|0|A|D|›|}"),
  ClusterCase(name: "Hangul filler", source: "\u{3164}", glyphs: "{‹|U|+|3|1|6|4|›|}"),
  ClusterCase(
    name: "concealed override", source: "a\u{202E}", glyphs: "a|{·|}",
    options: concealed),
  ClusterCase(name: "concealed escape", source: "\u{1B}", glyphs: "{␛|}", options: concealed),
  ClusterCase(name: "ASCII: accent", source: "é", glyphs: "{\\|u|{|E|9|}|}", options: ascii),
  ClusterCase(
    name: "ASCII: quotes and dash", source: "“a” –", glyphs: "\"|a|\"| |-|",
    options: ascii),
  ClusterCase(name: "ASCII: escape", source: "\u{1B}", glyphs: "{^|[|}", options: ascii),
  ClusterCase(
    name: "ASCII: override", source: "\u{202E}", glyphs: "{<|U|+|2|0|2|E|>|}",
    options: ascii),
  ClusterCase(name: "ASCII: keycap", source: "1\u{FE0F}\u{20E3}", glyphs: "1|", options: ascii),
  ClusterCase(
    name: "ASCII, concealed: Han keeps its columns", source: "中", glyphs: "{?|?|}",
    options: DisplayText.Options(revealsHidden: false, ascii: true)),
]

@Test("A cluster becomes the glyphs that every terminal draws alike", arguments: clusters)
func clusterBecomesGlyphs(_ given: ClusterCase) {
  let text = DisplayText(given.source, options: given.options)
  #expect(ClusterCase.notation(text) == given.glyphs)
  #expect(text.columns == text.glyphs.reduce(0) { $0 + $1.columns })
}

@Test("A tab reaches to the next tab stop, counted from where the text stands")
func tabsExpand() {
  func shown(_ text: String, startColumn: Int = 0) -> String {
    DisplayText(text, startColumn: startColumn).glyphs.map(\.text).joined()
  }
  #expect(shown("\tx") == "    x")
  #expect(shown("a\tx") == "a   x")
  #expect(shown("abcd\tx") == "abcd    x")
  #expect(shown("中\tx") == "中  x")
  #expect(shown("\tx", startColumn: 3) == " x")
  #expect(DisplayText("\tx", startColumn: 3).columns == 2)
}

@Test("The glyphs of a cluster stand for its bytes, and together for the whole text")
func glyphsKnowTheirSource() {
  let source = "a👨‍👩‍👧‍👦\u{202E}é\tนิ🇺🇸"
  let text = DisplayText(source)
  var boundaries = [0]
  for glyph in text.glyphs where glyph.source.upperBound != boundaries.last {
    #expect(glyph.source.lowerBound == boundaries.last)
    boundaries.append(glyph.source.upperBound)
  }
  var clusterEnds = [0]
  for character in source { clusterEnds.append(clusterEnds.last! + character.utf8.count) }
  #expect(boundaries == clusterEnds)
}

@Test("Whatever the text, no scalar that commands, hides or reorders reaches a cell")
func nothingUnsafeLeaves() {
  var random = SystemRandomNumberGenerator()
  let seed = random.next()
  var generator = Xorshift(state: seed | 1)
  let spice: [UInt32] = [
    0x1B, 0x9B, 0x200D, 0xFE0F, 0x202E, 0xE0067, 0x1F468, 0x1F3FD, 0x1F1FA, 0x301, 0x1100, 0x1161,
    0x20E3, 0x31, 0x09, 0x0D, 0x0A, 0x93F, 0x1F3F4,
  ]
  for _ in 0..<2000 {
    var source = ""
    for _ in 0..<Int(generator.next() % 24) {
      let value =
        switch generator.next() % 4 {
        case 0: UInt32(generator.next() % 0x80)
        case 1: UInt32(generator.next() % 0x3000)
        case 2: UInt32(generator.next() % 0x110000)
        default: spice[Int(generator.next() % UInt64(spice.count))]
        }
      if let scalar = Unicode.Scalar(value) { source.unicodeScalars.append(scalar) }
    }
    let options = DisplayText.Options(
      revealsHidden: generator.next() % 2 == 0, ascii: generator.next() % 4 == 0)
    for glyph in DisplayText(source, options: options).glyphs {
      let scalars = Array(glyph.text.unicodeScalars)
      let isSafe =
        scalars[0].isSpacing && scalars.count <= 5
        && scalars.dropFirst().allSatisfy { ScalarKind($0) == .zero }
        && (1...2).contains(glyph.columns)
        && (!options.ascii || scalars.allSatisfy(\.isASCII))
      #expect(isSafe, "seed \(seed): \(scalars) from \(source.unicodeScalars.map(\.value))")
    }
  }
}

struct Xorshift: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
