import Cases
import Evaluation
import Policies
import Runs

extension EdgeLabScreen {
  public static let enter: ScreenEnter<Self>? = ScreenEnter("Trace") { screen, environment in
    screen.run(in: environment).map { [.effect(.records(.load($0)))] } ?? []
  }

  public static let commands: [ScreenCommand<Self>] = [
    ScreenCommand(
      "r", "edge.run", "Run the content and its chosen variants", short: "Run",
      unless: { _, environment in runReason(in: environment) },
      action: { _, environment in run(in: environment) }),
    ScreenCommand(
      " ", "edge.choose", "Choose the mutation, or not", short: "Choose"
    ) { screen, environment in
      let kind = environment.edgeLab?.kind(at: screen.list.selected)
      return kind.map { [.bench(.edgeLab(.toggle($0)))] } ?? []
    },
    ScreenCommand(
      "d", "edge.divergence", "Where its chain parts from the baseline's", short: "Divergence",
      unless: { $0.variantReason(in: $1) }, action: { $0.compare(in: $1) }),
    ScreenCommand(
      "a", "edge.keep", "Add the variant to the open case set", short: "Add",
      unless: { screen, environment in
        environment.content.caseSet == nil
          ? "No case set is open. F3 opens one." : screen.variantReason(in: environment)
      }, action: { $0.keepVariant(in: $1) }),
    ScreenCommand("t", "edge.rate", "Next rate: 0.1, 0.3, 0.6, 1", short: "Rate") { _, _ in
      [.bench(.edgeLab(.nextRate))]
    },
    ScreenCommand(
      "n", "edge.draws", "Next number of draws: 1, 3, 5, 10", short: "Draws"
    ) { _, _ in [.bench(.edgeLab(.nextSamples))] },
    ScreenCommand("o", "edge.seed", "Other variants of the same kinds", short: "Seed") { _, _ in
      [.bench(.edgeLab(.nextSeed))]
    },
    ScreenCommand(
      "x", "edge.choose-all", "Choose the readable ones, all, or none", short: "All"
    ) { _, _ in [.bench(.edgeLab(.nextGroup))] },
    ScreenCommand("p", .pauseEvaluation),
    ScreenCommand("s", .stopEvaluation),
  ]

  // MARK: Why not

  private static func runReason(in environment: Environment) -> String? {
    if environment.evaluation != nil { return "An evaluation goes on. s stops it." }
    if environment.policy.text.isEmpty {
      return "There is no policy text. Ctrl-O opens a policy, Ctrl-N starts one."
    }
    guard let lab = environment.edgeLab, !lab.content.isEmpty else {
      return "There is no content. Esc, then write some."
    }
    return lab.chosen.isEmpty ? "No mutation is chosen. Space chooses one." : nil
  }

  private func variantReason(in environment: Environment) -> String? {
    if list.selected == 0 { return "That is the content as it was." }
    return run(in: environment) == nil ? "That variant was not run yet. r runs the chosen." : nil
  }

  // MARK: Doing

  private static func run(in environment: Environment) -> [Update] {
    guard let lab = environment.edgeLab else { return [] }
    let made = lab.question.cases(of: lab.content)
    guard made.cases.count > 1 else {
      return [
        .complain("None of the chosen mutations changes the content. t changes the rate.")
      ]
    }
    return [
      .say(
        made.without.isEmpty
          ? "The edge lab begins."
          : "Left out, as they change nothing here: \(made.without.joined(separator: ", "))."),
      .bench(
        .edgeLab(
          .run(
            EvaluationRequest(
              .policies, on: EdgeQuestion.content, samples: lab.draws, contents: made.cases,
              for: .edge)))),
    ]
  }

  /// The sample of the selected row that stands for what its samples say together.
  private func run(in environment: Environment) -> Run.ID? {
    Self.run(at: list.selected, in: environment)
  }

  private static func run(at row: Int, in environment: Environment) -> Run.ID? {
    guard let lab = environment.edgeLab, let place = lab.place(at: row) else { return nil }
    return lab.tally?.exemplar(of: place)?.run
  }

  private func compare(in environment: Environment) -> [Update] {
    guard let base = Self.run(at: 0, in: environment), let variant = run(in: environment) else {
      return []
    }
    return [.effect(.records(.loadPair(base, variant)))]
  }

  private func keepVariant(in environment: Environment) -> [Update] {
    guard let set = environment.content.caseSet, let lab = environment.edgeLab,
      let item = lab.place(at: list.selected).flatMap({ lab.picture?.keptFlip($0) })
    else { return [] }
    return [.effect(.documents(.addCase(item, toSet: set.name)))]
  }
}
