import Digests
public import Policies

/// A policy as its folder holds it.
public struct StoredPolicy: Hashable, Sendable {
  public var name: String
  /// `policy.md`, byte for byte; where there is none, the newest version.
  public var text: String
  public var settings: PolicySettings
  /// Lowest number first; two of one number, after a git merge, in the order of the log.
  public var versions: [PolicyVersion]
  /// Labels that ask before they move.
  public var protectedLabels: [String]
  /// What is wrong with the folder, a sentence each: lines of the log that cannot be read, versions
  /// without a file, numbers that two versions share.
  public var problems: [String]
  /// Why `policy.toml` cannot be used; the settings are the usual ones then.
  public var settingsProblem: WorkspaceError?

  public init(
    name: String, text: String, settings: PolicySettings, versions: [PolicyVersion],
    protectedLabels: [String] = [], problems: [String] = []
  ) {
    self.name = name
    self.text = text
    self.settings = settings
    self.versions = versions
    self.protectedLabels = protectedLabels
    self.problems = problems
  }

  /// Of the text.
  public var sha256: String { sha256Hex(text) }

  /// The newest version that is the text byte for byte; nil when the text was edited elsewhere.
  public var current: PolicyVersion? {
    let hash = sha256
    return versions.last { $0.sha256 == hash }
  }

  /// The version with the highest number.
  public var newest: PolicyVersion? { versions.last }
}

/// What saving has done.
public enum SaveResult: Hashable, Sendable {
  case saved(PolicyVersion)
  /// The text is the newest version's already; no version was made.
  case unchanged(PolicyVersion)

  public var version: PolicyVersion {
    switch self {
    case .saved(let version), .unchanged(let version): version
    }
  }
}
