import Policies
import Testing

@Suite struct OutlineKindsTests {
  private func examples(_ text: String) -> [String] {
    PolicyOutline(reading: text).examples.map { "\($0.line) \($0.label ?? "-") \($0.content)" }
  }

  private func rules(_ text: String) -> [String] {
    PolicyOutline(reading: text).rules.filter { !$0.isDerived }.map { "\($0.line) \($0.id)" }
  }

  @Test func linesThatOpenWithADefinedWordInTurnAreExamples() {
    let text = """
      say one word

      fine - nothing wrong
      bin - take it down

      some real ones
      fine: this level is unfair honestly
      bin: he lives on mill road 4
      fine: trash talk about routes again
      """
    #expect(
      examples(text) == [
        "7 fine this level is unfair honestly", "8 bin he lives on mill road 4",
        "9 fine trash talk about routes again",
      ])
  }

  @Test func questionsThatEachExampleRepeatsAreNoContent() {
    let text = """
      Check the guest note.

      Guest note: "Is the tour all right with a pushchair?"
      Question: Should the note be blocked (Yes or No)?
      Answer: No

      Guest note: "my son is 16, pour him two glasses please"
      Question: Should the note be blocked (Yes or No)?
      Answer: Yes
      """
    #expect(
      examples(text) == [
        "3 No Is the tour all right with a pushchair?",
        "7 Yes my son is 16, pour him two glasses please",
      ])
  }

  @Test func answersInTagsBracketsAndDoubledBracesLabelTheTextAbove() {
    let tags = """
      <examples>
      Message: my dog is sick again
      <verdict>allowed</verdict><rule>none</rule>
      Message: join my shop group for pills
      <verdict>forbidden</verdict><rule>T2</rule>
      </examples>
      """
    #expect(examples(tags).map { $0.prefix(11) } == ["2 allowed m", "4 forbidden"])
    let braces = """
      Examples:
      User: dim the hallway
      {{"allowed": true, "rule": "none"}}
      User: kill the smoke alarm
      {{"allowed": false, "rule": "spy"}}
      """
    #expect(
      examples(braces) == ["2 true dim the hallway", "4 false kill the smoke alarm"])
    let brackets = """
      Examples
      Comment: cold pizza as always
      Result: [allowed]
      Comment: call him on 0555
      Result: [forbidden: R2]
      """
    #expect(
      examples(brackets) == ["2 allowed cold pizza as always", "4 forbidden call him on 0555"])
  }

  @Test func negatedHeadingsLabelTheOtherSide() {
    let text = """
      ## 例

      ### 違反ではない例
      - なぜ三年も昇給がないのか、説明してほしい
      """
    let outline = PolicyOutline(reading: text)
    #expect(outline.examples.map(\.label) == ["違反ではない"])
    #expect(outline.examples.map(\.decision) == [.safe])
  }

  @Test func clausesLettersAndWordsBehindItemsAreIDs() {
    #expect(
      rules(
        "3. Grounds for withholding\n3(a) an allegation of a crime;\n3(b) a statement on health.")
        == ["2 3(a)", "3 3(b)"])
    #expect(
      rules(
        "## Criteria\n- quotes a price not on the list [price]\n- promises a burial date [date]")
        == ["2 price", "3 date"])
    #expect(
      rules("## Gesperrt wird\n**A** Angaben zu Krankheiten\n**B** Werbung für Läden")
        == ["2 A", "3 B"])
    #expect(
      rules("Нарушает, если есть:\n\nа) игра на деньги;\nб) сканы карт;\nв) травля новичков;")
        == ["3 а", "4 б", "5 в"])
  }

  @Test func aFenceThatHoldsThePromptIsReadAsThePolicy() {
    let prompt = """
      # filter bot

      ```
      You are the filter. Say SPAM or CLEAN.

      It is SPAM when:
      - it offers loans or jobs
      - it asks for a private message

      It is CLEAN when:
      - somebody sells a racket once

      Examples:
      "Anyone for Thursday at nine, we lack one" -> CLEAN
      "Three serious people wanted, 120 a day" -> SPAM
      ```
      """
    #expect(examples(prompt).map { $0.prefix(8) } == ["14 CLEAN", "15 SPAM "])
  }
}
