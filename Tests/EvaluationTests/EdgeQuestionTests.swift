import Cases
import Evaluation
import Testing

@Suite struct EdgeQuestionTests {
  @Test func `a content comes first, then its variants with their origin`() throws {
    let made = EdgeQuestion([.leet, .negation], seed: 7, rate: 1, variants: 2)
      .cases(of: "Send a deposit now")
    #expect(made.cases.map(\.id).prefix(2) == ["original", "leet-1"])
    #expect(made.cases[0].mutation == nil)
    let leet = try #require(made.cases[1].mutation)
    #expect(
      leet == .init(base: "original", kind: "leet", seed: 7, rate: 1, relation: .agrees))
    #expect(
      made.cases[1].content == Mutation(.leet, seed: 7, rate: 1).applied(to: "Send a deposit now"))
    #expect(made.cases.last?.mutation?.relation == .differs)
    #expect(made.without.isEmpty)
  }

  @Test func `a variant that is its base, or like an earlier one, is left out`() {
    let made = EdgeQuestion([.base64, .nfd, .leet], rate: 1, variants: 3).cases(of: "bee")
    #expect(made.cases.map(\.id).filter { $0.hasPrefix("base64") } == ["base64-1"])
    #expect(made.without == ["nfd"])
    // Equal as strings, but not for an engine.
    let accent = EdgeQuestion([.nfd]).cases(of: "caf\u{E9}")
    #expect(accent.cases.map(\.id) == ["original", "nfd-1"])
  }

  @Test func `each case of a set has variants of its own, and keeps what is expected of it`() {
    let bases = [
      PlannedCase(id: "a", content: "Send money", expected: ["violates"], tags: ["hard"]),
      PlannedCase(id: "b", content: "Hello there", expected: ["safe"]),
    ]
    let made = EdgeQuestion([.base64, .hex]).cases(of: bases)
    #expect(
      made.cases.map(\.id) == ["a", "a/base64-1", "a/hex-1", "b", "b/base64-1", "b/hex-1"])
    #expect(made.cases.map(\.expected.count) == [1, 0, 0, 1, 0, 0])
    #expect(made.cases[1].tags == ["hard"] && made.cases[4].mutation?.base == "b")
  }

  @Test func `stacked kinds are one mutation`() throws {
    let made = EdgeQuestion([.dotting, .hex], seed: 3, rate: 0.5, variants: 2, stacks: true)
      .cases(of: "Send a deposit now to reserve the bicycle")
    #expect(made.cases.map(\.id) == ["original", "dotting+hex-1", "dotting+hex-2"])
    #expect(made.cases[2].mutation?.seed == 4)
    #expect(made.cases[1].content != made.cases[2].content)
    #expect(EdgeQuestion([], stacks: true).cases(of: "x").cases.count == 1)
  }

  @Test func `variants that flipped become cases with where they come from`() throws {
    let bases = [
      PlannedCase(id: "a", content: "Send money", expected: ["violates"], tags: ["hard"])
    ]
    let question = EdgeQuestion([.base64, .leet, .negation], rate: 1)
    let made = question.cases(of: bases).cases
    var picture = EvaluationPicture(plan(made, kind: .edge))
    for (item, word) in zip(made.indices, ["SP2", "SP2", "SP0", "SP2"]) {
      picture.add(result(word, Trial(arm: 0, item: item, draw: 0)))
    }
    let kept = picture.keptFlips
    #expect(kept.map { $0.id.prefix(4) } == ["a/le", "a/ne"])
    #expect(kept[0].content == .text(made[2].content))
    #expect(kept[0].expected == .one("violates"))
    #expect(kept[0].tags == ["hard", "edge", "leet"])
    #expect(kept[0].note == "leet of golden/a: violates became safe.")
    #expect(kept[0].extra["base"] == .string("golden/a"))
    #expect(kept[0].extra["rate"] == .number(1))
    // Turned round, it is no violation any more, and nobody said what it is instead.
    #expect(kept[1].expected == nil)
  }
}
