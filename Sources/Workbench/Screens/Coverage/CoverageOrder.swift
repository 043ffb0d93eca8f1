import Cases
import Policies
import TextEditing

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

extension Environment {
  /// Asks for the coverage of the open policy; nil where none is open.
  func coverageOrder(_ source: CoverageSource) -> CoverageOrder? {
    guard let name = policy.name else { return nil }
    var sets = policy.document?.settings.cases ?? []
    if let set = content.caseSet?.name { sets.append(set) }
    return CoverageOrder(
      policy: name, text: policy.text, source: source,
      caseSets: sets.enumerated().filter { sets.firstIndex(of: $0.element) == $0.offset }
        .map(\.element), revision: policy.editor.revision)
  }
}
