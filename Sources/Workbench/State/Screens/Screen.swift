import TerminalText

/// The screens beside the bench. Esc goes back, one at a time.
public enum Screen: Sendable {
  case versions(VersionsScreen)
  /// Two texts, side by side or unified.
  case difference(DifferenceScreen)
  case hints(HintsScreen)
  case coverage(CoverageScreen)
  /// The content under several policies at once.
  case policies(PoliciesScreen)
  case cases(CasesScreen)
  /// A foreign file that is to become a case set.
  case importing(ImportScreen)
  case runs(RunsScreen)
  case trace(TraceScreen)
  /// Two traces side by side.
  case comparison(ComparisonScreen)
  /// Several draws of one content.
  case draws(DrawsScreen)
  /// The recorded evaluations.
  case evaluations(EvaluationsScreen)
  /// One of them, as far as it is.
  case evaluation(EvaluationScreen)
  /// Cases without a label as the policy reads them, to be labeled.
  case classification(ClassificationScreen)
  /// Content written otherwise.
  case edge(EdgeScreen)
  case engines(EnginesScreen)
  case pager(Pager)
  /// A screen that a later release brings.
  case later(Command)

  /// Which screen it is, whatever stands on it.
  public enum Kind: CaseIterable, Hashable, Sendable {
    case versions, difference, hints, coverage, policies
    case cases, importing, runs, trace, comparison, draws
    case evaluations, evaluation, classification, edge
    case engines, pager, later
  }

  public var kind: Kind {
    switch self {
    case .versions: .versions
    case .difference: .difference
    case .hints: .hints
    case .coverage: .coverage
    case .policies: .policies
    case .cases: .cases
    case .importing: .importing
    case .runs: .runs
    case .trace: .trace
    case .comparison: .comparison
    case .draws: .draws
    case .evaluations: .evaluations
    case .evaluation: .evaluation
    case .classification: .classification
    case .edge: .edge
    case .engines: .engines
    case .pager: .pager
    case .later: .later
    }
  }
}

extension Screen.Kind {
  /// What Enter does there, for the footer; nil where it does nothing.
  var enterTitle: String? {
    switch self {
    case .versions: "Compare with working text"
    case .hints, .coverage: "Go to line"
    case .cases: "Open"
    case .importing: "Import"
    case .runs, .draws: "Trace"
    case .policies: "Trace"
    case .evaluations: "Open"
    case .evaluation, .classification, .edge: "Trace"
    case .engines: "Use"
    case .difference, .trace, .comparison, .pager, .later: nil
    }
  }

  /// The rows under the list that tell more of what is selected.
  func rowsBelow(in size: Size) -> Int {
    switch self {
    case .edge: size.rows >= 20 ? max(7, size.rows / 3) : size.rows >= 11 ? 4 : 0
    case .hints: size.rows >= 20 ? 6 : size.rows >= 11 ? 4 : 0
    case .evaluation, .classification:
      size.rows >= 20 ? (size.rows - 4) / 2 : size.rows >= 11 ? 4 : 0
    case .importing: size.rows >= 20 ? (size.rows - 4) * 3 / 5 : size.rows >= 11 ? 4 : 0
    default: 0
    }
  }

  /// Where a screen of this kind is found, for commands that work only there.
  var whereabouts: String {
    switch self {
    case .versions: "on Versions, which F2 opens"
    case .difference: "where two versions are compared"
    case .hints: "on Hints, which Ctrl-T ! opens"
    case .coverage: "on Coverage, which Ctrl-T % opens"
    case .policies: "on Several policies, which Ctrl-T | opens"
    case .cases: "on Cases, which F3 opens"
    case .importing: "on Import, which i on Cases (F3) opens"
    case .runs: "on Runs, which F4 opens"
    case .trace: "on a trace, which Enter on Runs (F4) opens"
    case .comparison: "where two traces are compared"
    case .draws: "on the draws of a case"
    case .evaluations: "on Evaluate, which F6 opens"
    case .evaluation: "on an evaluation, which Enter on Evaluate (F6) opens"
    case .classification: "on a classification, which c on Cases (F3) starts"
    case .edge: "in the edge lab, which F7 opens"
    case .engines: "on Engines, which F8 opens"
    case .pager, .later: "on other screens"
    }
  }

  /// The command whose key opens the screen; nil where none does.
  var opening: Command? {
    switch self {
    case .versions: .versions
    case .cases: .cases
    case .runs: .runs
    case .engines: .engines
    case .evaluations: .evaluate
    case .edge: .edgeLab
    case .hints: .hints
    case .coverage: .coverage
    case .policies: .severalPolicies
    default: nil
    }
  }
}
