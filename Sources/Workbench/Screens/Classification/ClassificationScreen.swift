public import Cases
public import Evaluation
public import TerminalText

/// Cases without a label as a policy reads them, the uncertain ones first, to be labeled.
///
/// What was read is kept with the evaluation. Labels are written to the case set at once.
public struct ClassificationScreen: ListScreen {
  public static let about = ScreenDescription(
    id: .classification, title: "Classification",
    whereabouts: "on a classification, which c on Cases (F3) starts", opening: nil)

  public static func rowsBelow(in size: Size) -> Int {
    size.rows >= 20 ? (size.rows - 4) / 2 : size.rows >= 11 ? 4 : 0
  }

  /// A label that was given here, and what stood there before.
  struct Change: Hashable, Sendable {
    var item: Int
    var before: Case.Expectation?
  }

  public let id: EvaluationID
  /// nil while it is being read.
  public private(set) var picture: EvaluationPicture?
  /// Results that came while it was being read.
  private var waiting: [TrialResult] = []
  private var ranked = RankedCases([])
  public private(set) var uncertain = 0
  public var list = ListState()
  /// What the case set says, by id.
  private var written: [String: Case.Expectation] = [:]
  /// Labels that are on their way to the case set.
  private var pending: [String: Case.Expectation?] = [:]
  /// Cases that the set no longer has, or has with other content: what was read is not about them.
  private var changed: Set<String> = []
  private var changes: [Change] = []

  /// A classification that is still to be read.
  init(_ id: EvaluationID) { self.id = id }

  init(_ results: EvaluationPicture) {
    id = results.plan.id
    show(results)
  }

  public mutating func opened(in environment: Environment) -> [Update] {
    picture.map { showed($0, in: environment) } ?? [.effect(.evaluations(.open(id)))]
  }

  public mutating func receive(
    _ message: Message, in environment: Environment
  ) -> [Update] {
    guard case .workspace(let event) = message else { return [] }
    switch event {
    case .evaluation(.opened(let results)), .evaluation(.began(let results)):
      guard results.plan.id == id else { return [] }
      show(results)
      return showed(results, in: environment)
    case .evaluation(.progress(let other, let results, _)):
      guard other == id, !results.isEmpty else { return [] }
      add(results)
      return caseResults(of: results.map(\.trial.item))
    case .cases, .caseAdded, .versions(.looked(_, document: _, cases: .some, of: _)):
      take(environment.content.caseSet)
    case .caseNotLabeled(let caseID, let set, _) where set == picture?.plan.set:
      takeBack(caseID)
    default: break
    }
    return []
  }

  /// The case set is opened with it, to label its cases.
  private mutating func showed(
    _ results: EvaluationPicture, in environment: Environment
  ) -> [Update] {
    take(environment.content.caseSet)
    let updates = caseResults(of: Array(results.plan.cases.indices))
    let set = results.plan.set
    guard environment.content.caseSet?.name != set else { return updates }
    return updates + [.effect(.documents(.loadCases(set, show: .none)))]
  }

  /// Cases shows what came of each.
  private func caseResults(of items: [Int]) -> [Update] {
    guard let plan = picture?.plan, let tally else { return [] }
    var results: [String: CaseResult] = [:]
    for item in items where plan.cases.indices.contains(item) {
      guard let result = tally.exemplar(of: item) else { continue }
      results["\(plan.set)/\(plan.cases[item].id)"] = CaseResult(
        state: result.state, decision: tally.aggregates[item]?.decision)
    }
    return results.isEmpty ? [] : [.bench(.showCaseResults(results))]
  }

  /// Indices of the plan's cases that have a result, the uncertain ones first.
  public var cases: [Int] { ranked.items }
  public var tally: Tally? { picture?.tallies.first }
  public var selected: Int? { cases.indices.contains(list.selected) ? cases[list.selected] : nil }
  var canUndo: Bool { !changes.isEmpty }

  public func uncertainty(of item: Int) -> Uncertainty? {
    ranked.rank(of: item).flatMap(Uncertainty.init)
  }

