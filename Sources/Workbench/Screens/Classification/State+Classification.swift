import Cases
import Evaluation
import Policies
import Runs
import TextEditing
import Wording

extension State {
  var classificationScreen: ClassificationScreen? {
    screen as? ClassificationScreen
  }

  mutating func performOnClassification(_ command: Command) -> [Effect] {
    switch command {
    case .classify: askForClassification()
    case .labelViolates: return labelSelected(.one(Decision.violates.rawValue))
    case .labelSafe: return labelSelected(.one(Decision.safe.rawValue))
    case .labelEscalate: return labelSelected(.one(Decision.escalate.rawValue))
    case .acceptLabel:
      guard let screen = classificationScreen, let item = screen.selected else { return [] }
      return labelSelected(screen.tally?.reading(of: item))
    case .labelOther: askForOtherLabel()
    case .undoLabel: return undoLabel()
    default: break
    }
    return []
  }

  func classificationReason(_ command: Command) -> String? {
    switch command {
    case .classify: return classifyReason
    case .undoLabel:
      return classificationScreen?.canUndo ?? false ? nil : "No label was given here yet."
    default: break
    }
    guard let screen = classificationScreen, let item = screen.selected else {
      return "There is no case to label yet."
    }
    if content.caseSet?.name != screen.picture?.plan.set {
      return "The case set \(screen.picture?.plan.set ?? "") is not open. F3 s opens it."
    }
    if screen.isChanged(item) {
      return "The case set has other content for this case now. F3 c classifies it again."
    }
    if command == .acceptLabel, screen.tally?.reading(of: item) == nil {
      return "The answer has no verdict to take over. v, s and e label the case."
    }
    return nil
  }

  // MARK: Beginning

  private var classifyReason: String? {
    if evaluation != nil { return "An evaluation is in progress. F6 shows it; s there stops it." }
    guard let set = content.caseSet, !set.cases.isEmpty else {
      return "There is no case to classify. i imports cases from a file."
    }
    if policy.editor.buffer.byteCount == 0 {
      return "There is no policy text. Ctrl-O opens a policy, Ctrl-N starts one."
    }
    if engine.identity.isModel, engine.identity.url == nil {
      return "There is no engine “\(engine.identity.name)” here. F8 chooses another."
    }
    if unlabeled.isEmpty {
      let isPart = casesScreen.map { $0.shown.count < set.cases.count } ?? false
      return isPart
        ? "Every case shown has a label. / changes the filter."
        : "Every case of \(set.name) has a label. F6 n evaluates the policy on it."
    }
    return nil
  }

  private var casesScreen: CasesScreen? {
    screen as? CasesScreen
  }

  /// Cases on screen that nobody has labeled.
  private var unlabeled: [Case] {
    guard let set = content.caseSet else { return [] }
    let shown = casesScreen?.shown ?? Array(set.cases.indices)
    return shown.filter(set.cases.indices.contains).map { set.cases[$0] }
      .filter { $0.expected == nil && $0.labels.isEmpty }
  }

  private mutating func askForClassification() {
    policy.refreshOutline()
    if let gap = AnswerGap(policy.format), gap.preventsMeasuring {
      say("\(gap.sentence) \(gap.hint)", isError: true)
      return
    }
    let version = policy.savedVersion.map { " v\($0)" } ?? ", the text as it stands"
    let by = "\(policy.name ?? "the text")\(version), on \(engine.identity.name)"
    dialog = .prompt(
      Prompt(
        .classificationDraws,
        title: "Classify \(Measure.count(unlabeled.count, "case")): draws of each",
        text: "1",
        hint: engine.identity.isModel
          ? "By \(by). Several draws show where the model is unsure."
          : "By \(by), which says the same each time."))
  }

  mutating func startClassification(draws: Int) -> [Effect] {
    guard let set = content.caseSet, classifyReason == nil else { return [] }
    var start = evaluationStart(.policies, on: set.name, draws: draws)
    start.contents = unlabeled.map { PlannedCase($0) }
    start.kind = .classification
    say("The classification begins.")
    return [.evaluations(.start(start))]
  }

  /// Whether Esc stops the classification on screen instead of leaving it.
  var stopsClassification: Bool {
    evaluation != nil && classificationScreen?.id == evaluation?.id
  }

  // MARK: What comes back

  mutating func openClassification(_ id: EvaluationID) -> [Effect] {
    screens.append(ClassificationScreen(id))
    return [.evaluations(.open(id))]
  }

  /// A classification that was opened; its case set is opened with it, to label its cases.
  mutating func show(classified picture: EvaluationPicture) -> [Effect] {
    guard picture.plan.kind == .classification else { return [] }
    changeClassification(picture.plan.id) { $0.show(picture) }
    keepResults(of: picture.plan.id, picture.plan.cases.indices)
    refreshClassification()
    let isOpen = content.caseSet?.name == picture.plan.set
    return isOpen ? [] : [.documents(.loadCases(picture.plan.set, show: .none))]
  }

