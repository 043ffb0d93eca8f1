public import Policies

/// How often each rule and example was considered, cited and decisive in recorded runs.
public struct CoverageScreen: ListScreen {
  public static let about = ScreenDescription(
    id: .coverage, title: "Coverage", whereabouts: "on Coverage, which Ctrl-T % opens",
    opening: .coverage)

  /// One line of the list.
  public enum Line: Hashable, Sendable {
    case row(PolicyCoverage.Row)
    case pair(PolicyCoverage.Pair)
    /// `set/id` of a case whose runs name no rule.
    case idle(String)
  }

  /// What is counted, or being counted.
  public internal(set) var order: CoverageOrder
  /// What was counted last; nil before anything was.
  public private(set) var coverage: PolicyCoverage?
  public private(set) var lines: [Line] = []
  /// Whether the counts of the order are still to come.
  public internal(set) var isLoading = true
  public var list = ListState()

  /// - Returns: nil where no policy is open.
  init?(in environment: Environment) {
    guard let order = environment.coverageOrder(.all) else { return nil }
    self.order = order
  }

  public mutating func opened(in environment: Environment) -> [Update] {
    [.effect(.records(.coverage(order)))]
  }

  public mutating func receive(
    _ message: Message, in environment: Environment
  ) -> [Update] {
    if case .workspace(.authoring(.coverage(let coverage, let order))) = message,
      order == self.order
    {
      take(coverage)
    }
    return []
  }

  private mutating func take(_ coverage: PolicyCoverage) {
    self.coverage = coverage
    isLoading = false
    lines =
      coverage.rows.map(Line.row) + coverage.pairs.map(Line.pair)
      + coverage.idleCases.map(Line.idle)
    list.setCount(lines.count)
  }
}

extension ScreenID {
  static let coverage = ScreenID("coverage")
}