  // MARK: Results

  mutating func show(_ picture: EvaluationPicture) {
    var picture = picture
    for result in waiting { picture.add(result) }
    waiting = []
    self.picture = picture
    let ranks = picture.plan.cases.indices.map { picture.tallies[0].uncertainty(of: $0) }
    uncertain = ranks.count { $0?.isUncertain ?? false }
    let selected = selected
    ranked = RankedCases(ranks.map { $0?.rawValue })
    keep(selected)
  }

  /// - Complexity: O(log cases) for each result, and what moves in the list.
  mutating func add(_ results: [TrialResult]) {
    guard picture != nil else {
      waiting += results
      return
    }
    let selected = selected
    for result in results where picture?.plan.has(result.trial) ?? false {
      picture?.add(result)
      let item = result.trial.item
      let new = tally?.uncertainty(of: item)
      let wasUncertain = uncertainty(of: item)?.isUncertain ?? false
      uncertain += (new?.isUncertain ?? false ? 1 : 0) - (wasUncertain ? 1 : 0)
      ranked.place(item, at: new?.rawValue)
    }
    keep(selected)
  }

  /// The selection stays on its case, except at the top, where new ones come in.
  private mutating func keep(_ selected: Int?) {
    list.setCount(cases.count)
    if list.selected > 0 || !changes.isEmpty,
      let place = cases.firstIndex(where: { $0 == selected })
    {
      list.select(place)
    }
  }

  // MARK: Labels

  /// What the case is expected to come to; nil while it has no label.
  public func expectation(of item: Int) -> Case.Expectation? {
    guard let id = picture?.plan.cases[item].id else { return nil }
    if let pending = pending[id] { return pending }
    return written[id]
  }

  /// Whether the case set has another content for the case by now, or no such case.
  public func isChanged(_ item: Int) -> Bool {
    picture.map { changed.contains($0.plan.cases[item].id) } ?? false
  }

  /// How many cases have a label by now.
  public private(set) var labeled = 0

  private mutating func count() {
    labeled = picture?.plan.cases.indices.count { expectation(of: $0) != nil } ?? 0
  }

  /// Takes what the case set says now.
  ///
  /// - Complexity: O(cases of the set).
  private mutating func take(_ set: CaseSet?) {
    guard let picture, let set, set.name == picture.plan.set else { return }
    written = [:]
    var contents: [String: String] = [:]
    for item in set.cases {
      written[item.id] = item.expected
      contents[item.id] = item.renderedContent
    }
    pending = pending.filter { written[$0.key] != $0.value }
    changed = Set(picture.plan.cases.filter { contents[$0.id] != $0.content }.map(\.id))
    count()
  }

  /// Labels a case, to be undone later.
  mutating func label(_ item: Int, _ expected: Case.Expectation?) {
    guard let id = picture?.plan.cases[item].id else { return }
    changes.append(Change(item: item, before: expectation(of: item)))
    pending[id] = .some(expected)
    count()
  }

  /// Takes the last label back and selects its case.
  mutating func undo() -> Change? {
    guard let change = changes.popLast(), let id = picture?.plan.cases[change.item].id else {
      return nil
    }
    pending[id] = .some(change.before)
    count()
    if let place = cases.firstIndex(of: change.item) { list.select(place) }
    return change
  }

  /// The case set did not take a label.
  private mutating func takeBack(_ id: String) {
    pending[id] = nil
    count()
    if let last = changes.lastIndex(where: { picture?.plan.cases[$0.item].id == id }) {
      changes.remove(at: last)
    }
  }

  /// Selects the next case below that has no label, else the next case.
  ///
  /// - Returns: whether there is a case without a label below.
  mutating func selectNext() -> Bool {
    let below = cases.indices.dropFirst(list.selected + 1)
    if let next = below.first(where: { expectation(of: cases[$0]) == nil }) {
      list.select(next)
      return true
    }
    list.move(by: 1)
    return false
  }
}

extension ScreenID {
  static let classification = ScreenID("classification")
}