  mutating func show(begun picture: EvaluationPicture) -> [Effect] {
    let id = picture.plan.id
    if classificationScreen?.id != id, screen is CasesScreen || screen is EvaluationsScreen {
      screens.append(ClassificationScreen(id))
    }
    return show(classified: picture)
  }

  mutating func add(classified results: [TrialResult], of id: EvaluationID) {
    changeClassification(id) { $0.add(results) }
    keepResults(of: id, results.map(\.trial.item))
  }

  /// Cases shows what came of each.
  private mutating func keepResults(of id: EvaluationID, _ items: some Sequence<Int>) {
    for case let screen as ClassificationScreen in screens where screen.id == id {
      guard let plan = screen.picture?.plan, let tally = screen.tally else { continue }
      for item in items where plan.cases.indices.contains(item) {
        guard let result = tally.exemplar(of: item) else { continue }
        caseResults["\(plan.set)/\(plan.cases[item].id)"] = CaseResult(
          state: result.state, decision: tally.aggregates[item]?.decision)
      }
    }
  }

  mutating func refreshClassification() {
    let set = content.caseSet
    for index in screens.indices {
      guard var screen = screens[index] as? ClassificationScreen else { continue }
      screen.take(set)
      screens[index] = screen
    }
  }

  mutating func takeBack(_ id: String, of set: String) {
    for index in screens.indices {
      guard var screen = screens[index] as? ClassificationScreen, screen.picture?.plan.set == set
      else { continue }
      screen.takeBack(id)
      screens[index] = screen
    }
  }

  private mutating func changeClassification(
    _ id: EvaluationID, _ change: (inout ClassificationScreen) -> Void
  ) {
    for index in screens.indices {
      guard var screen = screens[index] as? ClassificationScreen, screen.id == id else { continue }
      // Its results are held once, and grow where they are.
      screens[index] = LaterScreen(.classify)
      change(&screen)
      screens[index] = screen
    }
  }

  func openClassifiedRun(_ screen: ClassificationScreen) -> [Effect] {
    guard let run = screen.selected.flatMap({ screen.tally?.exemplar(of: $0)?.run }) else {
      return []
    }
    return [.records(.load(run))]
  }

  // MARK: Labeling

  private mutating func labelSelected(_ expected: Case.Expectation?) -> [Effect] {
    guard let screen = classificationScreen, let item = screen.selected, let expected,
      let plan = screen.picture?.plan
    else { return [] }
    return label(plan.cases[item].id, expected)
  }

  /// Labels a case of the classification on screen and goes to the next one without a label.
  mutating func label(_ id: String, _ expected: Case.Expectation) -> [Effect] {
    guard var screen = classificationScreen, let plan = screen.picture?.plan,
      let item = plan.cases.firstIndex(where: { $0.id == id })
    else { return [] }
    screen.label(item, expected)
    if screen.selected == item, !screen.selectNext(), screen.labeled == plan.cases.count {
      say("Every case here has a label. F6 n evaluates the policy on \(plan.set).")
    } else {
      say("\(id) is labeled \(expected.text). u undoes it.")
    }
    screens[screens.count - 1] = screen
    return [.documents(.expect(expected, ofCase: id, inSet: plan.set))]
  }

  private mutating func askForOtherLabel() {
    guard let screen = classificationScreen, let item = screen.selected,
      let id = screen.picture?.plan.cases[item].id
    else { return }
    let labels = screen.picture?.plan.arms.first?.format.labels.map(\.name) ?? []
    let known = labels.isEmpty ? "" : " The policy has \(labels.prefix(8).joined(separator: ", "))."
    dialog = .prompt(
      Prompt(
        .otherLabel(caseID: id), title: "Label of \(id)",
        text: screen.expectation(of: item)?.text ?? "",
        hint: "A label, or several with commas.\(known)"))
  }

  private mutating func undoLabel() -> [Effect] {
    guard var screen = classificationScreen, let plan = screen.picture?.plan,
      let change = screen.undo()
    else { return [] }
    screens[screens.count - 1] = screen
    let id = plan.cases[change.item].id
    say("\(id) \(change.before.map { "is labeled \($0.text) again" } ?? "has no label again").")
    return [.documents(.expect(change.before, ofCase: id, inSet: plan.set))]
  }
}

extension Tally {
  /// What the case came to, as a label of it: the labels that its draws share, else the decision; nil
  /// without a decision.
  func reading(of item: Int) -> Case.Expectation? {
    guard let decision = aggregates[item]?.decision else { return nil }
    let labels = results[item].first { $0.verdict?.decision == decision }?.verdict?.labels
      .map(\.label)
    return Case.Expectation(labels ?? []) ?? .one(decision.rawValue)
  }
}
