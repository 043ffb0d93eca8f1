import Cases
import Policies
import Runs
import Wording

extension CasesScreen {
  public enum Question: Hashable, Sendable {
    case filter
    case expected(caseID: String)
    /// How many samples a classification makes of each case.
    case samples
  }

  public static let enter: ScreenEnter<Self>? = ScreenEnter("Open") { screen, _ in
    guard screen.shown.indices.contains(screen.list.selected) else { return [] }
    return [.bench(.showCase(at: screen.shown[screen.list.selected]))]
  }

  public static let commands: [ScreenCommand<Self>] = [
    ScreenCommand("a", .addCase),
    ScreenCommand("/", "cases.filter", "Filter the cases", short: "Filter") { screen, _ in
      [
        .ask(
          .prompt(
            Prompt(
              .screen(asking(.filter)), title: "Filter cases", text: screen.filter,
              hint: "Part of an id, the content, a tag or what is expected.")))
      ]
    },
    ScreenCommand("e", "case.expect", "Edit what the case expects", short: "Expected") {
      $0.askForExpectation(in: $1)
    },
    ScreenCommand("s", .pickCaseSet),
    ScreenCommand("i", .importCases),
    ScreenCommand(
      "c", "cases.classify", "Classify the cases without a label…", short: "Classify",
      unless: { $0.classifyReason(in: $1) }, action: { $0.askForSamples(in: $1) }),
  ]

  public mutating func answer(
    _ question: Question, with answer: Answer, in environment: Environment
  ) -> [Update] {
    guard case .typed(let text) = answer else { return [] }
    switch question {
    case .filter:
      filter = text.trimmingSpaces
      refresh(environment.content.caseSet)
      return []
    case .expected(let id):
      guard let set = environment.content.caseSet else { return [] }
      return [
        .effect(
          .documents(
            .expect(Case.Expectation(words: text.trimmingSpaces), ofCase: id, inSet: set.name)))
      ]
    case .samples: return classify(text.trimmingSpaces, in: environment)
    }
  }

  private func askForExpectation(in environment: Environment) -> [Update] {
    guard let item = selected(in: environment) else { return [] }
    return [
      .ask(
        .prompt(
          Prompt(
            .screen(Self.asking(.expected(caseID: item.id))), title: "Expected for \(item.id)",
            text: item.expected?.text ?? "",
            hint: "violates, safe, escalate, a label, several with commas, or nothing.")))
    ]
  }
}
