/// Texts that break naive mutations, from a seed that a failing test can print.
struct MutationText {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// xorshift64*.
  private mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }

  private static let pieces = [
    "Send ", "a deposit", " now", "PayPal", "0123", "word ", " ", "  ", "\t", "\n", "\r\n", "\r",
    "e\u{301}", "\u{301}", "中", "文字。", "👨‍👩‍👧‍👦", "👍🏽", "🇺🇸", "🇩", "❤️", "नि", "กำ", "ש", "עברית ",
    "\u{202E}", "\u{200B}", "\u{200D}", "\0", "\u{7}", "- ", "<b>", "\"", "\\", "`", "```", "%41",
    "+", "=", "𝔘", "ß", "İ", "\u{E0041}", "한글", "\u{1105}", "\u{600}", "ﷺ", "Å", "ﬁ", "<|end|>",
  ]

  mutating func text(pieces count: Int) -> String {
    var result = ""
    for _ in 0..<count {
      result += Self.pieces[Int(next() >> 33) % Self.pieces.count]
    }
    return result
  }

  /// Short ones mostly, since they hold every pair of neighbours, and a few long.
  static func all(seeds: ClosedRange<UInt64> = 1...300) -> [(seed: UInt64, text: String)] {
    seeds.map { seed in
      var source = MutationText(seed: seed)
      return (seed, source.text(pieces: seed % 10 == 0 ? 200 : Int(seed % 17)))
    }
  }
}
