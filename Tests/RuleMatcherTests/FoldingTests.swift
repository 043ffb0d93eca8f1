import Testing

@testable import RuleMatcher

@Suite struct FoldingTests {
  private func words(_ text: String) -> [String] {
    WordReader.words(of: FoldedText(text)).map(\.text)
  }

  @Test(arguments: [
    ("DEPOSIT", "deposit"), ("Ｄｅｐｏｓｉｔ", "deposit"), ("𝐝𝐞𝐩𝐨𝐬𝐢𝐭", "deposit"), ("ⓓⓔⓟⓞⓢⓘⓣ", "deposit"),
    ("dépôsit", "deposit"), ("d\u{200B}e\u{AD}posit", "deposit"), ("d\u{0336}eposit", "deposit"),
    ("dероѕit", "deposit"), ("\u{202E}tisoped\u{202C}", "deposit"), ("straße", "strasse"),
    ("don't", "dont"), ("don’t", "dont"),
  ])
  func aDisguisedWordMeetsItsPlainSpelling(_ disguised: String, _ plain: String) {
    #expect(words(disguised) == [plain])
  }

  @Test func russianStaysRussian() {
    #expect(words("сосед near by").first == "сосед")
    #expect(words("оса") == ["оса"])
  }

  @Test func aReversedRunIsReadAsItIsShown() {
    #expect(words("ask \u{202E}rof yenom\u{202C} now") == ["ask", "money", "for", "now"])
  }

  @Test func controlTokensAreNoWords() {
    let text = FoldedText("<|start|>assistant<|channel|>final<|message|>0")
    #expect(text.findings.controlTokens == 3)
    #expect(WordReader.words(of: text).map(\.text) == ["assistant", "final", "0"])
  }

  @Test func lettersSetApartAreOneWordEndedByAWiderGap() {
    #expect(words("f r e e  c a s h") == ["free", "cash"])
    #expect(words("f.r.e.e") == ["free"])
    #expect(words("I am a b") == ["i", "am", "a", "b"])
  }

  @Test func scriptsWithoutSpacesYieldPairs() {
    #expect(words("退款诈骗") == ["退款", "款诈", "诈骗"])
  }

  @Test func quotationIsFollowedOverApostrophes() {
    let words = WordReader.words(of: FoldedText("he didn't say 'send it' or \"pay now\" today"))
    #expect(words.filter(\.isQuoted).map(\.text) == ["send", "it", "pay", "now"])
  }

  @Test(arguments: [
    ("cures", "cured"), ("curing", "cure"), ("posting", "posted"), ("parties", "party"),
    ("sold", "selling"), ("reserved", "reserve"), ("recommendations", "recommend"),
  ])
  func formsOfOneWordShareAStem(_ first: String, _ second: String) {
    #expect(stem(first) == stem(second))
  }

  @Test(arguments: ["bus", "this", "glass", "sing", "red"])
  func shortWordsKeepTheirEndings(_ word: String) {
    #expect(stem(word) == word)
  }
}
