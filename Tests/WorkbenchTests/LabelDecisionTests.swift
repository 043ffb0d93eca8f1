import Policies
import Runs
import Testing

@testable import Workbench

@Suite struct LabelDecisionTests {
  private static let document = PolicyDocument(
    name: "open", text: "# Ads\n\nAnswer with exactly one of 0 or 1.\n", version: 1)

  /// A bench whose answer is a label of which nothing is said.
  private static func ready(_ answer: String = "1", _ columns: Int = 120) -> Bench {
    var bench = Bench(columns, 36)
    bench.send(.engines(.found([Sample.model])))
    bench.workspace(.opened(document, draft: nil))
    bench.workspace(.cases(Sample.cases, show: .first))
    bench.press("ctrl-r")
    bench.answerAtOnce(answer)
    bench.forgetEffects()
    return bench
  }

  private static func settled(_ decision: Decision) -> (PolicySettings, SettledLabel) {
    let answer = AnswerFormat(shape: nil, labels: [.init("1", decision)], source: .declared)
    return (
      PolicySettings(answer: answer),
      SettledLabel(policy: "open", label: "1", decision: decision, before: nil, after: "x")
    )
  }

  @Test func `one key asks what the label decides, and the verdict is read again`() throws {
    var bench = Self.ready()
    #expect(bench.screen.contains("(the policy does not say what it decides)"))
    bench.press("alt-d")
    #expect(bench.screen.contains("What “1” decides"))
    #expect(
      bench.press("down", "enter") == [.documents(.settle("1", .safe, of: "open"))])
    let (settings, change) = Self.settled(.safe)
    bench.workspace(.settled(settings, change))
    let record = try #require(bench.state.bench.current?.record)
    #expect(record.state == .ok && record.verdict?.decision == .safe)
    #expect(bench.state.caseResults["market/mk-01"]?.decision == .safe)
    #expect(bench.state.policy.format.labels.first { $0.name == "1" }?.decision == .safe)
    // A second run is read so from the start.
    bench.press("ctrl-r")
    bench.answerAtOnce("1")
    #expect(bench.state.bench.current?.record.verdict?.decision == .safe)
  }

  @Test func `it is taken back in the Verdict pane`() throws {
    var bench = Self.ready()
    let (settings, change) = Self.settled(.violates)
    bench.workspace(.settled(settings, change))
    bench.press("alt-4")
    #expect(bench.press("u") == [.documents(.unsettle(change))])
    bench.workspace(.unsettled(PolicySettings(), change))
    #expect(bench.state.bench.current?.record.state == .undecided)
    #expect(bench.state.policy.format.labels.allSatisfy { $0.decision == nil })
    #expect(bench.press("u").isEmpty)
  }

  @Test func `the key stands in footer and menu only while a label is open`() {
    var bench = Self.ready()
    #expect(bench.footer.contains("Decides…"))
    bench.press("ctrl-t")
    #expect(bench.screen.contains("Say what the label decides"))
    bench.press("esc", "alt-4")
    #expect(bench.footer.contains(" d Decides…"))
    let (settings, change) = Self.settled(.violates)
    bench.workspace(.settled(settings, change))
    #expect(!bench.footer.contains("Decides…"))
    bench.press("ctrl-t")
    #expect(!bench.screen.contains("Say what the label decides"))
    bench.press("esc", "d")
    #expect(bench.notice == "No label of the answer is open: there is nothing to decide.")
  }

  @Test func `a file that cannot be used is not written to`() {
    var bench = Self.ready()
    var document = Self.document
    document.settingsProblem = "policy.toml:3: the string does not end."
    bench.workspace(.opened(document, draft: nil))
    bench.press("ctrl-r")
    bench.answerAtOnce("1")
    bench.press("alt-d")
    #expect(bench.state.dialog == nil)
    #expect(bench.notice.contains("policy.toml:3"))
  }
}
