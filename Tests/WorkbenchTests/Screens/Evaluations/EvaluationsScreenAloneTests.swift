import Evaluation
import Testing

@testable import Workbench

/// The screen by itself, without the workbench around it.
struct EvaluationsScreenAloneTests {
  private let environment = Bench.ready().state.environment

  private func listed() -> EvaluationsScreen {
    var screen = EvaluationsScreen()
    _ = screen.receive(.workspace(.evaluation(.listed(EvaluationSamples.rows))), in: environment)
    return screen
  }

  @Test func `Enter opens the selected evaluation`() {
    var screen = listed()
    guard case .push(let opened)? = screen.pressEnter(in: environment).first else {
      Issue.record("nothing was opened")
      return
    }
    #expect((opened as? EvaluationScreen)?.id == EvaluationSamples.id)
  }

  @Test func `two that are compared are a marked one and another`() {
    var screen = listed()
    let compare = Command("evaluation.compare")
    #expect(screen.disabledReason(compare, in: environment) != nil)
    _ = screen.perform(Command("evaluation.mark"), in: environment)
    #expect(screen.disabledReason(compare, in: environment) != nil)
    screen.list.select(1)
    #expect(screen.disabledReason(compare, in: environment) == nil)
    guard case .effect(let effect)? = screen.perform(compare, in: environment)?.first else {
      Issue.record("nothing was asked for")
      return
    }
    #expect(effect == .evaluations(.loadPair(screen.rows[0].id, screen.rows[1].id)))
  }

  @Test func `the questions lead from subject to set to samples to the request`() {
    var screen = listed()
    guard
      case .ask(.pick(let sets))? = screen.answer(
        .subject, with: .chosen("policies"), in: environment
      ).first
    else {
      Issue.record("no set was asked for")
      return
    }
    #expect(sets.purpose == .screen(EvaluationsScreen.asking(.set(.text))))
    let updates = screen.answer(
      .samples(.text, set: "market"), with: .typed("5"), in: environment)
    guard case .bench(.evaluate(let request))? = updates.last else {
      Issue.record("\(updates)")
      return
    }
    #expect(request.samples == 5)
    #expect(request.set == "market")
  }

  @Test func `what begins while it is in front is shown at once`() {
    var screen = listed()
    let results = EvaluationPicture(EvaluationSamples.plan)
    var front = environment
    #expect(
      screen.receive(.workspace(.evaluation(.began(results))), in: front).isEmpty)
    front.front = .evaluations
    #expect(
      screen.receive(.workspace(.evaluation(.began(results))), in: front).count == 1)
  }
}
