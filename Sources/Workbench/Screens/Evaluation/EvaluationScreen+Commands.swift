import Evaluation
import Policies
import Runs
public import TerminalInput

extension EvaluationScreen {
  public enum Question: Hashable, Sendable {
    case delete
  }

  public static let enter: ScreenEnter<Self>? = ScreenEnter("Trace") { screen, _ in
    screen.openRun()
  }

  public static let commands: [ScreenCommand<Self>] = [
    ScreenCommand(
      "v", "evaluation.view", "Next figures: categories, charts… (Tab)", short: "Figures"
    ) { screen, _ in
      screen.showView(stepping: 1)
      return []
    },
    ScreenCommand(
      "a", "evaluation.column", "Next column: the next policy or engine", short: "Column",
      unless: { screen, _ in
        screen.picture?.tallies.count ?? 0 > 1 ? nil : "It has one column of figures."
      },
      action: { screen, _ in
        screen.showNextReading()
        return []
      }),
    ScreenCommand("p", .pauseEvaluation),
    ScreenCommand("s", .stopEvaluation),
    ScreenCommand(
      "r", .resumeEvaluation, unless: { $1.resumeReason(of: $0.id) },
      action: { $1.resume($0.id, redoing: []) }),
    ScreenCommand(
      "f", .redoFailures, unless: { $1.resumeReason(of: $0.id) },
      action: { $1.resume($0.id, redoing: [.failed]) }),
    ScreenCommand(
      nil, .deleteEvaluation, unless: { $1.deleteReason(of: $0.id) },
      action: { _, _ in
        [.ask(.confirm(.deletion(asking: asking(.delete))))]
      }),
  ]

  public mutating func press(
    _ chord: KeyChord, in environment: Environment
  ) -> [Update]? {
    guard chord.key == .tab else { return nil }
    showView(stepping: chord.modifiers.contains(.shift) ? -1 : 1)
    return []
  }

  public mutating func answer(
    _ question: Question, with answer: Answer, in environment: Environment
  ) -> [Update] {
    guard case .confirmed = answer else { return [] }
    return [.pop, .effect(.evaluations(.delete(id)))]
  }

  /// The sample that is wrong, else the first.
  private func openRun() -> [Update] {
    guard let tally, cases.indices.contains(list.selected) else { return [] }
    let item = cases[list.selected]
    let expected = tally.expected[item].decision
    let results = tally.results[item]
    let wrong = results.first { expected != nil && $0.verdict?.decision != expected }
    guard let run = (wrong ?? results.first)?.run else { return [] }
    return [.effect(.records(.load(run)))]
  }
}
