import Cases
import Evaluation
import Policies
import Runs
import Wording

/// Reads the cases on screen that nobody has labeled.
extension CasesScreen {
  func classifyReason(in environment: Environment) -> String? {
    if environment.evaluation != nil {
      return "An evaluation is in progress. F6 shows it; s there stops it."
    }
    guard let set = environment.content.caseSet, !set.cases.isEmpty else {
      return "There is no case to classify. i imports cases from a file."
    }
    if environment.policy.text.isEmpty {
      return "There is no policy text. Ctrl-O opens a policy, Ctrl-N starts one."
    }
    let engine = environment.engine.identity
    if engine.isModel, engine.url == nil {
      return "There is no engine “\(engine.name)” here. F8 chooses another."
    }
    guard unlabeled(of: set).isEmpty else { return nil }
    return shown.count < set.cases.count
      ? "Every case shown has a label. / changes the filter."
      : "Every case of \(set.name) has a label. F6 n evaluates the policy on it."
  }

  private func unlabeled(of set: CaseSet) -> [Case] {
    shown.filter(set.cases.indices.contains).map { set.cases[$0] }
      .filter { $0.expected == nil && $0.labels.isEmpty }
  }

  func askForSamples(in environment: Environment) -> [Update] {
    guard let set = environment.content.caseSet else { return [] }
    var policy = environment.policy
    policy.refreshOutline()
    if let gap = AnswerGap(policy.format), gap.preventsMeasuring {
      return [.complain("\(gap.sentence) \(gap.hint)")]
    }
    let engine = environment.engine.identity
    let version = policy.savedVersion.map { " v\($0)" } ?? ", the text as it stands"
    let by = "\(policy.name ?? "the text")\(version), on \(engine.name)"
    return [
      .ask(
        .prompt(
          Prompt(
            .screen(Self.asking(.samples)),
            title: "Classify \(Measure.count(unlabeled(of: set).count, "case")): draws of each",
            text: "1",
            hint: engine.isModel
              ? "By \(by). Several draws show where the model is unsure."
              : "By \(by), which says the same each time.")))
    ]
  }

  func classify(_ text: String, in environment: Environment) -> [Update] {
    guard let samples = Int(text), (1...1000).contains(samples) else {
      return [.refuse("“\(text)” is no number of draws: it is 1 to 1000.")]
    }
    guard let set = environment.content.caseSet, classifyReason(in: environment) == nil else {
      return []
    }
    return [
      .say("The classification begins."),
      .bench(
        .evaluate(
          EvaluationRequest(
            .policies, on: set.name, samples: samples,
            contents: unlabeled(of: set).map { PlannedCase($0) }, for: .classification))),
    ]
  }
}
