import Foundation
import Testing

@testable import Cases

struct SpacingAndInvisibleTests {
  static func all(_ kind: Mutation.Kind, _ text: String, seed: UInt64 = 7) -> String {
    Mutation(kind, seed: seed, rate: 1).applied(to: text)
  }

  @Test func `spacing does what its summary says`() {
    #expect(Self.all(.spacing, "Send it, 12") == "S e n d i t, 12")
    #expect(
      ["S.e.n.d a", "S-e-n-d a", "S_e_n_d a", "S*e*n*d a", "S·e·n·d a"]
        .contains(Self.all(.dotting, "Send a")))
    #expect(Self.all(.unspacing, "Send a\nb c") == "Senda\nbc")
    #expect(Self.all(.reverseLetters, "Send it 👍🏽!\nnow") == "dneS ti !👍🏽\nwon")
    #expect(Self.all(.reverseWords, "one two  three\r\nfour five") == "three  two one\r\nfive four")
  }

  @Test func `scrambled words keep their first and last letters and all others`() {
    for seed in 1...50 as ClosedRange<UInt64> {
      let result = Self.all(.scramble, "reserve the deposit", seed: seed)
      let words = result.split(separator: " ")
      #expect(words.count == 3 && words[1] == "the")
      #expect(words[0].hasPrefix("r") && words[0].hasSuffix("e"))
      #expect(words[2].sorted() == "deposit".sorted(), "seed \(seed)")
    }
  }

  @Test func `what is invisible is only added`() {
    for kind in [Mutation.Kind.zeroWidth, .softHyphen, .tagCharacters] {
      let result = Self.all(kind, "send it 👨‍👩‍👧‍👦")
      let visible = result.unicodeScalars.filter {
        !$0.properties.isDefaultIgnorableCodePoint || $0 == "\u{200D}"
      }
      #expect(String(String.UnicodeScalarView(visible)) == "send it 👨‍👩‍👧‍👦", "\(kind)")
      #expect(result.unicodeScalars.count >= 12, "\(kind)")
    }
    #expect(Self.all(.softHyphen, "it is") == "i\u{AD}t i\u{AD}s")
  }

  @Test func `a word in a bidirectional override is stored backwards`() {
    #expect(Self.all(.bidi, "send a 👍🏽") == "\u{202E}dnes\u{202C} a 👍🏽")
  }

  @Test func `zalgo piles marks on letters and nothing else`() {
    let result = Self.all(.zalgo, "ab 1中")
    #expect(result.count == 5)
    #expect(result.unicodeScalars.filter { (0x300...0x36F).contains($0.value) }.count >= 2)
    #expect(result.hasSuffix(" 1中"))
  }

  @Test func `emoji stand for letters and words`() {
    #expect(Self.all(.regionalIndicators, "De") == "🇩\u{200B}🇪\u{200B}")
    #expect(Self.all(.emojiWords, "Send money now, please") == "📤 💰 ⏰, please")
    let between = Self.all(.emojiBetween, "a b c").split(separator: " ")
    #expect(between.count == 5 && between[1] == between[3])
  }

  @Test func `a flag or a family is never cut`() {
    let whole = "👨‍👩‍👧‍👦🇺🇸e\u{301}नि"
    for kind in Mutation.Kind.allCases {
      // These two are to change é.
      guard kind.definition.usesRate, kind != .htmlEntities, kind != .randomCase else { continue }
      let result = Self.all(kind, "x \(whole) x")
      for cluster in whole {
        let scalars = Array(cluster.unicodeScalars)
        let all = Array(result.unicodeScalars)
        let isThere = all.indices.contains { all[$0...].starts(with: scalars) }
        #expect(isThere, "\(kind) cut \(cluster)")
      }
    }
  }
}
