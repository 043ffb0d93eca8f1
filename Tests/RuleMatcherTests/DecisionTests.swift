import Policies
import Testing

@testable import RuleMatcher

@Suite struct DecisionTests {
  private func match(
    _ content: String, policy: String = TestPolicy.token, threshold: MatcherThreshold = .balanced
  ) -> RuleMatch {
    RuleMatch(content: content, index: TestPolicy.index(policy), threshold: threshold)
  }

  @Test func wordsOfAnUnsafeRuleViolate() {
    let match = match("We are selling strychnine and arsenic.")
    #expect(match.decision.outcome == .decided(.violates))
    #expect(match.decision.winner?.rule == "GA3.a")
    #expect(match.answer == "GA3.a")
  }

  @Test func wordsOfASafeRuleAreSafe() {
    let match = match("Watering tulips, and some compost for the lawn")
    #expect(match.decision.outcome == .decided(.safe))
    #expect(match.answer == "GA0.a")
  }

  @Test(arguments: ["", "   ", "The train leaves at noon.", "🙂🙂", "1 2 3"])
  func noEvidenceIsNoVerdict(_ content: String) {
    let match = match(content)
    #expect(match.decision.outcome == .abstained(.noEvidence))
    #expect(match.answer == nil)
    #expect(match.chain.last?.contains("not safe") == true)
  }

  @Test func oneSharedWordIsNotEnoughOnTheBenchButIsForRecall() {
    #expect(match("arsenic").decision.outcome == .abstained(.noEvidence))
    #expect(match("arsenic", threshold: .recall).decision.outcome == .decided(.violates))
  }

  @Test(arguments: [
    "s3ll1ng 4rsen1c and strychn1ne", "a r s e n i c  s t r y c h n i n e", "ＡＲＳＥＮＩＣ ＳＴＲＹＣＨＮＩＮＥ",
    "ars\u{200B}enic, strych\u{200D}nine", "аrsеnic and strусhnine",
    "\u{202E}cinesra\u{202C} strychnine", "arsenic strychnnine", "arsssenic strychniiiine",
  ])
  func obfuscationChangesNothing(_ content: String) {
    #expect(match(content).decision.outcome == .decided(.violates))
  }

  @Test func excusedQuotationIsSafeWhereTheSameWordsPlainlyAreNot() {
    let plain = match("arsenic by the barrel, selling arsenic")
    let quoted = match(
      "I want to warn others and report this forbidden sale: he wrote 'arsenic by the barrel'.")
    #expect(plain.decision.outcome == .decided(.violates))
    #expect(quoted.decision.outcome == .decided(.safe))
    #expect(quoted.decision.winner?.rule == "GA0.b")
  }

