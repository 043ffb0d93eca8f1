public import Cases
public import Policies
public import Runs
public import TerminalInput
public import TerminalText
import TextEditing

/// Everything that can happen to the workbench. Nothing else changes its state.
public enum Message: Sendable {
  case input(InputEvent)
  case resized(Size)
  /// The time that ``State/deadline`` asked for has come.
  case tick
  case run(Run.ID, RunEvent)
  case workspace(WorkspaceEvent)
  case engines(EnginesEvent)
  /// The terminal or the system asks us to go: keep everything, then quit.
  case terminate
  /// Somebody outside asks us to stop for a while, as Ctrl-Z does elsewhere.
  case suspend
  /// What became of an ``Effect/read(_:declared:revision:)``.
  case reading(PolicyReading, tokens: Int, revision: Int, hints: [LintHint] = [])
  /// Back from a suspension or an external editor.
  case resumed
}

/// What came of an effect on files or records.
public enum WorkspaceEvent: Sendable {
  case policies([PolicyListing])
  case opened(PolicyDocument, draft: DraftSnapshot?)
  case saved(PolicyDocument, version: PolicyVersion, isNew: Bool)
  case labelled(PolicyDocument)
  /// What a label decides was written to `policy.toml`, or taken back; the settings as they are now.
  case settled(PolicySettings, SettledLabel)
  case unsettled(PolicySettings, SettledLabel)
  /// Nothing was saved, since `policy.md` is not what it was.
  case conflict(SaveOrder)
  case versionText(String, of: PolicyVersion, use: VersionUse)
  case caseSets([CaseSetListing])
  case cases(CaseSet, show: CaseChoice)
  case caseAdded(CaseSet, id: String)
  /// What is expected of a case could not be written; the set is as it was.
  case caseNotLabeled(String, inSet: String, problem: String)
  case importing(ImportEvent)
  case runs([RunSummary], filter: RunFilter)
  case moreRuns([RunSummary], filter: RunFilter, before: Run.ID)
  case record(RunRecord)
  /// What was typed while no policy was open, from the last session.
  case untitled(DraftSnapshot)
  /// Verdicts of recorded runs of a case set under one version: case id → decision.
  case baseline(version: Int, decisions: [String: Decision?])
  case versions(VersionsEvent)
  case authoring(AuthoringEvent)
  case records(RecordsEvent)
  case evaluation(EvaluationEvent)
  case drafts(DraftsEvent)
  case edited(String, Pane)
  case draftKept
  /// A run's record is complete.
  case sealed
  case copied(toTerminal: Bool)
  /// Something could not be done: what, where, what next.
  case failed(String)
  case notice(String)
}

public enum EnginesEvent: Hashable, Sendable {
  case found([EngineListing])
  /// One more finding of the doctor on the engine with that key; the doctor goes on.
  case finding(EngineFinding, of: String)
  /// The doctor is done; the sentence says why where it could not go on.
  case examined(key: String, problem: String?)
  /// The workspace's engines are used from now on; which of them, or of others, is the default.
  case offerAccepted(default: String?)
  case managed(ManagedEngineStatus)
  /// The last lines of the managed engine's log.
  case log([String])
  case pulled(PullProgress)
  /// How many tokens the texts have by the tokenizer of the engine with that key; nil where it has
  /// none. The revision is the policy editor's that asked.
  case counted([Int]?, by: String, revision: Int)
}

/// One row of the policy picker.
public struct PolicyListing: Hashable, Sendable {
  public var name: String
  public var title: String?
  public var versions: Int
  public var hasDraft: Bool

  public init(name: String, title: String?, versions: Int, hasDraft: Bool) {
    self.name = name
    self.title = title
    self.versions = versions
    self.hasDraft = hasDraft
  }
}

/// One row of the case set picker.
public struct CaseSetListing: Hashable, Sendable {
  public var name: String
  public var count: Int

  public init(name: String, count: Int) {
    self.name = name
    self.count = count
  }
}

/// An engine that was found or configured.
public struct EngineListing: Hashable, Sendable {
  public enum Status: Hashable, Sendable {
    case ready, loading, needsKey, unreachable
    /// Never runs out: it is built in.
    case builtIn
  }

  public var identity: EngineIdentity
  public var status: Status
  /// Whether it serves a gpt-oss-safeguard model, as far as its name tells.
  public var isSafeguard: Bool
  public var isLocal: Bool
  /// Configured as the default, or named on the command line.
  public var isPreferred: Bool

  public init(
    identity: EngineIdentity, status: Status, isSafeguard: Bool = false, isLocal: Bool = true,
    isPreferred: Bool = false
  ) {
    self.identity = identity
    self.status = status
    self.isSafeguard = isSafeguard
    self.isLocal = isLocal
    self.isPreferred = isPreferred
  }

  /// Tells listings apart.
  public var key: String { identity.key }

  public static let ruleMatcher = EngineListing(identity: .ruleMatcher, status: .builtIn)
}

/// What the text of an old version was asked for.
public enum VersionUse: Hashable, Sendable {
  case restore
  /// Compare with the working text, or with another version's text.
  case compare(with: ComparisonSide)
  case copy

  public enum ComparisonSide: Hashable, Sendable {
    case workingText
    case version(Int, text: String)
    /// The text of this version is still to be loaded.
    case pending(PolicyVersion)
  }
}

/// Which case of a set that was loaded is to be shown.
public enum CaseChoice: Hashable, Sendable {
  case none
  case first
  case id(String)
  /// List them on the Cases screen.
  case list
}
