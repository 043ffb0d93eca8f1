public import Policies

/// Which recorded runs are counted.
public enum CoverageSource: Hashable, Sendable {
  /// All of the policy, whatever its text was.
  case all
  /// Of one version.
  case version(Int)
  /// On the cases of a set.
  case caseSet(String)

  public var words: String {
    switch self {
    case .all: "all runs"
    case .version(let number): "runs of v\(number)"
    case .caseSet(let name): "runs on \(name)"
    }
  }
}

/// What is to be counted: recorded runs of a policy over its text as it stands.
public struct CoverageOrder: Hashable, Sendable {
  public var policy: String
  public var text: String
  public var source: CoverageSource
  /// The sets whose cases the examples are compared with.
  public var caseSets: [String]
  /// The editor's revision that the text is of.
  public var revision: Int

  public init(
    policy: String, text: String, source: CoverageSource, caseSets: [String], revision: Int
  ) {
    self.policy = policy
    self.text = text
    self.source = source
    self.caseSets = caseSets
    self.revision = revision
  }
}

/// How often each rule and example was considered, cited and decisive.
public struct CoverageScreen: LegacyScreen, ListScreen {
  public static let about = ScreenDescription(
    id: .coverage, title: "Coverage", whereabouts: "on Coverage, which Ctrl-T % opens",
    opening: .coverage)
  public static var legacyEnterTitle: String? { "Go to line" }

  /// One line of the list.
  public enum Line: Hashable, Sendable {
    case row(PolicyCoverage.Row)
    case pair(PolicyCoverage.Pair)
    /// `set/id` of a case whose runs name no rule.
    case idle(String)
  }

  /// What is counted, or being counted.
  public internal(set) var order: CoverageOrder
  /// nil while it is being counted for the first time.
  public internal(set) var coverage: PolicyCoverage?
  public internal(set) var lines: [Line] = []
  public internal(set) var isLoading = true
  public var list = ListState()

  init(_ order: CoverageOrder) {
    self.order = order
  }

  mutating func take(_ coverage: PolicyCoverage) {
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
