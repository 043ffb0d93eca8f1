import Cases
import Evaluation
import Policies
import Runs
public import TerminalInput
import Wording

extension ClassificationScreen {
  public enum Question: Hashable, Sendable {
    /// Another label than a decision.
    case label(caseID: String)
  }

  public static let enter: ScreenEnter<Self>? = ScreenEnter("Trace") { screen, _ in
    let run = screen.selected.flatMap { screen.tally?.exemplar(of: $0)?.run }
    return run.map { [.effect(.records(.load($0)))] } ?? []
  }

  public static let commands: [ScreenCommand<Self>] = [
    labeling("v", "label.violates", .violates, short: "Violates"),
    labeling("s", "label.safe", .safe, short: "Safe"),
    labeling("e", "label.escalate", .escalate, short: "Escalate"),
    ScreenCommand(
      "a", "label.accept", "Label the case as read, go to the next", short: "As read",
      unless: { $0.labelReason(in: $1) ?? $0.acceptReason },
      action: { screen, _ in
        screen.labelSelected(screen.selected.flatMap { screen.tally?.reading(of: $0) })
      }),
    ScreenCommand(
      "u", "label.undo", "Undo the last label", short: "Undo",
      unless: { screen, _ in screen.canUndo ? nil : "No label was given here yet." },
      action: { screen, _ in screen.undoLabel() }),
    ScreenCommand(
      "l", "label.other", "Label the case with another label…", short: "Label…",
      unless: { $0.labelReason(in: $1) }, action: { screen, _ in screen.askForLabel() }),
    ScreenCommand("p", .pauseEvaluation),
    ScreenCommand(
      "r", .resumeEvaluation, unless: { $1.resumeReason(of: $0.id) },
      action: { $1.resume($0.id, redoing: []) }),
    ScreenCommand(
      "f", .redoFailures, unless: { $1.resumeReason(of: $0.id) },
      action: { $1.resume($0.id, redoing: [.failed]) }),
  ]

  private static func labeling(
    _ letter: Character, _ id: String, _ decision: Decision, short: String
  ) -> ScreenCommand<Self> {
    ScreenCommand(
      letter, id, "Label the case \(decision.rawValue), go to the next", short: short,
      unless: { $0.labelReason(in: $1) },
      action: { screen, _ in screen.labelSelected(.one(decision.rawValue)) })
  }

  /// Esc stops the classification while it runs, and leaves then.
  public mutating func press(
    _ chord: KeyChord, in environment: Environment
  ) -> [Update]? {
    guard chord.key == .escape, chord.modifiers.isEmpty, environment.evaluation?.id == id else {
      return nil
    }
    return [.effect(.evaluations(.stop))]
  }

  private func labelReason(in environment: Environment) -> String? {
    guard let item = selected else { return "There is no case to label yet." }
    let set = picture?.plan.set
    if environment.content.caseSet?.name != set {
      return "The case set \(set ?? "") is not open. F3 s opens it."
    }
    return isChanged(item)
      ? "The case set has other content for this case now. F3 c classifies it again." : nil
  }

  private var acceptReason: String? {
    selected.flatMap { tally?.reading(of: $0) } == nil
      ? "The answer has no verdict to take over. v, s and e label the case." : nil
  }

  // MARK: Labeling

  private mutating func labelSelected(_ expected: Case.Expectation?) -> [Update] {
    guard let item = selected, let expected, let plan = picture?.plan else { return [] }
    return label(plan.cases[item].id, expected)
  }

  /// Labels a case and goes to the next one without a label.
  private mutating func label(_ id: String, _ expected: Case.Expectation) -> [Update] {
    guard let plan = picture?.plan, let item = plan.cases.firstIndex(where: { $0.id == id }) else {
      return []
    }
    label(item, expected)
    let isLast = selected == item && !selectNext() && labeled == plan.cases.count
    return [
      .say(
        isLast
          ? "Every case here has a label. F6 n evaluates the policy on \(plan.set)."
          : "\(id) is labeled \(expected.text). u undoes it."),
      .effect(.documents(.expect(expected, ofCase: id, inSet: plan.set))),
    ]
  }

  private func askForLabel() -> [Update] {
    guard let item = selected, let plan = picture?.plan else { return [] }
    let id = plan.cases[item].id
    let labels = plan.arms.first?.format.labels.map(\.name) ?? []
    let known = labels.isEmpty ? "" : " The policy has \(labels.prefix(8).joined(separator: ", "))."
    return [
      .ask(
        .prompt(
          Prompt(
            .screen(Self.asking(.label(caseID: id))), title: "Label of \(id)",
            text: expectation(of: item)?.text ?? "",
            hint: "A label, or several with commas.\(known)")))
    ]
  }

  public mutating func answer(
    _ question: Question, with answer: Answer, in environment: Environment
  ) -> [Update] {
    guard case .label(let id) = question, case .typed(let text) = answer else { return [] }
    guard let expected = Case.Expectation(words: text.trimmingSpaces) else {
      return [.refuse("Type a label, or several with commas.")]
    }
    return label(id, expected)
  }

  private mutating func undoLabel() -> [Update] {
    guard let plan = picture?.plan, let change = undo() else { return [] }
    let id = plan.cases[change.item].id
    let now = change.before.map { "is labeled \($0.text) again" } ?? "has no label again"
    return [
      .say("\(id) \(now)."),
      .effect(.documents(.expect(change.before, ofCase: id, inSet: plan.set))),
    ]
  }
}

extension Tally {
  /// What the case came to, as a label of it: the labels that its samples share, else the decision;
  /// nil without a decision.
  func reading(of item: Int) -> Case.Expectation? {
    guard let decision = aggregates[item]?.decision else { return nil }
    let labels = results[item].first { $0.verdict?.decision == decision }?.verdict?.labels
      .map(\.label)
    return Case.Expectation(labels ?? []) ?? .one(decision.rawValue)
  }
}
