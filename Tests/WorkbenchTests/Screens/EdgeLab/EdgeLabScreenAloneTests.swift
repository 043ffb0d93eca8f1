import Evaluation
import Testing

@testable import Workbench

/// The screen by itself, without the workbench around it.
struct EdgeLabScreenAloneTests {
  private var environment: Environment {
    var environment = Bench.ready().state.environment
    environment.edgeLab = EdgeLab("Send 500 as a deposit first, please.")
    return environment
  }

  @Test func `a run asks for an evaluation of the content and its variants`() {
    var screen = EdgeLabScreen()
    guard
      case .bench(.edgeLab(.run(let request)))? = screen.perform(
        Command("edge.run"), in: environment)?.last
    else {
      Issue.record("nothing runs")
      return
    }
    #expect(request.purpose == .edge)
    #expect(request.contents?.first?.content == "Send 500 as a deposit first, please.")
    #expect(request.contents?.count ?? 0 > 1)
  }

  @Test func `nothing runs while an evaluation does, and a variant that has not run has no trace`()
  {
    var environment = environment
    var screen = EdgeLabScreen()
    screen.list.select(3)
    #expect(screen.disabledReason(Command("edge.divergence"), in: environment) != nil)
    #expect(screen.pressEnter(in: environment).isEmpty)
    environment.evaluation = LiveEvaluation(
      id: EvaluationSamples.id, progress: BatchProgress(done: 0, total: 3))
    #expect(screen.disabledReason(Command("edge.run"), in: environment) != nil)
  }
}
