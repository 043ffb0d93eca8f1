import Policies
import TerminalText
import Testing
import TextEditing
import Workbench

extension Sample {
  static let coverage = PolicyCoverage(
    runs: 40,
    rows: [
      .init(
        subject: .rule(id: "SP0.a"), line: 8, title: "Ordinary talk between buyer and seller",
        considered: 31, cited: 12, decided: 12),
      .init(
        subject: .rule(id: "SP0.b"), line: 9, title: "Warnings about a scam", considered: 6),
      .init(subject: .rule(id: "SP3.a"), line: 12, title: "Money before the item was seen"),
      .init(
        subject: .rule(id: "SP3.b"), line: 13, title: "Pyramid or affiliate bait", considered: 20,
        cited: 5, decided: 4),
      .init(
        subject: .example(0), line: 16, title: "Is the lamp still available?", considered: 1,
        leak: "market/mk-02"),
    ],
    pairs: [.init(first: "SP0.a", second: "SP0.b", runs: 6)], idleCases: ["market/mk-05"])
}

extension Bench {
  /// The counts that were asked for, oldest first.
  var countsAsked: [CoverageOrder] {
    effects.compactMap { if case .records(.coverage(let order)) = $0 { order } else { nil } }
  }

  mutating func answerCoverage(_ coverage: PolicyCoverage = Sample.coverage) {
    guard let order = countsAsked.last else {
      Issue.record("no coverage was asked for")
      return
    }
    workspace(.authoring(.coverage(coverage, of: order)))
  }
}

struct CoverageScreenTests {
  private func opened() -> Bench {
    var bench = Bench.ready()
    bench.press("ctrl-t", "%")
    bench.answerCoverage()
    return bench
  }

  @Test func `rules, pairs, idle cases and leaks are listed with their counts`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "%")
    #expect(bench.lines[0].contains("loading…"))
    bench.answerCoverage()
    #expect(!bench.screen.contains("loading…"))
    #expect(bench.lines[0].contains("40 runs of models · 1 never named · 1 leak · 1 idle case"))
    let row = bench.lines.first { $0.contains("SP0.a ") }
    #expect(row?.split(separator: " ").prefix(6).contains("31") ?? false)
    #expect(bench.screen.contains("never named"))
    #expect(bench.screen.contains("is also market/mk-02"))
    #expect(bench.screen.contains("SP0.a + SP0.b"))
    #expect(bench.screen.contains("always together"))
    #expect(bench.screen.contains("idle case"))
  }

  @Test func `letters choose what is counted, and an answer to an older question is not taken`() {
    var bench = opened()
    bench.press("v")
    #expect(bench.countsAsked.last?.source == .version(3))
    bench.press("c")
    #expect(bench.countsAsked.last?.source == .caseSet("market"))
    #expect(bench.countsAsked.last?.caseSets == ["market"])
    let older = bench.countsAsked[1]
    bench.workspace(.authoring(.coverage(PolicyCoverage(runs: 1), of: older)))
    #expect(bench.lines[0].contains("loading…"))
    bench.answerCoverage(PolicyCoverage(runs: 7, rows: Sample.coverage.rows))
    #expect(bench.lines[0].contains("runs on market · 7 runs"))
  }

  @Test func `Enter goes to the rule's line, and to an idle case`() {
    var bench = opened()
    bench.press("j", "j", "j", "enter")
    #expect(bench.state.screens.isEmpty)
    #expect(bench.state.policy.editor.selection.head.line == 12)
    bench.press("ctrl-t", "%")
    bench.answerCoverage()
    bench.press("G", "enter")
    #expect(bench.state.content.caseReference == "market/mk-05")
    #expect(bench.state.focus == .content)
  }

  @Test func `heat marks the gutter, explains itself, moves with the text and goes again`() {
    var bench = Bench.ready()
    bench.press("ctrl-p")
    bench.type("view.heat")
    bench.press("enter")
    bench.answerCoverage()
    #expect(bench.screen.contains("·never ░considered ▒cited ▓decided █often"))
    #expect(bench.screen.contains(" 8█ - SP0.a"))
    #expect(bench.screen.contains(" 9░ - SP0.b"))
    #expect(bench.screen.contains("12· - SP3.a"))
    #expect(bench.screen.contains("13▓ - SP3.b"))
    bench.press("ctrl-home")
    bench.type("x\n")
    #expect(bench.screen.contains("14▓ - SP3.b"))
    bench.press("ctrl-p")
    bench.type("view.heat")
    bench.press("enter")
    #expect(!bench.screen.contains("▓ - SP3.b"))
    #expect(!bench.screen.contains("░considered"))
  }

  @Test func `without a recorded run it says what makes one`() {
    var bench = Bench.ready()
    bench.press("ctrl-t", "%")
    bench.answerCoverage(PolicyCoverage())
    #expect(bench.screen.contains("No recorded run to count. Ctrl-R on the bench makes one"))
  }
}