  @Test func withoutAnExceptionQuotationExcusesNothing() {
    let policy = TestPolicy.token.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains("GA0.b") }.joined(separator: "\n")
    let match = match("he wrote 'selling arsenic by the barrel'", policy: policy)
    #expect(match.decision.outcome == .decided(.violates))
  }

  private func evidence(_ rule: String, _ decision: Decision, _ score: Double) -> Evidence {
    Evidence(
      kind: .rule, rule: rule, line: 1, title: rule, decision: decision, score: score, parts: [],
      headings: [])
  }

  @Test(arguments: [
    ("GA3 takes precedence over GA0.", Decision.violates), ("GA0 overrides GA3.", .safe),
    ("A violation takes precedence over safe rules.", .violates),
    ("GA3.a wins over GA0, and GA0 over GA3.b.", .violates),
    ("GA4 takes precedence over GA0.", nil),
    ("GA3 takes precedence over GA2, GA2 over GA1, and GA1 over GA0.", .violates),
  ])
  func precedenceDecidesBetweenNearEquals(_ sentence: String, _ decision: Decision?) {
    let near = MatcherDecision(
      evidence: [evidence("GA0.a", .safe, 2), evidence("GA3.a", .violates, 1.9)],
      precedence: Precedence(
        text: "# Gardens\n" + sentence, ids: ["GA0.a", "GA1.a", "GA2", "GA3.a", "GA3.b", "GA4"]),
      threshold: .balanced)
    #expect(near.outcome == (decision.map { .decided($0) } ?? .abstained(.tie)))
    #expect(near.precedenceLine == (decision == nil ? nil : 2))
  }

  @Test func withoutPrecedenceNearEqualsAreATieAndAClearLeadDecides() {
    func outcome(_ safe: Double, _ unsafe: Double) -> MatcherDecision.Outcome {
      MatcherDecision(
        evidence: [evidence("GA0.a", .safe, safe), evidence("GA3.a", .violates, unsafe)],
        precedence: Precedence(text: "", ids: []), threshold: .balanced
      ).outcome
    }
    #expect(outcome(2, 1.9) == .abstained(.tie))
    #expect(outcome(3, 2) == .decided(.safe))
    #expect(outcome(2, 3) == .decided(.violates))
    #expect(outcome(1, 3) == .decided(.violates))
  }

  @Test func aGraverRuleWinsOverAStrongerGentlerOneWhereThePolicySaysSo() {
    let decision = MatcherDecision(
      evidence: [evidence("GA2", .violates, 4), evidence("GA4", .escalate, 2)],
      precedence: Precedence(text: "GA4 takes precedence over GA2.", ids: ["GA2", "GA4"]),
      threshold: .balanced)
    #expect(decision.outcome == .decided(.escalate))
  }

  @Test func itemsWithoutIdsCountByTheirHeading() {
    let violating = match("stealing statues at night", policy: TestPolicy.verdictWords)
    #expect(violating.answer == "INVALID")
    let grave = match("strychnine by the barrel", policy: TestPolicy.verdictWords)
    #expect(grave.answer == "INVALID + ESCALATE")
    let safe = match("watering the lawn, compost", policy: TestPolicy.verdictWords)
    #expect(safe.answer == "VALID")
  }

  @Test func aPolicyThatAsksForNoAnswerGetsNone() {
    let match = RuleMatch(
      content: "selling arsenic and strychnine",
      index: TestPolicy.index(TestPolicy.token, format: .undetermined))
    #expect(match.decision.outcome == .abstained(.unreadablePolicy))
    #expect(match.answer == nil)
  }

  @Test func aDecisionWithoutALabelIsNotSaidWithAnother() {
    let format = AnswerFormat(shape: .token, labels: [.init("FINE", .safe)], source: .declared)
    let match = RuleMatch(
      content: "selling arsenic and strychnine",
      index: TestPolicy.index(TestPolicy.token, format: format))
    #expect(match.decision.outcome == .abstained(.noLabel))
  }

  @Test func partsOfTheBestRowAddUpToItsScore() throws {
    let best = try #require(match("selling arsenic and strychnine").decision.evidence.first)
    let sum = best.parts.reduce(0) { $0 + $1.score }
    #expect(abs(sum - best.score) < 1e-9)
    #expect(best.parts.map(\.name).contains("strychnine"))
  }

  @Test func theSameInputGivesTheSameReportEveryTime() {
    let content = "selling arsenic by the barrel, compost, stealing statues, watering tulips"
    let first = match(content)
    for _ in 0..<20 {
      let again = match(content)
      #expect(again.chain == first.chain)
      #expect(again.decision == first.decision)
    }
  }

  @Test func messagesThatAreNotJudgedCountHalf() throws {
    func conversation(judging judged: String) -> String {
      """
      A conversation of 2 messages. Judge the messages of the \(judged); the others are context.

      [1/2 user]
      Do you sell arsenic?

      [2/2 assistant]
      Watering tulips, compost for the lawn: that is what I know.
      """
    }
    #expect(match(conversation(judging: "assistant")).decision.outcome == .decided(.safe))
    let user = match(conversation(judging: "user")).decision
    let assistant = match(conversation(judging: "assistant")).decision
    #expect(user.unsafeScore > assistant.unsafeScore)
    #expect(user.safeScore < assistant.safeScore)
    #expect(assistant.unsafeScore > 0)
  }

  @Test func aTextThatOnlyClaimsToBeAConversationIsReadWhole() {
    let text = "A conversation of two. selling arsenic and strychnine"
    #expect(ContentPart.parts(of: text) == [ContentPart(text: text, isContext: false)])
  }

  @Test func evidenceInTheMiddleOfALongTextIsFound() {
    let filler = String(repeating: "the train leaves at noon and nobody minds. ", count: 600)
    let match = match(filler + "selling arsenic and strychnine. " + filler)
    #expect(match.decision.outcome == .decided(.violates))
  }

  @Test func scatteredWordsOfALongTextDoNotAddUp() {
    let gap = String(repeating: "noon train nobody minds slowly ", count: 30)
    let match = match("arsenic " + gap + "strychnine " + gap + "barrel")
    #expect(match.decision.outcome == .abstained(.noEvidence))
  }
}
