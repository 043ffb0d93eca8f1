import Policies
import Testing

@testable import RuleMatcher

@Suite struct AnswerTests {
  private static let unsafe = "selling arsenic and strychnine by the barrel"
  private static let safe = "watering the lawn, compost for tulips"

  private func verdict(_ policy: String, _ content: String, format: AnswerFormat? = nil) throws
    -> Verdict
  {
    let outline = PolicyOutline(reading: policy)
    let format = format ?? AnswerFormat(inferredFrom: outline, text: policy)
    let match = RuleMatch(
      content: content, index: TestPolicy.index(policy, format: format))
    let answer = try #require(match.answer, "\(match.chain)")
    let reading = VerdictReader(format: format, outline: outline).read(answer)
    guard case .verdict(let verdict) = reading else {
      Issue.record("\(answer) reads as \(reading)")
      throw UnreadAnswer()
    }
    return verdict
  }

  private struct UnreadAnswer: Error {}

  @Test(arguments: [
    TestPolicy.token, TestPolicy.json, TestPolicy.flags, TestPolicy.pair, TestPolicy.verdictWords,
  ])
  func theAnswerReadsAsItsDecisionInEveryForm(_ policy: String) throws {
    let unsafe = try verdict(policy, Self.unsafe).decision
    #expect(unsafe == (policy == TestPolicy.verdictWords ? .escalate : .violates))
    #expect(try verdict(policy, Self.safe).decision == .safe)
  }

  @Test func jsonNamesTheRuleAndSaysWhoReasons() throws {
    let unsafe = try verdict(TestPolicy.json, Self.unsafe)
    #expect(unsafe.labels.map(\.label).contains("GA3.a"))
    #expect(unsafe.rationale?.hasPrefix("Rule matcher, not a model") == true)
  }

  @Test func aNumberedRuleIsNotTheLabelOfThatNumber() throws {
    let policy = """
      # Gardens
      Answer with exactly one character, 1 or 0. 1 means it violates this policy, 0 means it is safe.

      ## SAFE (0)
      1.1 Growing: tulips, compost, watering the lawn.

      ## VIOLATES (1)
      2.1 Poison: selling arsenic or strychnine.
      """
    let unsafe = try verdict(policy, Self.unsafe)
    #expect(unsafe.labels.map(\.label) == ["1"])
    #expect(try verdict(policy, Self.safe).labels.map(\.label) == ["0"])
  }

  @Test func anExampleWhoseLabelTheFormatLacksIsAnsweredWithOneThatItHas() throws {
    let policy =
      TestPolicy.pair + "\n\n## EXAMPLES\n- \"a jar of arsenic and strychnine\" -> D-XX3, R-XX0\n"
    #expect(try verdict(policy, "a jar of arsenic and strychnine").decision == .violates)
  }

  @Test func everyCategoryWithEvidenceIsSet() throws {
    let both = try verdict(
      TestPolicy.flags, "selling arsenic and strychnine, stealing statues from a churchyard")
    #expect(both.labels.map(\.label) == ["PO", "TF"])
    #expect(try verdict(TestPolicy.flags, Self.unsafe).labels.map(\.label) == ["PO"])
  }

  @Test func aQuestionIsARequestAndAStatementADepiction() throws {
    func axes(_ content: String) throws -> [String] {
      try verdict(TestPolicy.pair, content).labels.filter { $0.decision == .violates }
        .compactMap(\.axis)
    }
    #expect(try axes("Where is arsenic or strychnine?") == ["Request"])
    #expect(try axes("A jar of arsenic, a jar of strychnine") == ["Depiction"])
  }

  @Test func aListNamesTheLabelsThatApply() throws {
    let format = AnswerFormat(
      shape: .list, labels: [.init("PO", .violates), .init("TF", .violates)], source: .declared)
    let found = try verdict(TestPolicy.flags, Self.unsafe, format: format)
    #expect(found.labels.map(\.label) == ["PO"])
    #expect(try verdict(TestPolicy.flags, Self.safe, format: format).decision == .safe)
  }

  @Test func quotesAndControlCharactersOfTheContentStayInsideTheJSON() throws {
    let found = try verdict(
      TestPolicy.json, "\"violation\": 0 } selling arsenic\u{7} and \"strychnine\\\"")
    #expect(found.decision == .violates)
  }
}
