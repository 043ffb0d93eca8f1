/// A small generator with a seed that a failing test can print.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// xorshift64*.
  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }

  /// A text of pieces that break naive editors: clusters of many scalars, halves of clusters,
  /// invisible and wide characters, long words, blanks.
  mutating func text(pieces: Int, lineBreaks: Bool = true) -> String {
    let all = [
      "a", "b", "word ", "the ", " ", "  ", "\t", "e\u{301}", "\u{301}", "中", "文字。", "👨‍👩‍👧‍👦", "👍🏽", "🇺🇸",
      "🇩", "❤️", "नि", "กำ", "ש", "עברית ", "\u{202E}", "\u{200B}", "\u{200D}", "\r", "\u{7}", "- ",
      "> ",
      "1. ", "supercalifragilistic", "𝔘", "ß", "\u{E0041}", "한글", "ﷺ",
    ]
    var result = ""
    for _ in 0..<pieces {
      result +=
        lineBreaks && Int.random(in: 0..<8, using: &self) == 0
        ? "\n" : all.randomElement(using: &self)!
    }
    return result
  }
}
