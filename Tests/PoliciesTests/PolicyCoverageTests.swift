import Policies
import Testing

struct PolicyCoverageTests {
  static let text = """
    # Spam

    ## Rules
    - SP3.a Deposit bait: money is asked for before the item was seen
    - SP3.b Easy income: recruiting with guaranteed profit
    - SP0 Fine: an honest offer

    ## Examples
    Content: "Send a deposit of 30 now and I keep it"
    Answer: SP3.a

    Content: Nice chair, 20 euros.
    Answer: SP0
    """

  func coverage(
    of text: String = text, texts: [String] = [text],
    _ samples: [(text: Int, reasoning: String, answer: String, labels: [String])],
    references: [String?] = [], cases: [(reference: String, content: String)] = []
  ) -> PolicyCoverage {
    let samples = samples.enumerated().map { index, sample in
      let ran = texts[sample.text]
      var finder = CitationFinder(outline: PolicyOutline(reading: ran), text: ran)
      let citations =
        finder.append(sample.reasoning, channel: "analysis")
        + finder.append(sample.answer, channel: "final") + finder.finish()
      return PolicyCoverage.Sample(
        caseReference: references.indices.contains(index) ? references[index] : nil,
        text: sample.text, citations: citations, labels: sample.labels, decision: nil)
    }
    return PolicyCoverage(
      of: text, outline: PolicyOutline(reading: text), texts: texts, samples: samples,
      cases: cases)
  }

  func counts(_ coverage: PolicyCoverage, _ id: String) -> [Int]? {
    coverage.rows.first { $0.subject == .rule(id: id) }
      .map { [$0.considered, $0.cited, $0.decided] }
  }

  @Test func `a rule is considered in the chain, cited in the answer, and decides as its label`() {
    let coverage = coverage([
      (0, "SP3.a applies, SP3.a again; not SP3.b.", "SP3.a", ["SP3.a"]),
      (0, "It is SP3.a.", "{\"label\": \"SP3.a\", \"rule_ids\": [\"SP3.b\"]}", ["SP3.a"]),
    ])
    #expect(coverage.runs == 2)
    #expect(counts(coverage, "SP3.a") == [2, 2, 2])
    #expect(counts(coverage, "SP3.b") == [1, 1, 0])
    #expect(counts(coverage, "SP0") == [0, 0, 0])
    #expect(coverage.rows.filter(\.isDead).map(\.line) == [6, 9, 12])
  }

  @Test func `a quotation counts for the rule or example on whose line it stands`() {
    let coverage = coverage([
      (0, "As in \"Send a deposit of 30 now\", and \"recruiting with guaranteed profit\".", "", [])
    ])
    #expect(counts(coverage, "SP3.b") == [1, 0, 0])
    #expect(coverage.rows.first { $0.subject == .example(0) }?.considered == 1)
    #expect(counts(coverage, "SP3.a") == [0, 0, 0])
  }

  @Test func `what ran on an older text is carried to where its lines went`() {
    let older = Self.text.replacing("# Spam\n", with: "# Spam\nAn old first line.\n")
      .replacing("guaranteed profit", with: "a sure profit")
    let coverage = coverage(
      texts: [Self.text, older],
      [(1, "\"Easy income: recruiting with a sure profit\" fits, so SP3.b.", "SP3.b", ["SP3.b"])])
    #expect(counts(coverage, "SP3.b") == [1, 1, 1])
    #expect(coverage.rows.filter { !$0.isDead }.count == 1)
  }

  @Test func `an unknown id counts for nothing`() {
    let coverage = coverage([(0, "SP3.z applies.", "SP3.z", [])])
    #expect(coverage.rows.filter { !$0.isDead }.isEmpty)
  }

  @Test func `rules that are never named apart are a pair, from three runs on`() {
    let both = (0, "SP3.a and SP3.b.", "SP3.a", ["SP3.a"])
    #expect(coverage([both, both]).pairs.isEmpty)
    #expect(
      coverage([both, both, both]).pairs
        == [.init(first: "SP3.a", second: "SP3.b", runs: 3)])
    #expect(coverage([both, both, both, (0, "Only SP3.a.", "SP3.a", [])]).pairs.isEmpty)
  }

  @Test func `a case whose runs name nothing is idle`() {
    let coverage = coverage(
      [(0, "Hm.", "1", []), (0, "SP0.", "SP0", []), (0, "Nothing here.", "0", [])],
      references: ["spam/a", "spam/b", "spam/c"])
    #expect(coverage.idleCases == ["spam/a", "spam/c"])
  }

  @Test func `an example that is also a case is a leak, however it is spaced`() {
    let coverage = coverage(
      [], cases: [("spam/x", "send a  deposit of 30 now\nand I keep it"), ("spam/y", "else")])
    let leaks = coverage.rows.compactMap(\.leak)
    #expect(leaks == ["spam/x"])
  }
}
