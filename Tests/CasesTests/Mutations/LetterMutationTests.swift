import Foundation
import Testing

@testable import Cases

struct LetterMutationTests {
  static func all(_ kind: Mutation.Kind, _ text: String) -> String {
    Mutation(kind, seed: 7, rate: 1).applied(to: text)
  }

  @Test func `each kind does to all places what its summary says`() {
    #expect(Self.all(.randomCase, "Send ÄÖ ß 中 123") == "sEND äö ß 中 123")
    #expect(Self.all(.leet, "be go") == "83 90")
    #expect(Self.all(.fullWidth, "Hi 5!") == "Ｈｉ ５！")
    #expect(Self.all(.upsideDown, "Hi, you\nno") == "noʎ 'ıH\nou")
    let script = Self.all(.mathematical, "aZ 1")
    #expect(script != "aZ 1" && script.hasSuffix(" 1"))
    #expect(script.unicodeScalars.first.map { (0x1D400...0x1D6A3).contains($0.value) } == true)
  }

  /// The generated table is the only place that knows what looks alike, so it is looked up the other
  /// way round: whatever is put in must be listed under the letter that it stands for.
  @Test func `a homoglyph looks like what it stands for`() {
    let original = "The quick brown fox jumps over 1234567890 LAZY DOGS"
    for seed in 1...50 as ClosedRange<UInt64> {
      let result = Mutation(.homoglyph, seed: seed, rate: 1).applied(to: original)
      #expect(result.count == original.count)
      for (before, after) in zip(original, result) where before != after {
        let entry = UInt32(before.asciiValue!) << 24 | after.unicodeScalars.first!.value
        #expect(ConfusablesTable.entries.contains(entry), "\(before) became \(after)")
        #expect(after.unicodeScalars.count == 1 && !after.isASCII)
      }
    }
  }

  @Test func `the table holds the classic lookalikes, and nothing that is undone by normalising`() {
    // Cyrillic a, e, o, p, c; Greek Alpha, Omicron.
    for (letter, scalar) in [
      ("a", 0x430), ("e", 0x435), ("o", 0x43E), ("p", 0x440), ("c", 0x441), ("A", 0x391),
      ("O", 0x39F),
    ] as [(Character, UInt32)] {
      let entry = UInt32(letter.asciiValue!) << 24 | scalar
      #expect(ConfusablesTable.entries.contains(entry), "\(letter)")
    }
    for entry in ConfusablesTable.entries {
      let scalar = String(scalar: entry & 0xFF_FFFF)
      #expect(scalar.precomposedStringWithCompatibilityMapping == scalar)
    }
    #expect(ConfusablesTable.entries == ConfusablesTable.entries.sorted())
  }

  @Test func `a higher rate changes all that a lower one does`() {
    let text = String(repeating: "Send a deposit now to reserve it. ", count: 5)
    for seed in 1...30 as ClosedRange<UInt64> {
      let low = Mutation(.leet, seed: seed, rate: 0.2).applied(to: text)
      let high = Mutation(.leet, seed: seed, rate: 0.7).applied(to: text)
      for (place, (original, changed)) in zip(text, low).enumerated() where original != changed {
        #expect(Array(high)[place] == changed, "seed \(seed)")
      }
    }
  }

  @Test func `clusters of several scalars are left whole`() {
    for kind in [Mutation.Kind.leet, .homoglyph, .fullWidth, .mathematical] {
      #expect(Self.all(kind, "e\u{301}👨‍👩‍👧‍👦🇺🇸") == "e\u{301}👨‍👩‍👧‍👦🇺🇸", "\(kind)")
    }
  }

  /// The words of a seed stand in files and reports; they may never change.
  @Test func `a seed means the same on every machine`() {
    let results = [1, 2, 3].map {
      Mutation(.leet, seed: $0, rate: 0.5).applied(to: "send a deposit to reserve it")
    }
    #expect(
      results == [
        "5end a d3po5it +0 r3$erve 17", "53nd 4 d3po$!t +o r3s3rv3 i7",
        "$3nd @ d3p0$1t t0 reserve it",
      ])
  }
}
