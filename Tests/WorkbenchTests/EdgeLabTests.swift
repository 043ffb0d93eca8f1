import Cases
import Evaluation
import Policies
import Runs
import Testing

@testable import Workbench

@Suite struct EdgeLabTests {
  /// The lab with leet alone chosen, begun.
  private static func begun(_ bench: inout Bench) throws -> EvaluationStart {
    bench.press("f7", "x", "x", "down", "down", "space")
    let effects = bench.press("r")
    guard case .evaluations(.start(let start))? = effects.last else {
      throw NoStart()
    }
    return start
  }

  private struct NoStart: Error {}

  static func picture(_ start: EvaluationStart) throws -> EvaluationPicture {
    EvaluationPicture(
      EvaluationPlan(
        id: start.id, createdAt: start.createdAt, kind: .edge, set: start.set,
        arms: try #require(start.question.arms), cases: try #require(start.contents),
        repeats: start.repeats, concurrency: 1))
  }

  static func result(_ item: Int, _ decision: Decision?) -> TrialResult {
    TrialResult(
      trial: Trial(arm: 0, item: item, draw: 0),
      run: Run.ID(milliseconds: 9, high: 0, low: UInt64(item)),
      state: decision == nil ? .abstained : .ok,
      verdict: decision.map { Verdict(decision: $0, labels: []) })
  }

  @Test func `what is chosen runs beside the content as it was, and flips are marked`() throws {
    var bench = Bench.ready(120, 36)
    let start = try Self.begun(&bench)
    #expect(start.contents?.map(\.id) == ["original", "leet-1"])
    let picture = try Self.picture(start)
    bench.workspace(.evaluation(.began(picture)))
    bench.workspace(
      .evaluation(
        .progress(
          start.id, [Self.result(0, .violates), Self.result(1, .safe)],
          BatchProgress(done: 2, total: 2))))
    let lab = try #require(bench.state.edgeLab)
    #expect(lab.flips == [1])
    #expect(bench.press("enter") == [.records(.load(Self.result(1, .safe).run))])
    #expect(
      bench.press("d")
        == [.records(.loadPair(Self.result(0, .safe).run, Self.result(1, .safe).run))])
    // Left and opened again, it is as it was.
    bench.press("esc", "f7")
    #expect(bench.state.edgeLab?.flips == [1])
  }

  @Test func `without content it says where to write some`() {
    var bench = Bench(80, 24)
    bench.press("f7")
    #expect(bench.screen.contains("There is no content to try. Esc goes to the bench"))
    #expect(bench.press("r").isEmpty)
  }

  @Test func `rate, draws and kinds are changed by keys`() throws {
    var bench = Bench.ready(120, 36)
    bench.press("f7", "t", "n", "o")
    let lab = try #require(bench.state.edgeLab)
    #expect(lab.rate == 0.6 && lab.draws == 3 && lab.seed == 2)
    bench.press("x")
    #expect(bench.state.edgeLab?.chosen.count == EdgeLab.kinds.count)
    bench.press("x")
    #expect(
      bench.state.disabledReason(Command("edge.run")) == "No mutation is chosen. Space chooses one."
    )
    #expect(
      bench.state.disabledReason(Command("edge.divergence")) == "That is the content as it was.")
  }
}
