public import Evaluation
public import TerminalText

/// One evaluation, as far as it is: the cases that need eyes, and figures below.
public struct EvaluationScreen: ListScreen {
  public static let about = ScreenDescription(
    id: .evaluation, title: "Evaluation",
    whereabouts: "on an evaluation, which Enter on Evaluate (F6) opens", opening: nil)

  public static func rowsBelow(in size: Size) -> Int {
    size.rows >= 20 ? (size.rows - 4) / 2 : size.rows >= 11 ? 4 : 0
  }

  /// What is shown below the cases.
  public enum View: String, CaseIterable, Hashable, Sendable {
    case figures = "Figures"
    case categories = "Categories"
    case confusion = "Confusion"
    case recallPrecision = "Recall and precision"
    case latency = "Latency"
    case changes = "Changes"
  }

  public let id: EvaluationID
  /// nil while it is being read.
  public private(set) var picture: EvaluationPicture?
  /// Results that came while it was being read.
  private var waiting: [TrialResult] = []
  public private(set) var view = View.figures
  /// Which column of figures the cases are of.
  public private(set) var reading = 0
  private var ranked = RankedCases([])
  /// Cases of that column: wrong ones first, then those without a verdict, then those that flip.
  public var cases: [Int] { ranked.items }
  /// The columns against each other, as far as they were when this was last looked at: each takes a
  /// bootstrap.
  public private(set) var changes: [Comparison] = []
  public var list = ListState()

  /// An evaluation that is still to be read.
  init(_ id: EvaluationID) { self.id = id }

  init(_ results: EvaluationPicture) {
    id = results.plan.id
    show(results)
  }

  public mutating func opened(in environment: Environment) -> [Update] {
    picture == nil ? [.effect(.evaluations(.open(id)))] : []
  }

  public mutating func receive(
    _ message: Message, in environment: Environment
  ) -> [Update] {
    guard case .workspace(.evaluation(let event)) = message else { return [] }
    switch event {
    case .opened(let results), .began(let results): if results.plan.id == id { show(results) }
    case .progress(id, let results, _): if !results.isEmpty { add(results) }
    case .progress, .listed, .ended, .pair: break
    }
    return []
  }

  public var tally: Tally? {
    picture.flatMap { $0.tallies.indices.contains(reading) ? $0.tallies[reading] : nil }
  }

  mutating func show(_ picture: EvaluationPicture) {
    var picture = picture
    for result in waiting { picture.add(result) }
    waiting = []
    self.picture = picture
    sort()
  }

  /// - Complexity: O(log cases) for each result, and what moves in the list of those that need eyes.
  mutating func add(_ results: [TrialResult]) {
    guard picture != nil else {
      waiting += results
      return
    }
    let selected = selectedCase
    for result in results {
      picture?.add(result)
      let item = result.trial.item
      if result.trial.arm == tally?.reading.arm { ranked.place(item, at: tally?.urgency(of: item)) }
    }
    keep(selected)
  }

  mutating func showView(stepping step: Int) {
    let views = View.allCases
    let place = views.firstIndex(of: view) ?? 0
    view = views[(place + step + views.count) % views.count]
    compare()
  }

  /// Fewer resamples where there are many cases, so that the screen answers at once.
  private mutating func compare() {
    guard view == .changes, let picture else { return }
    changes = picture.comparisons(
      resamples: max(100, min(2000, 400_000 / max(1, picture.plan.cases.count))))
  }

  mutating func showNextReading() {
    guard let count = picture?.tallies.count, count > 0 else { return }
    reading = (reading + 1) % count
    list = ListState()
    sort()
  }

  private mutating func sort() {
    guard let picture, let tally else { return }
    let selected = selectedCase
    ranked = RankedCases(picture.plan.cases.indices.map { tally.urgency(of: $0) })
    compare()
    keep(selected)
  }

  private var selectedCase: Int? {
    cases.indices.contains(list.selected) ? cases[list.selected] : nil
  }

  /// The selection stays on its case.
  private mutating func keep(_ selected: Int?) {
    list.setCount(cases.count)
    if list.selected > 0, let place = cases.firstIndex(where: { $0 == selected }) {
      list.select(place)
    }
  }
}

extension ScreenID {
  static let evaluation = ScreenID("evaluation")
}
