import Policies
import Testing

@Suite struct AnswerFormatTests {
  private func format(_ text: String) -> AnswerFormat {
    AnswerFormat(inferredFrom: PolicyOutline(reading: text), text: text)
  }

  private func labels(_ format: AnswerFormat) -> [String] {
    format.labels.map { "\($0.name) \($0.decision?.rawValue ?? "-")" }
  }

  @Test func pairedLabels() {
    let format = format(TestPolicies.counterfeits)
    #expect(format.shape == .axes)
    #expect(
      format.axes == [
        .init(name: "Depiction", prefix: "D-"), .init(name: "Request", prefix: "R-"),
      ])
    #expect(
      labels(format) == [
        "CG0 safe", "CG2 violates", "CG4 escalate", "VALID safe", "INVALID violates",
        "INVALID + ESCALATE escalate",
      ])
    #expect(format.source == .inferred(lines: [2, 11, 17, 21, 24, 25, 27]))
  }

  @Test func jsonTemplateWithAChoice() {
    let format = format(TestPolicies.chatRules)
    #expect(format.shape == .json)
    #expect(format.fields == ["class", "rules"])
    #expect(labels(format) == ["VALID safe", "INVALID violates"])
  }

  @Test func flagsAreAnAxisForEachCategory() {
    let format = format(TestPolicies.categories)
    #expect(format.shape == .axes)
    #expect(format.fields == ["G", "GR", "G2"])
    #expect(format.axes.map(\.name) == ["G", "GR", "G2"])
    #expect(labels(format) == ["0 safe", "1 violates"])
  }

  @Test func labelWords() {
    let format = format(TestPolicies.words)
    #expect(format.shape == .token)
    #expect(labels(format) == ["VIOLATION violates", "SAFE safe"])
    #expect(format.source == .inferred(lines: [4, 6, 10, 33]))
  }

  @Test func twoVocabularies() {
    #expect(
      labels(format(TestPolicies.tickets)) == [
        "VALID safe", "INVALID violates", "TR0 safe", "TR1 violates",
      ])
  }

  @Test(arguments: [TestPolicies.duties, TestPolicies.persian, "", "Be nice."])
  func textThatAsksForNothingIsUndetermined(_ text: String) {
    #expect(format(text) == .undetermined)
  }

  @Test func digitsByTheirGloss() {
    let text = "# P\n\n## INSTRUCTIONS\nReturn exactly `0` (non-toxic) or `1` (toxic).\n"
    #expect(labels(format(text)) == ["0 safe", "1 violates"])
  }

  @Test func digitsTheOtherWayRound() {
    let text = "# P\n\nAnswer 1 if the content is allowed, 0 if it violates the policy.\n"
    #expect(labels(format(text)) == ["0 violates", "1 safe"])
  }

  @Test func digitsWithoutMeaningDecideNothing() {
    #expect(labels(format("# P\n\nAnswer with 0 or 1.\n")) == ["0 -", "1 -"])
  }

  @Test func digitsByTheGuidesHeadings() {
    let text = PolicySkeleton.text(title: "Bikes")
    #expect(labels(format(text)) == ["0 safe", "1 violates"])
    #expect(format(text).shape == .token)
  }

  @Test func guideObject() {
    let text = """
      # P
      ## INSTRUCTIONS
      Return only JSON:
      {"violation": 1, "policy_category": "H2.f", "rule_ids": ["H2.f"], "confidence": "high", "rationale": "…"}
      {"violation": 0, "policy_category": null}
      """
    let format = format(text)
    #expect(format.shape == .json)
    #expect(
      format.fields == ["violation", "policy_category", "rule_ids", "confidence", "rationale"])
    #expect(labels(format) == ["0 safe", "1 violates"])
  }

  @Test func validThatMeansTheOtherSide() {
    let text = "# P\n\nReply `SPAM` or `HAM` (not spam).\n"
    #expect(labels(format(text)) == ["SPAM violates", "HAM safe"])
  }

  @Test func listOfCodes() {
    let text = """
      # P
      ## INSTRUCTIONS
      Answer with a comma-separated list of the codes that apply.
      ## VIOLATES
      - [S1] Sells
      - [S2] Buys
      """
    #expect(format(text).shape == .list)
    #expect(labels(format(text)) == ["S1 violates", "S2 violates"])
  }

  @Test func codesAskedForInPlainText() {
    let text = """
      Marketplace Rules

      Violates:
      R1: Selling weapons
      R2: Selling drugs

      Safe:
      R3: Selling books

      Answer with the rule code, such as R1.
      If several rules fit, answer all that apply.
      """
    #expect(format(text).shape == .list)
    #expect(labels(format(text)) == ["R1 violates", "R2 violates", "R3 safe"])
  }

  @Test func digitsWithAThirdAnswer() {
    let text = """
      # P

      Answer 1 if the content violates the policy, 0 otherwise. When unclear, answer ESCALATE.
      """
    #expect(labels(format(text)) == ["0 safe", "1 violates", "ESCALATE escalate"])
  }

  @Test func wordsOfOthersPolicies() {
    let text = "# P\n\n## Instructions\nReply with one word: BLOCK, ALLOW or REVIEW.\n"
    #expect(labels(format(text)) == ["BLOCK violates", "ALLOW safe", "REVIEW escalate"])
  }
}
