public import Evaluation

/// The recorded evaluations, newest first.
public struct EvaluationsScreen: ListScreen {
  public static let about = ScreenDescription(
    id: .evaluations, title: "Evaluate", whereabouts: "on Evaluate, which F6 opens",
    opening: .evaluate)

  public private(set) var rows: [EvaluationSummary] = []
  public private(set) var isLoading = true
  /// The one to compare another with.
  public internal(set) var marked: EvaluationID?
  public var list = ListState()

  public var selected: EvaluationSummary? {
    rows.indices.contains(list.selected) ? rows[list.selected] : nil
  }

  public mutating func opened(in environment: Environment) -> [Update] {
    [.effect(.evaluations(.list))]
  }

  public mutating func receive(
    _ message: Message, in environment: Environment
  ) -> [Update] {
    guard case .workspace(.evaluation(let event)) = message else { return [] }
    switch event {
    case .listed(let rows): show(rows)
    case .began(let results) where environment.front == Self.about.id:
      let plan = results.plan
      return [
        .push(
          plan.kind == .classification
            ? ClassificationScreen(results) : EvaluationScreen(results))
      ]
    case .progress(let id, _, let progress):
      if let row = rows.firstIndex(where: { $0.id == id }) { rows[row].done = progress.done }
    case .pair(let before, let after): return compare(before, after)
    case .began, .opened, .ended: break
    }
    return []
  }

  /// The selection stays on its evaluation.
  private mutating func show(_ rows: [EvaluationSummary]) {
    let id = selected?.id
    self.rows = rows
    isLoading = false
    list.setCount(rows.count)
    if let place = rows.firstIndex(where: { $0.id == id }), list.selected > 0 {
      list.select(place)
    }
  }

  private func compare(_ before: EvaluationPicture, _ after: EvaluationPicture) -> [Update] {
    guard let first = before.tallies.first, let second = after.tallies.first else { return [] }
    let comparison = Comparison(first, of: before.plan, second, of: after.plan)
    guard !comparison.items.isEmpty else {
      return [.say("The two have no judged case in common.")]
    }
    return [.push(Pager(comparison))]
  }
}

extension ScreenID {
  static let evaluations = ScreenID("evaluations")
}
