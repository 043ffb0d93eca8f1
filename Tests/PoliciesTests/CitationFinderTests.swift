import Policies
import Testing

@Suite struct CitationFinderTests {
  private func finder(_ policy: String) -> CitationFinder {
    CitationFinder(outline: PolicyOutline(reading: policy), text: policy)
  }

  private func citations(_ text: String, in policy: String) -> [Citation] {
    var finder = finder(policy)
    return finder.append(text, channel: "analysis") + finder.finish()
  }

  /// `CG2.a→15`, `CG9→?`.
  private func found(_ text: String, in policy: String) -> [String] {
    citations(text, in: policy).map { "\($0.text)→\($0.line.map(String.init) ?? "?")" }
  }

  @Test func idsAreFoundAtWordBoundariesLongestFirst() {
    #expect(
      found("So CG2.a fits, maybe CG2. Not XCG2 or CG22x.", in: TestPolicies.counterfeits) == [
        "CG2.a→15", "CG2→13",
      ])
    #expect(
      found("[CG4.a] #CG (CG0)", in: TestPolicies.counterfeits) == ["CG4.a→20", "#CG→1", "CG0→7"])
    #expect(found("D-CG2, R-CG0", in: TestPolicies.counterfeits) == ["CG2→13", "CG0→7"])
  }

  @Test func idsOfTheSameShapeThatThePolicyLacksAreUnknown() {
    let citations = citations("CG3 and CG2.z, but not GPT4", in: TestPolicies.counterfeits)
    #expect(citations.map(\.text) == ["CG3", "CG2.z"])
    #expect(citations.map(\.known) == [false, false])
  }

  @Test func rangesAreUTF8Offsets() {
    let text = "é “x” CG2.a"
    let citation = citations(text, in: TestPolicies.counterfeits).first
    #expect(citation?.range == text.utf8.count - 5..<text.utf8.count)
  }

  @Test func bareNumbersNeedTheWordRule() {
    #expect(found("There are 3 of them, 1 is rude.", in: TestPolicies.chatRules).isEmpty)
    #expect(
      found("This is rule 3. Rules 1, 2 and 4 do not fit; rule 9?", in: TestPolicies.chatRules)
        == ["3→27", "1→19", "2→20", "4→29", "9→?"])
  }

  @Test func singleLettersNeedAMark() {
    #expect(found("G and GR. A plan G for HR", in: TestPolicies.categories).isEmpty)
    #expect(
      found("category G, `GR`, G = 1, GR=0, [G]", in: TestPolicies.categories) == [
        "G→19", "GR→20", "G→19", "GR→20", "G→19",
      ])
  }

  @Test func quotedHeadingsAndQuotations() {
    let citations = citations(
      "It says \"designer  BAGS, 90% off today\" under \"Likely Copies\" but not \"something else here\".",
      in: TestPolicies.counterfeits)
    #expect(citations.map(\.kind) == [.quotation, .heading])
    #expect(citations.map(\.line) == [15, 13])
    #expect(citations.map(\.rule) == ["CG2.a", "CG2"])
  }

  @Test func shortQuotationsAreNoCitations() {
    #expect(found("\"watch\" \"fakes\" \"INVALID\"", in: TestPolicies.counterfeits).isEmpty)
  }

  @Test func anyChunkingGivesTheSame() {
    let text = """
      The user says “200 pieces, any logo you like”. That is CG4.a — not CG9; rule CG0.b, D-CG2…
      "Likely Copies" and "1:1 quality, best factory batch" #CG [CG2]  CG4.
      """
    let scalars = Array(text.unicodeScalars)
    let whole = citations(text, in: TestPolicies.counterfeits)
    #expect(whole.count == 10)
    for first in 0...scalars.count {
      for size in [1, 2, 3, 7, 50] {
        var finder = finder(TestPolicies.counterfeits)
        var parts = finder.append(Self.string(scalars[..<first]), channel: "analysis")
        var start = first
        while start < scalars.count {
          let end = min(scalars.count, start + size)
          parts += finder.append(Self.string(scalars[start..<end]), channel: "analysis")
          start = end
        }
        parts += finder.finish()
        #expect(parts == whole)
      }
    }
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  @Test func channelsAreReadApart() {
    var finder = finder(TestPolicies.counterfeits)
    #expect(finder.append("CG2", channel: "analysis").isEmpty)
    #expect(finder.append(".a ", channel: "final").isEmpty)
    #expect(finder.append(".b ", channel: "analysis").map(\.text) == ["CG2.b"])
  }

  @Test func anUnclosedQuotationEndsAtABlankLine() {
    #expect(
      found("\"left open\n\nnow \"Likely Copies\"", in: TestPolicies.counterfeits) == [
        "Likely Copies→13"
      ])
  }
}
