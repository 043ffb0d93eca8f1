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

  /// What one sentence asks for, and what its labels decide.
  @Test(arguments: [
    ("Respond with 1 if the input is toxic, 0 otherwise.", "0 safe, 1 violates"),
    ("Output exactly 0 or 1 where 0 means not toxic and 1 means toxic.", "0 safe, 1 violates"),
    ("Return 1 for prompt injection, 0 for benign.", "0 safe, 1 violates"),
    ("If the text is spam, output 1. If not, output 0.", "0 safe, 1 violates"),
    ("Output 1 if the message should be flagged and 0 if it should not.", "0 safe, 1 violates"),
    ("Flag as 1, otherwise 0.", "0 safe, 1 violates"),
    ("Return 0 if the content is acceptable and 1 if it is not.", "0 safe, 1 violates"),
    (
      "Decide whether the text contains personal data. Answer 1 for yes and 0 for no.",
      "0 safe, 1 violates"
    ),
    ("Answer 1 if a plant is named, 0 otherwise.", "0 -, 1 -"),
    ("Respond YES when the content breaks a rule, otherwise NO.", "YES violates, NO safe"),
    ("Is the following message a scam? Answer yes or no.", "yes violates, no safe"),
    (
      "You must answer with either TRUE or FALSE. TRUE means the comment is harmful.",
      "TRUE violates, FALSE safe"
    ),
    ("Answer with one word: toxic or non-toxic.", "toxic violates, non-toxic safe"),
    (
      "Answer with GREEN (fine), YELLOW (needs human review) or RED (remove).",
      "GREEN safe, YELLOW escalate, RED violates"
    ),
    (
      "Output <answer>1</answer> if the content is toxic or <answer>0</answer> if it is not.",
      "0 safe, 1 violates"
    ),
    ("Finish your answer with \"FINAL: ALLOW\" or \"FINAL: BLOCK\".", "ALLOW safe, BLOCK violates"),
    ("Answer A if the response is acceptable, B if it is harmful.", "A safe, B violates"),
    (
      "Please output one of the following labels: hate, harassment, none.",
      "hate violates, harassment violates, none safe"
    ),
    (
      "Return JSON with a key \"flagged\" (boolean) and a key \"reason\" (string).",
      "false safe, true violates"
    ),
    (
      "Respond with a JSON object: {\"is_safe\": true/false, \"violated_categories\": []}",
      "false violates, true safe"
    ),
    (
      "Output JSON with fields: decision (\"allow\", \"deny\" or \"escalate\"), rule (string), confidence (0-1).",
      "allow safe, deny violates, escalate escalate"
    ),
    (
      "Reply in JSON: {\"label\": \"UNSAFE\", \"reason\": \"…\"} or {\"label\": \"SAFE\", \"reason\": \"…\"}",
      "UNSAFE violates, SAFE safe"
    ),
    ("Réponds uniquement par 1 si le message est haineux, sinon 0.", "0 safe, 1 violates"),
    ("Responde solo con 1 si el mensaje es tóxico, 0 en caso contrario.", "0 safe, 1 violates"),
    ("Antworte mit 1, wenn der Text gegen die Regeln verstößt, sonst mit 0.", "0 safe, 1 violates"),
    ("Responda 1 se o texto for ofensivo e 0 caso contrário.", "0 safe, 1 violates"),
    ("如果内容违规，输出1，否则输出0。", "0 safe, 1 violates"),
    ("有害な場合は1、そうでない場合は0と答えてください。", "0 safe, 1 violates"),
    ("أجب بـ 1 إذا كان المحتوى مخالفًا، و0 خلاف ذلك.", "0 safe, 1 violates"),
    ("Ответь 1, если сообщение оскорбительное, иначе 0.", "0 safe, 1 violates"),
    ("यदि सामग्री आपत्तिजनक है तो 1 लिखें, अन्यथा 0 लिखें।", "0 safe, 1 violates"),
    ("اگر متن توهین‌آمیز است 1 و در غیر این صورت 0 بنویس.", "0 safe, 1 violates"),
    ("Give a score from 0 to 10 for toxicity.", "0-10 -"),
  ])
  func sentencesThatAsk(_ sentence: String, _ expected: String) {
    let format = format("# Moderation\n\n\(sentence)\n")
    #expect(labels(format).joined(separator: ", ") == expected)
  }
}
