import Evaluation
import Policies
import Runs
import Wording

extension EvaluationsScreen {
  public static let enter: ScreenEnter<Self>? = ScreenEnter("Open") { screen, _ in
    guard let row = screen.selected else { return [] }
    return [
      .push(
        row.kind == .classification ? ClassificationScreen(row.id) : EvaluationScreen(row.id))
    ]
  }

  public static let commands: [ScreenCommand<Self>] = [
    ScreenCommand(
      "n", "evaluation.new", "Evaluate the policy on a case set…", short: "New",
      unless: { $0.newReason(in: $1) }, action: { $0.askForQuestion(in: $1) }),
    ScreenCommand("p", .pauseEvaluation),
    ScreenCommand("s", .stopEvaluation),
    ScreenCommand(
      "r", .resumeEvaluation, unless: { $1.resumeReason(of: $0.selected?.id) },
      action: { $1.resume($0.selected?.id, redoing: []) }),
    ScreenCommand(
      "f", .redoFailures, unless: { $1.resumeReason(of: $0.selected?.id) },
      action: { $1.resume($0.selected?.id, redoing: [.failed]) }),
    ScreenCommand(
      " ", "evaluation.mark", "Mark the evaluation for comparison", short: "Mark"
    ) { screen, _ in
      if let id = screen.selected?.id { screen.marked = screen.marked == id ? nil : id }
      return []
    },
    ScreenCommand(
      "c", "evaluation.compare", "Compare with the marked one", short: "Compare",
      unless: { screen, _ in screen.compareReason },
      action: { screen, _ in
        guard let first = screen.marked, let second = screen.selected?.id else { return [] }
        return [.effect(.evaluations(.loadPair(first, second)))]
      }),
    ScreenCommand(
      nil, .deleteEvaluation, unless: { $1.deleteReason(of: $0.selected?.id) },
      action: { screen, _ in
        screen.selected.map { [.ask(.confirm(.deletion(asking: asking(.delete($0.id)))))] } ?? []
      }),
  ]

  private func newReason(in environment: Environment) -> String? {
    if environment.evaluation != nil { return "An evaluation goes on. s stops it, p pauses it." }
    if environment.policy.text.isEmpty {
      return "There is no policy text to evaluate. Ctrl-O opens a policy, Ctrl-N starts one."
    }
    return nil
  }

  private var compareReason: String? {
    guard let marked else { return "Mark one with Space, then select another." }
    return marked == selected?.id ? "That one is marked. Select another." : nil
  }
}
