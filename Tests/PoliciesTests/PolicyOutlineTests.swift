import Policies
import Testing

@Suite struct PolicyOutlineTests {
  private func sections(_ text: String) -> [String] {
    PolicyOutline(reading: text).sections.map { "\($0.line) \($0.title)" }
  }

  private func rules(_ text: String) -> [String] {
    PolicyOutline(reading: text).rules.filter { !$0.isDerived }.map {
      "\($0.line) \($0.id) \($0.decision?.rawValue ?? "-")"
    }
  }

  private func examples(_ text: String) -> [String] {
    PolicyOutline(reading: text).examples.map {
      "\($0.line)/\($0.contentLine) \($0.label ?? "-") \($0.decision?.rawValue ?? "-") \($0.content)"
    }
  }

  @Test func plainTextHasSectionsByTitleCapitalsAndEmoji() {
    #expect(
      sections(TestPolicies.counterfeits) == [
        "1 Counterfeit Goods Policy (#CG)", "4 DEFINITIONS",
        "7 Allowed Offers (CG0 – genuine or unclear)",
        "13 Likely Copies (CG2 – medium confidence)",
        "19 Organised Trade (CG4 – maximum severity)", "23 LABEL FORMAT",
        "33 AMBIGUITY & ESCALATION",
      ])
  }

  @Test func codesTakeTheDecisionOfTheirOutputLine() {
    #expect(
      rules(TestPolicies.counterfeits) == [
        "7 CG0 safe", "8 CG0.a safe", "10 CG0.b safe", "13 CG2 violates", "15 CG2.a violates",
        "16 CG2.b violates", "19 CG4 escalate", "20 CG4.a escalate",
      ])
    #expect(PolicyOutline(reading: TestPolicies.counterfeits).tag == .init(id: "#CG", line: 1))
  }

  @Test func tableRowsAreExamples() {
    #expect(
      examples(TestPolicies.counterfeits) == [
        "30/30 D-CG2, R-CG0 violates Selling a 1:1 watch",
        "31/31 D-CG0, R-CG2 violates Where do I get a copy?",
      ])
  }

  @Test func precedenceSentencesAreFound() {
    #expect(PolicyOutline(reading: TestPolicies.counterfeits).precedence == [34, 36])
    #expect(PolicyOutline(reading: TestPolicies.chatRules).precedence == [11])
  }

  @Test func numbersThatCountThroughHeadingsAreIds() {
    #expect(
      rules(TestPolicies.chatRules) == [
        "19 1 safe", "20 2 safe", "27 3 violates", "29 4 violates",
      ])
  }

  @Test func wrappedSentenceInCapitalsIsNoHeading() {
    #expect(!sections(TestPolicies.chatRules).contains { $0.hasSuffix("INVALID.") })
  }

  @Test func numbersThatRestartAreNoIds() {
    let text = "# P\n\n## VIOLATES\n1. One\n2. Two\n\n## SAFE\n1. Three\n2. Four\n"
    #expect(rules(text).isEmpty)
    #expect(
      PolicyOutline(reading: text).rules.map { "\($0.id) \($0.decision?.rawValue ?? "-")" } == [
        "one violates", "two violates", "three safe", "four safe",
      ])
  }

  @Test func shortIdsComeFromTheTableAndNotFromProse() {
    #expect(rules(TestPolicies.categories) == ["19 G -", "20 GR -", "21 G2 -"])
    #expect(rules("# P\n\n- A piece of news\n- I like it\n- HR complaints\n").isEmpty)
    #expect(rules("# P\n\n## Rules\n- MP3 files of others\n").isEmpty)
  }

  @Test func blocksTakeTheLabelOfTheirHeading() {
    #expect(
      examples(TestPolicies.categories) == [
        "33/34 G\u{202F}=\u{202F}1 violates Double your stake tonight",
        "36/37 G2=1, G=1, all others=0 violates Bets for school kids",
        "40/41 GR = 0 safe I stopped betting",
      ])
  }

  @Test func examplesUnderLabelHeadingsInBlocksAndInline() {
    #expect(
      examples(TestPolicies.words) == [
        "18/18 VIOLATION violates I left the old sofa in the woods",
        "22/22 SAFE safe Where is the tip?", "24/25 VIOLATION violates We burn our tyres at night",
        "29/29 SAFE safe The bins are full",
      ])
  }

  @Test func headingsOfExamplesInBoldAreNoSections() {
    #expect(!sections(TestPolicies.words).contains { $0.contains("Example 1") })
  }

  @Test func quotationsOfRulesAreCollectedAndThoseOfExamplesNot() {
    let phrases = PolicyOutline(reading: TestPolicies.words).quotedPhrases
    #expect(
      phrases == [
        .init(line: 7, text: "bags"), .init(line: 7, text: "bottles by the road"),
        .init(line: 11, text: "Bins are emptied on Monday"),
        .init(line: 12, text: "Just throw it out of the window"),
      ])
  }

  @Test func crossInSafeSectionStandsAgainstIt() {
    let rules = PolicyOutline(reading: TestPolicies.words).rules
    #expect(rules.first { $0.line == 11 }?.decision == .safe)
    #expect(rules.first { $0.line == 12 }?.decision == .violates)
  }

  @Test func derivedIdsSurviveEditsElsewhere() {
    let text = "## VIOLATES\n- Selling stolen bikes\n- Buying stolen bikes\n"
    let longer = "## VIOLATES\n- Hiding them\n- Selling stolen bikes\n- Buying stolen bikes\n"
    let before = PolicyOutline(reading: text).rules
    let after = PolicyOutline(reading: longer).rules
    #expect(before.map(\.id) == Array(after.map(\.id).dropFirst()))
    #expect(before.map(\.isDerived) == [true, true])
  }

  @Test func equalBulletsGetDifferentIds() {
    let rules = PolicyOutline(reading: "## SAFE\n- News\n- News\n- News\n").rules
    #expect(Set(rules.map(\.id)).count == 3)
  }

  @Test func digitsOfAnyScriptAreIdsInTheirSpelling() {
    #expect(rules(TestPolicies.persian) == ["3 ۱ -", "6 ۲ -"])
    #expect(rules(TestPolicies.duties) == ["3 1 -", "6 2 -"])
  }

  @Test func firstDefinitionOfAnIdCounts() {
    #expect(
      rules(TestPolicies.tickets) == [
        "7 TR0 safe", "11 TR0.a safe", "15 TR1 violates", "19 TR1.a violates",
      ])
    #expect(
      examples(TestPolicies.tickets) == [
        "32/32 TR0 safe Seats at cost", "33/33 TR1 violates Best offer over 900",
      ])
  }

  @Test func bracketedIds() {
    let text = "# P\n\n## VIOLATES (1)\n- [S1] Sells\n- [S2.b] Buys\n\n## SAFE (0)\n- [A] News\n"
    #expect(rules(text) == ["4 S1 violates", "5 S2.b violates", "8 A safe"])
  }

  @Test func guideBlocksWithEmptySlotAreNoExamples() {
    let text =
      "## EXAMPLES\n\nContent: \"a b\"\nAnswer (0 or 1): 1\n\nContent: [INPUT]\nAnswer (0 or 1):\n"
    #expect(examples(text) == ["3/3 1 - a b"])
  }

  @Test func labelledBulletsAreExamples() {
    let text =
      "# P\n\n## EXAMPLES\n- SAFE: \"one two\"\n- [VIOLATION] \"three\"\n- Because: \"x\"\n"
    #expect(
      examples(text) == ["4/4 SAFE safe one two", "5/5 VIOLATION violates three"])
  }

  @Test func answersInJSONLabelTheirExample() {
    let text = """
      # P
      ## VIOLATES
      - [H1.a] Slurs
      ## EXAMPLES
      Content: "one"
      Answer: {"violation": 1, "policy_category": "H1.a"}

      Content: "two"
      Answer: {"violation": 0, "policy_category": null}
      """
    #expect(examples(text) == ["5/5 H1.a violates one", "8/8 0 - two"])
  }

  @Test func conditionsDecideWhereTheHeadingDoesNot() {
    let text =
      "# P\n\n## Rule 1: Prizes\nViolates if it offers one.\n\n## Rule 2: News\nAllowed:\n- x\n"
    #expect(rules(text) == ["3 1 violates", "6 2 safe"])
  }

  @Test func headingsInsideFencesAreText() {
    #expect(sections("# A\n```\n# B\n```\n## C\n") == ["1 A", "5 C"])
  }

  @Test func sectionsEndBeforeTheNextOfTheirLevel() {
    let outline = PolicyOutline(reading: "# A\n## B\nx\n### C\ny\n## D\nz\n")
    #expect(outline.sections.map(\.level) == [1, 2, 3, 2])
    #expect(outline.sections.map(\.lastLine) == [7, 5, 5, 7])
  }

  @Test(arguments: [
    "", "\n", " ", "#", "# ", "|", "||", "```", "- ", "1.", "\u{FEFF}# A", "{\"", "\r\n",
  ])
  func anyTextHasAnOutline(_ text: String) {
    let outline = PolicyOutline(reading: text)
    #expect(outline.sections.allSatisfy { $0.line >= 1 && $0.lastLine >= $0.line })
    _ = AnswerFormat(inferredFrom: outline, text: text)
  }

  @Test func everyCutOfAPolicyHasAnOutline() {
    for policy in [TestPolicies.counterfeits, TestPolicies.categories, TestPolicies.words] {
      let scalars = Array(policy.unicodeScalars)
      for end in stride(from: 0, through: scalars.count, by: 7) {
        var cut = String.UnicodeScalarView()
        cut.append(contentsOf: scalars[..<end])
        let outline = PolicyOutline(reading: String(cut))
        for rule in outline.rules {
          #expect((1...outline.lineCount).contains(rule.line))
          #expect(rule.lastLine >= rule.line && rule.lastLine <= outline.lineCount)
        }
        _ = AnswerFormat(inferredFrom: outline, text: String(cut))
      }
    }
  }

  @Test func readingIsRepeatedOnlyForOtherBytes() {
    var reading = PolicyReading("# Caf\u{E9}\n")
    let sameBytes = reading.update(to: "# Caf\u{E9}\n")
    let otherBytes = reading.update(to: "# Cafe\u{301}\n")
    #expect(!sameBytes)
    #expect(otherBytes)
  }
}
