public import Cases
public import Policies

extension Effect {
  /// Policies, versions, labels, case sets and templates: plain files of the workspace.
  public enum Documents: Equatable, Sendable {
    case list
    case open(String)
    case create(name: String, text: String)
    /// Reads policies to be run beside one another.
    case loadPolicies([PolicyChoice], withWorkingText: Bool)
    /// Whether somebody else has changed the policy's files or the case set since the stamp.
    case look(policy: String, caseSet: String?, since: FileStamp?)

    case save(SaveOrder)
    case loadVersion(PolicyVersion, of: String, use: VersionUse)
    case label(String, version: Int, of: String)
    case unlabel(String, of: String)
    case protect(String, Bool, of: String)
    /// How many lines each version and the working text differ from the version that the label
    /// `production` sits on or, without one, from the version before.
    case countChanges(policy: String, working: String)
    case listTemplates

    case listCaseSets
    case loadCases(String, show: CaseChoice)
    case addCase(Case, toSet: String)
    case expect(Case.Expectation?, ofCase: String, inSet: String)
    case importing(Import)

    /// Writes to `policy.toml` what a label decides.
    case settle(String, Decision, of: String)
    case unsettle(SettledLabel)
  }

  /// A file that shall become a case set.
  public enum Import: Equatable, Sendable {
    /// Reads it as rows and columns. A path is one of the workspace, from `/`, or from `~`.
    case read(file: String, header: ImportTable.Header)
    /// Makes cases of it, to be looked at.
    case map(ImportTable, ImportMapping)
    /// Makes cases of it and writes them as a new set.
    case write(ImportTable, ImportMapping, toSet: String)
  }
}

/// A version to be saved.
public struct SaveOrder: Hashable, Sendable {
  public var policy: String
  public var text: String
  public var note: String
  public var parent: Int?
  /// What `policy.md` held when it was last read; saving over anything else asks first. nil saves
  /// over whatever is there.
  public var seen: String?

  public init(policy: String, text: String, note: String, parent: Int?, seen: String?) {
    self.policy = policy
    self.text = text
    self.note = note
    self.parent = parent
    self.seen = seen
  }
}

/// What was written to `policy.toml` of a label, and the file's text before and after.
public struct SettledLabel: Hashable, Sendable {
  public var policy: String
  public var label: String
  public var decision: Decision
  /// nil where there was no file.
  public var before: String?
  public var after: String

  public init(policy: String, label: String, decision: Decision, before: String?, after: String) {
    self.policy = policy
    self.label = label
    self.decision = decision
    self.before = before
    self.after = after
  }
}
