public import Evaluation
import Policies
import Runs
import Wording

/// Which question an evaluation answers; then on which cases, then with how many samples.
extension EvaluationsScreen {
  public enum Question: Hashable, Sendable {
    case subject
    case set(Subject)
    case samples(Subject, set: String)
    case delete(EvaluationID)
  }

  /// What is evaluated.
  public enum Subject: String, CaseIterable, Hashable, Sendable {
    case text = "policies"
    case efforts = "effort"
    case withoutRules = "drop"
    case invertedRules = "invert"

    var kind: Evaluation.Question.Kind {
      switch self {
      case .text: .policies
      case .efforts: .effort
      case .withoutRules: .ablation(.drop, rules: [])
      case .invertedRules: .ablation(.invert, rules: [])
      }
    }
  }

  public mutating func answer(
    _ question: Question, with answer: Answer, in environment: Environment
  ) -> [Update] {
    switch (question, answer) {
    case (.subject, .chosen(let value)):
      guard let subject = Subject(rawValue: value) else { return [] }
      let purpose = Picker.Purpose.screen(Self.asking(.set(subject)))
      return [
        .ask(.pick(.loading(purpose, title: "On which cases"))),
        .effect(.documents(.listCaseSets)),
      ]
    case (.set(let subject), .chosen(let set)):
      return [
        .ask(
          .prompt(
            Prompt(
              .screen(Self.asking(.samples(subject, set: set))), title: "Draws of each case",
              text: "1",
              hint: environment.engine.identity.isModel
                ? "One number is noise: five draws show what flips."
                : "The rule matcher says the same each time.")))
      ]
    case (.samples(let subject, let set), .typed(let text)):
      return start(subject, on: set, samples: text.trimmingSpaces, environment)
    case (.delete(let id), .confirmed): return [.effect(.evaluations(.delete(id)))]
    default: return []
    }
  }

  func askForQuestion(in environment: Environment) -> [Update] {
    var policy = environment.policy
    policy.refreshOutline()
    let rules = RuleAblation.rules(of: policy.outline).count
    var items = [
      item(.text, "This text", policy.savedVersion.map { "v\($0)" } ?? "as it stands")
    ]
    if environment.engine.identity.isModel {
      items.append(item(.efforts, "This text at each effort", "low, medium, high"))
    }
    if rules > 0 {
      items += [
        item(.withoutRules, "Without each rule", Measure.count(rules, "rule")),
        item(.invertedRules, "With each rule turned round", ""),
      ]
    }
    return [
      .ask(
        .pick(
          Picker(
            .screen(Self.asking(.subject)), title: "Evaluate \(policy.name ?? "the text")",
            items: items,
            hint: "Several policies, engines and one combined prompt: precept eval run --help.")))
    ]
  }

  private func item(_ subject: Subject, _ title: String, _ detail: String) -> Picker.Item {
    Picker.Item(value: subject.rawValue, title: title, detail: detail)
  }

  private func start(
    _ subject: Subject, on set: String, samples text: String, _ environment: Environment
  ) -> [Update] {
    guard let samples = Int(text), (1...1000).contains(samples) else {
      return [.refuse("“\(text)” is no number of draws: it is 1 to 1000.")]
    }
    if let gap = AnswerGap(environment.policy.format), gap.preventsMeasuring {
      return [.complain(gap.sentence)]
    }
    return [
      .say("The evaluation begins."),
      .bench(.evaluate(EvaluationRequest(subject.kind, on: set, samples: samples))),
    ]
  }
}
