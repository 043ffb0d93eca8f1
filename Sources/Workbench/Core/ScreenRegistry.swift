/// The kinds of screens, in the order of help and palette.
enum ScreenRegistry {
  static let all: [any Screen.Type] = [
    HintsScreen.self, CoverageScreen.self, PoliciesScreen.self,
    CasesScreen.self, ImportScreen.self,
    VersionsScreen.self, DifferenceScreen.self,
    RunsScreen.self, TraceScreen.self, TraceComparisonScreen.self, DrawsScreen.self,
    EdgeLabScreen.self, EvaluationsScreen.self, EvaluationScreen.self, ClassificationScreen.self,
    EnginesScreen.self, Pager.self, LaterScreen.self,
  ]

  private static let byID = Dictionary(
    uniqueKeysWithValues: all.map { ($0.about.id, $0) })

  /// The commands that open a screen in place of all that are open.
  static let openings: Set<Command> = [
    .versions, .cases, .runs, .engines, .evaluate, .edgeLab, .pipeline,
  ]

  static func screen(_ id: ScreenID) -> (any Screen.Type)? { byID[id] }
}

extension ScreenID: CaseIterable {
  public static var allCases: [ScreenID] { ScreenRegistry.all.map { $0.about.id } }

  var description: ScreenDescription? { ScreenRegistry.screen(self)?.about }
}
