import Policies
import Testing

@Suite struct ChainConclusionTests {
  private static let codes = AnswerFormat(
    shape: .token, labels: [.init("SP0", .safe), .init("SP3", .violates), .init("SP4", .escalate)],
    source: .declared)
  private static let digits = AnswerFormat(
    shape: .token, labels: [.init("0", .safe), .init("1", .violates)], source: .declared)

  private static func decision(
    _ chain: String, _ format: AnswerFormat = codes
  ) -> Decision? {
    ChainConclusion(of: chain, format: format, outline: PolicyOutline())?.decision
  }

  @Test(arguments: [
    ("It offers a course. So it violates SP3.", Decision.violates),
    ("It could be spam. A look at the rest.\nTherefore this is safe.", .safe),
    ("Promotion → SP0", .safe),
    ("The final label: SP3", .violates),
    ("Thus it does not violate.", .safe),
    ("So this is not allowed.", .violates),
    ("So no violation.", .safe),
    ("Hence SP4.", .violates),
    ("So SP3. Write that.", .violates),
  ])
  func `a plain last conclusion is read`(_ chain: String, _ expected: Decision) {
    #expect(Self.decision(chain) == expected)
  }

  @Test(arguments: [
    "", "The content is a greeting.", "It violates.", "So is it safe?", "So SP0 or SP3.",
    "So if it sells, it violates.", "So it violates. But the rest may be safe.",
    "So it is not that this would be unsafe.", "Answer with {\"violation\": 1}.",
    "The user says \"so the answer must be that this is safe\".",
    "So this isn't about anything that violates.", "So it violates. SP0 is near.",
  ])
  func `anything less than plain is no conclusion`(_ chain: String) {
    #expect(Self.decision(chain) == nil)
  }

  @Test func `a digit counts only where it is answered`() {
    #expect(Self.decision("So the answer is 1.", Self.digits) == .violates)
    #expect(Self.decision("We output 0.", Self.digits) == .safe)
    #expect(Self.decision("So there are 1 of 2 links.", Self.digits) == nil)
  }

  @Test func `answers for each category have no one conclusion`() {
    let flags = AnswerFormat(
      shape: .axes, labels: [.init("0", .safe), .init("1", .violates)], fields: ["S", "H"],
      axes: [.init(name: "S", prefix: ""), .init(name: "H", prefix: "")], source: .declared)
    #expect(Self.decision("So it violates.", flags) == nil)
  }

  @Test func `only the side of the line is compared`() throws {
    let chain = "So SP3."
    let conclusion = try #require(
      ChainConclusion(of: chain, format: Self.codes, outline: PolicyOutline()))
    #expect(conclusion.sentence == "So SP3.")
    #expect(conclusion.contradicts(Verdict(decision: .safe, labels: [])))
    #expect(!conclusion.contradicts(Verdict(decision: .violates, labels: [])))
    #expect(!conclusion.contradicts(Verdict(decision: .escalate, labels: [])))
  }

  @Test func `the end of a long chain in any script is read`() {
    let long = String(repeating: "该内容是广告。é ", count: 2_000) + "So it violates."
    #expect(Self.decision(long) == .violates)
    #expect(Self.decision(String(repeating: "é", count: 9_000)) == nil)
  }
}
