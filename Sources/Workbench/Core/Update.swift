public import Policies
public import Runs

/// What a screen wants of the workbench.
public enum Update: Sendable {
  case effect(Effect)
  case push(any Screen)
  case pop
  case ask(Dialog)
  /// The prompt stays open, and says why its answer cannot be used.
  case refuse(String)
  case say(String)
  /// Takes back what was said last.
  case unsay
  /// Something went wrong: what, where, what to do next.
  case complain(String)
  case copy(String)
  case bench(BenchChange)
}

/// What a screen may change of the bench, and of what all screens share.
public enum BenchChange: Sendable {
  /// The text of an old version becomes the working text, undoably.
  case restore(String, of: PolicyVersion)
  case showCase(at: Int)
  case goToPolicyLine(Int)
  /// An evaluation begins.
  case evaluate(EvaluationRequest)
  case edgeLab(EdgeLabChange)
  /// What came of cases, by `set/id`.
  case showCaseResults([String: CaseResult])
  case showDifferences(DifferenceScreen.Options)
  /// The next trace is compared with this one.
  case markTrace(RunRecord?)
  /// Policy and content of a recorded run come on the bench, undoably, and are run.
  case runAgain(RunRecord)
  /// Changes the policy as a hint says, undoably.
  case fix(LintHint)
  /// Leaves out all hints of a kind.
  case ignoreHints(of: LintRule)
  /// Shows in the gutter what came of each rule, or no longer. Where nothing is at hand, the recorded
  /// runs are counted first.
  case toggleHeat(PolicyHeat?)
}

extension State {
  var environment: Environment { Environment(self) }

  /// Carries out what a screen asks for, in order.
  mutating func apply(_ updates: [Update]) -> [Effect] {
    var effects: [Effect] = []
    for update in updates {
      switch update {
      case .effect(let effect): effects.append(effect)
      case .push(let screen): effects += push(screen)
      case .pop: leaveScreen()
      case .ask(let question): dialog = question
      case .refuse(let problem): refuse(problem)
      case .say(let text): say(text)
      case .unsay: notice = nil
      case .complain(let text): say(text, isError: true)
      case .copy(let text):
        clipboard = text
        effects.append(.terminal(.copy(text)))
      case .bench(let change): effects += apply(change)
      }
    }
    return effects
  }

  /// Shows a screen over all others.
  mutating func push(_ screen: any Screen) -> [Effect] {
    screens.append(screen)
    return withScreen { $0.opened(in: $1) } ?? []
  }

  private mutating func refuse(_ problem: String) {
    guard case .prompt(var prompt)? = dialog else { return }
    prompt.problem = problem
    dialog = .prompt(prompt)
  }

  private mutating func apply(_ change: BenchChange) -> [Effect] {
    switch change {
    case .restore(let text, let version): restore(text, of: version)
    case .showCase(let index):
      screens = []
      showCase(at: index)
      show(.content)
    case .goToPolicyLine(let line): goTo(policyLine: line)
    case .evaluate(let request): return evaluate(request)
    case .edgeLab(let change): return apply(change)
    case .showCaseResults(let results): caseResults.merge(results) { $1 }
    case .showDifferences(let options): differenceOptions = options
    case .markTrace(let record): markedTrace = record
    case .runAgain(let record): return runAgain(record)
    case .fix(let hint): fix(hint)
    case .ignoreHints(let rule): ignoreHints(of: rule)
    case .toggleHeat(let heat): return toggleHeat(heat)
    }
    return []
  }
}
