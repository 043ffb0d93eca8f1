import Differences
import Testing

@Suite struct TextDifferenceTests {
  private func unified(_ old: String, _ new: String, context: Int = 3) -> [String] {
    TextDifference(from: old, to: new).unified(context: context)
  }

  @Test func equalTextsHaveNoDifference() {
    #expect(unified("a\nb\n", "a\nb\n").isEmpty)
    #expect(TextDifference(from: "", to: "").isEmpty)
  }

  @Test func hunksAreAsDiffPrintsThem() {
    #expect(
      unified("a\nb\nc\nd\ne\nf\n", "a\nb\nx\nd\ne\nf\n", context: 1) == [
        "@@ -2,3 +2,3 @@", " b", "-c", "+x", " d",
      ])
    #expect(unified("", "a\n") == ["@@ -0,0 +1 @@", "+a"])
    #expect(unified("a\n", "") == ["@@ -1 +0,0 @@", "-a"])
    #expect(unified("a\nb\n", "a\nz\nb\n", context: 0) == ["@@ -1,0 +2 @@", "+z"])
  }

  @Test func distantChangesAreTwoHunks() {
    let old = (1...20).map { "\($0)\n" }.joined()
    let new = old.replacing("2\n3\n", with: "2\n").replacing("19\n", with: "x\n")
    #expect(unified(old, new, context: 1).filter { $0.hasPrefix("@@") }.count == 2)
  }

  @Test func missingLineEndIsAChange() {
    #expect(
      unified("a\nb", "a\nb\n") == [
        "@@ -1,2 +1,2 @@", " a", "-b", "\\ No newline at end of file", "+b",
      ])
  }

  @Test func canonicallyEqualLinesDiffer() {
    #expect(!TextDifference(from: "\u{E9}\n", to: "e\u{301}\n").isEmpty)
  }

  @Test func changedWordsAreMarked() {
    let lines = TextDifference(
      from: "- Selling stolen bikes\n", to: "- Selling or lending stolen bikes\n"
    ).lines
    #expect(lines.map(\.changed) == [[], [10..<21]])
    let other = TextDifference(from: "alpha beta\n", to: "something else entirely\n").lines
    #expect(other.map(\.changed) == [[], []])
  }

  private static func applied(_ difference: TextDifference) -> (old: [String], new: [String]) {
    (
      difference.lines.filter { $0.kind != .added }.map(\.text),
      difference.lines.filter { $0.kind != .removed }.map(\.text)
    )
  }

  /// The length of the longest common subsequence, by the plain table.
  private static func common(_ old: [String], _ new: [String]) -> Int {
    var row = [Int](repeating: 0, count: new.count + 1)
    for line in old {
      var diagonal = 0
      for (index, other) in new.enumerated() {
        let above = row[index + 1]
        row[index + 1] = line == other ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return row[new.count]
  }

  @Test func randomTextsComeBackWholeAndTheEditIsShortest() {
    let seed = UInt64.random(in: .min ... .max)
    var generator = SplitMix(state: seed)
    for _ in 0..<400 {
      let old = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        ["a", "b", "c", ""].randomElement(using: &generator) ?? ""
      }
      let new = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        ["a", "b", "c", ""].randomElement(using: &generator) ?? ""
      }
      func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
      let difference = TextDifference(from: text(old), to: text(new))
      let (oldAgain, newAgain) = Self.applied(difference)
      #expect(oldAgain == old && newAgain == new, "seed \(seed)")
      let kept = difference.lines.count { $0.kind == .same }
      #expect(kept == Self.common(old, new), "seed \(seed)")
    }
  }

  @Test func manyDifferentLinesStayRightAndKeepAnchors() {
    let old = (0..<6_000).map { "line \($0)\n" }
    var new = (0..<6_000).map { $0 % 3 == 0 ? "line \($0)\n" : "other \($0)\n" }
    new.reverse(3_000..<3_100)
    let difference = TextDifference(from: old.joined(), to: new.joined())
    let (oldAgain, newAgain) = Self.applied(difference)
    #expect(oldAgain.count == 6_000 && newAgain.map { $0 + "\n" } == new)
    #expect(difference.lines.count { $0.kind == .same } > 1_900)
  }
}

extension Array {
  fileprivate mutating func reverse(_ range: Range<Int>) {
    replaceSubrange(range, with: self[range].reversed())
  }
}

/// A small generator whose state can be printed and used again.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
