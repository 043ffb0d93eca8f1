public import Evaluation

/// The evaluation that goes on here.
public struct LiveEvaluation: Sendable {
  public var id: EvaluationID
  public var progress: BatchProgress
}

/// The recorded evaluations, newest first.
public struct EvaluationsScreen: LegacyScreen, ListScreen {
  public static let about = ScreenDescription(
    id: .evaluations, title: "Evaluate", whereabouts: "on Evaluate, which F6 opens",
    opening: .evaluate)
  public static var legacyEnterTitle: String? { "Open" }

  public internal(set) var rows: [EvaluationSummary] = []
  public internal(set) var isLoading = true
  /// The one to compare another with.
  public internal(set) var marked: EvaluationID?
  public var list = ListState()

  public var selected: EvaluationSummary? {
    rows.indices.contains(list.selected) ? rows[list.selected] : nil
  }

  /// The selection stays on its evaluation.
  mutating func show(_ rows: [EvaluationSummary]) {
    let id = selected?.id
    self.rows = rows
    isLoading = false
    list.setCount(rows.count)
    if let place = rows.firstIndex(where: { $0.id == id }), list.selected > 0 {
      list.select(place)
    }
  }
}

extension ScreenID {
  static let evaluations = ScreenID("evaluations")
}
