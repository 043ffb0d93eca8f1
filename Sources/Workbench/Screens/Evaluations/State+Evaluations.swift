import Evaluation
import Policies
import Runs
import TextEditing
import Wording

extension State {
  var evaluationsScreen: EvaluationsScreen? {
    screen as? EvaluationsScreen
  }

  var evaluationScreen: EvaluationScreen? {
    screen as? EvaluationScreen
  }

  mutating func withEvaluation(_ change: (inout EvaluationScreen) -> Void) {
    guard var screen = evaluationScreen else { return }
    change(&screen)
    screens[screens.count - 1] = screen
  }

  /// The evaluation that a command is about.
  private var meantEvaluation: EvaluationID? {
    evaluationScreen?.id ?? classificationScreen?.id ?? evaluationsScreen?.selected?.id
  }

  mutating func performOnEvaluations(_ command: Command) -> [Effect] {
    switch command {
    case .evaluate:
      screens.append(EvaluationsScreen())
      return [.evaluations(.list)]
    case .newEvaluation:
      askForQuestion()
    case .resumeEvaluation: return resume(redoing: [])
    case .redoFailures: return resume(redoing: [.failed])
    case .pauseEvaluation:
      return [.evaluations(evaluation?.progress.isPaused ?? false ? .goOn : .pause)]
    case .stopEvaluation: return [.evaluations(.stop)]
    case .nextEvaluationView: withEvaluation { $0.showView(stepping: 1) }
    case .nextReading: withEvaluation { $0.showNextReading() }
    case .markEvaluation:
      guard var screen = evaluationsScreen, let id = screen.selected?.id else { return [] }
      screen.marked = screen.marked == id ? nil : id
      screens[screens.count - 1] = screen
    case .compareEvaluations:
      guard let screen = evaluationsScreen, let first = screen.marked,
        let second = screen.selected?.id
      else { return [] }
      return [.evaluations(.loadPair(first, second))]
    case .deleteEvaluation:
      guard let id = meantEvaluation else { return [] }
      dialog = .confirm(
        Confirmation(
          purpose: .deleteEvaluation(id), title: "Delete the evaluation?",
          message: "Its plan and figures are lost. The records of its runs stay.",
          yes: "Delete", no: "Keep"))
    default: break
    }
    return []
  }

  func evaluationReason(_ command: Command) -> String? {
    switch command {
    case .newEvaluation:
      if evaluation != nil { return "An evaluation goes on. s stops it, p pauses it." }
      if policy.editor.buffer.byteCount == 0 {
        return "There is no policy text to evaluate. Ctrl-O opens a policy, Ctrl-N starts one."
      }
      return nil
    case .resumeEvaluation, .redoFailures:
      if evaluation != nil { return "An evaluation goes on already." }
      return meantEvaluation == nil ? "No evaluation is selected." : nil
    case .pauseEvaluation, .stopEvaluation:
      return evaluation == nil ? "No evaluation goes on." : nil
    case .compareEvaluations:
      guard let marked = evaluationsScreen?.marked else {
        return "Mark one with Space, then select another."
      }
      return marked == meantEvaluation ? "That one is marked. Select another." : nil
    case .deleteEvaluation:
      guard let id = meantEvaluation else {
        return "It works \(EvaluationsScreen.about.whereabouts)."
      }
      return id == evaluation?.id ? "It goes on. s stops it." : nil
    case .nextReading:
      return evaluationScreen?.picture?.tallies.count ?? 0 > 1
        ? nil : "It has one column of figures."
    default: return nil
    }
  }

  // MARK: Beginning one

  /// Which question; then on which cases, then how many draws.
  private mutating func askForQuestion() {
    policy.refreshOutline()
    var items = [
      Picker.Item(
        value: "policies", title: "This text",
        detail: policy.savedVersion.map { "v\($0)" } ?? "as it stands"),
      Picker.Item(value: "effort", title: "This text at each effort", detail: "low, medium, high"),
      Picker.Item(
        value: "drop", title: "Without each rule",
        detail: Measure.count(RuleAblation.rules(of: policy.outline).count, "rule")),
      Picker.Item(value: "invert", title: "With each rule turned round", detail: ""),
    ]
    if !engine.identity.isModel { items.removeAll { $0.value == "effort" } }
    if RuleAblation.rules(of: policy.outline).isEmpty {
      items.removeAll { ["drop", "invert"].contains($0.value) }
    }
    dialog = .pick(
      Picker(
        .question, title: "Evaluate \(policy.name ?? "the text")", items: items,
        hint: "Several policies, engines and one combined prompt: precept eval run --help."))
  }

  mutating func chooseQuestion(_ value: String) -> [Effect] {
    dialog = .pick(.loading(.evaluatedSet(value), title: "On which cases"))
    return [.documents(.listCaseSets)]
  }

  mutating func chooseEvaluatedSet(_ set: String, for question: String) {
    dialog = .prompt(
      Prompt(
        .draws(question: question, set: set), title: "Draws of each case", text: "1",
        hint: engine.identity.isModel
          ? "One number is noise: five draws show what flips."
          : "The rule matcher says the same each time."))
  }

