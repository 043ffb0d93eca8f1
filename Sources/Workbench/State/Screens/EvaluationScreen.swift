public import Evaluation

/// One evaluation, as far as it is: the cases that need eyes, and figures below.
public struct EvaluationScreen: Sendable {
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
  /// Cases of that column: wrong ones first, then those without a verdict, then those that flip.
  public private(set) var cases: [Int] = []
  public var list = ListState()

  init(_ id: EvaluationID) { self.id = id }

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

  /// - Complexity: O(results + cases): once a batch, not for each result.
  mutating func add(_ results: [TrialResult]) {
    guard picture != nil else {
      waiting += results
      return
    }
    for result in results { picture?.add(result) }
    sort()
  }

  mutating func showView(stepping step: Int) {
    let views = View.allCases
    let place = views.firstIndex(of: view) ?? 0
    view = views[(place + step + views.count) % views.count]
  }

  mutating func showNextReading() {
    guard let count = picture?.tallies.count, count > 0 else { return }
    reading = (reading + 1) % count
    list = ListState()
    sort()
  }

  private mutating func sort() {
    guard let picture, let tally else { return }
    let selected = cases.indices.contains(list.selected) ? cases[list.selected] : nil
    cases = picture.failuresFirst(of: tally)
    list.setCount(cases.count)
    if list.selected > 0, let place = cases.firstIndex(where: { $0 == selected }) {
      list.select(place)
    }
  }
}
