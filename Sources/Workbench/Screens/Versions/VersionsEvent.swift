public import Cases
public import Differences
public import Policies
import Runs

/// What is known of versions, labels and files.
public enum VersionsEvent: Sendable {
  case changes(VersionChanges, of: String)
  /// By number.
  case scores([Int: VersionScore], by: ScoredEngine, of: String)
  /// Texts only where something changed.
  case looked(FileStamp, document: PolicyDocument?, cases: CaseSet?, of: String)
  case templates([PolicyTemplate])
}

/// Whose figures are counted: a model's and the rule matcher's never share a column.
public struct ScoredEngine: Hashable, Sendable {
  /// nil is the rule matcher.
  public var model: String?

  public init(model: String?) { self.model = model }

  /// - Parameter engine: whose runs are counted.
  init(model engine: EngineIdentity) {
    model = engine.isModel ? engine.model ?? "" : nil
  }
}

/// What files were like: their sizes and times. Equal stamps mean the same texts.
public struct FileStamp: Hashable, Sendable {
  public var text: String

  public init(_ text: String) { self.text = text }
}

/// Tells versions apart; two branches of git may have used one number.
public struct VersionKey: Hashable, Sendable {
  public var number: Int
  public var sha256: String

  public init(_ version: PolicyVersion) {
    number = version.number
    sha256 = version.sha256
  }
}

/// How many lines came and went.
public struct LineChanges: Hashable, Sendable {
  public var added: Int
  public var removed: Int

  public init(added: Int, removed: Int) {
    self.added = added
    self.removed = removed
  }

  public init(_ difference: TextDifference) {
    added = difference.lines.count { $0.kind == .added }
    removed = difference.lines.count { $0.kind == .removed }
  }

  /// `+3 −1`.
  public var words: String { added + removed == 0 ? "same text" : "+\(added) −\(removed)" }
}

/// How the versions differ from one of them, or each from the one before.
public struct VersionChanges: Hashable, Sendable {
  /// The number of the version with the label `production`.
  public var production: Int?
  public var versions: [VersionKey: LineChanges]
  public var working: LineChanges?

  public init(production: Int?, versions: [VersionKey: LineChanges], working: LineChanges?) {
    self.production = production
    self.versions = versions
    self.working = working
  }
}

/// How the newest recorded run of each case under a version compares with what was expected.
public struct VersionScore: Hashable, Sendable {
  public var agree: Int
  /// Runs that ended, of cases for which something is expected.
  public var count: Int

  public init(agree: Int, count: Int) {
    self.agree = agree
    self.count = count
  }
}