  mutating func startEvaluation(
    _ question: String, on set: String, draws: Int
  ) -> [Effect] {
    let kind: Question.Kind =
      switch question {
      case "effort": .effort
      case "drop": .ablation(.drop, rules: [])
      case "invert": .ablation(.invert, rules: [])
      default: .policies
      }
    if let gap = AnswerGap(policy.format), gap.preventsMeasuring {
      say(gap.sentence, isError: true)
      return []
    }
    let start = evaluationStart(kind, on: set, draws: draws)
    say("The evaluation begins.")
    return [.evaluations(.start(start))]
  }

  /// An evaluation of the text on the bench, by the engine that runs go to.
  mutating func evaluationStart(
    _ kind: Question.Kind, on set: String, draws: Int
  ) -> EvaluationStart {
    let judged = judgedPolicy()
    var parameters = parameters
    let drawn = Int(randomness.next() >> 33)
    parameters.seed = fixedSeed ?? drawn
    parameters.sendsSeed = fixedSeed != nil
    parameters.date = now.date
    let version = judged.reference.version.map { "@\($0)" } ?? ""
    return EvaluationStart(
      id: EvaluationID(Run.ID(milliseconds: now.unixMilliseconds, using: &randomness)),
      createdAt: now.unixMilliseconds,
      question: Question(
        kind,
        of: [
          .init(
            name: judged.reference.name + version, policy: judged.reference, text: judged.text,
            format: judged.format, targets: policy.document?.settings.targets ?? [])
        ], on: [.init(name: engine.identity.name, model: engine.identity.model)], parameters),
      set: set, repeats: draws, engine: engine.identity)
  }

  private mutating func resume(redoing states: [RunState]) -> [Effect] {
    guard let id = meantEvaluation else { return [] }
    return [.evaluations(.resume(id, on: engine.identity, redoing: states))]
  }

  // MARK: Opening

  mutating func openEvaluation(_ screen: EvaluationsScreen) -> [Effect] {
    guard let id = screen.selected?.id else { return [] }
    if screen.selected?.kind == .classification { return openClassification(id) }
    screens.append(EvaluationScreen(id))
    return [.evaluations(.open(id))]
  }

  /// The draw that is wrong, else the first.
  mutating func openTrial(_ screen: EvaluationScreen) -> [Effect] {
    guard let tally = screen.tally, screen.cases.indices.contains(screen.list.selected) else {
      return []
    }
    let item = screen.cases[screen.list.selected]
    let expected = tally.expected[item].decision
    let results = tally.results[item]
    let wrong = results.first { expected != nil && $0.verdict?.decision != expected }
    guard let run = (wrong ?? results.first)?.run else { return [] }
    return [.records(.load(run))]
  }

  // MARK: What comes back

  mutating func handle(_ event: EvaluationEvent) -> [Effect] {
    switch event {
    case .listed(let rows):
      changeEvaluations { $0.show(rows) }
    case .opened(let picture):
      changeEvaluation(picture.plan.id) { $0.show(picture) }
      return show(classified: picture)
    case .began(let picture):
      let plan = picture.plan
      let done = picture.tallies.first?.trials ?? 0
      evaluation = LiveEvaluation(
        id: plan.id, progress: BatchProgress(done: done, total: plan.count))
      if plan.kind == .classification {
        return show(begun: picture) + [.evaluations(.list)]
      }
      if evaluationScreen?.id != plan.id, screen is EvaluationsScreen {
        screens.append(EvaluationScreen(plan.id))
      }
      changeEvaluation(plan.id) { $0.show(picture) }
      changeEdgeLab(plan.id) { $0.show(picture) }
      return [.evaluations(.list)]
    case .progress(let id, let results, let progress):
      evaluation = LiveEvaluation(id: id, progress: progress)
      if !results.isEmpty {
        changeEvaluation(id) { $0.add(results) }
        changeEdgeLab(id) { $0.add(results) }
        add(classified: results, of: id)
      }
      changeEvaluations { screen in
        guard let row = screen.rows.firstIndex(where: { $0.id == id }) else { return }
        screen.rows[row].done = progress.done
      }
    case .ended(let id, let sentence, let isWhole):
      if evaluation?.id == id { evaluation = nil }
      say(sentence, isError: !isWhole)
      return [.evaluations(.list)]
    case .pair(let before, let after): compare(before, after)
    }
    return []
  }

  private mutating func changeEvaluations(_ change: (inout EvaluationsScreen) -> Void) {
    for index in screens.indices {
      guard var screen = screens[index] as? EvaluationsScreen else { continue }
      change(&screen)
      screens[index] = screen
    }
  }

  private mutating func changeEvaluation(
    _ id: EvaluationID, _ change: (inout EvaluationScreen) -> Void
  ) {
    for index in screens.indices {
      guard var screen = screens[index] as? EvaluationScreen, screen.id == id else { continue }
      // Its results are held once, and grow where they are.
      screens[index] = LaterScreen(.evaluate)
      change(&screen)
      screens[index] = screen
    }
  }

  private mutating func compare(_ before: EvaluationPicture, _ after: EvaluationPicture) {
    guard let first = before.tallies.first, let second = after.tallies.first else { return }
    let comparison = Comparison(first, of: before.plan, second, of: after.plan)
    guard !comparison.items.isEmpty else {
      say("The two have no judged case in common.")
      return
    }
    screens.append(Pager(comparison))
  }
}
