/// What walking the chain of seals has found.
public struct AuditResult: Hashable, Sendable {
  public struct Finding: Hashable, Sendable {
    /// The run concerned, where it is known.
    public var run: String?
    /// One sentence.
    public var reason: String

    public init(run: String?, reason: String) {
      self.run = run
      self.reason = reason
    }
  }

  /// Something to know that is no proof of a change: a sentence or two.
  public struct Note: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
      /// A label file differs from the last sealed label.
      case label
      /// No seal of these records was kept on this machine.
      case noKeptSeal = "no_kept_seal"
      /// The records are a copy of others whose seal was kept.
      case copy
    }

    public var kind: Kind
    public var message: String
  }

  /// Entries of the chain that hold: runs, judgements and erasures.
  public var records: Int
  /// Entries that hold of everything else: plans, results, labels, settings, certificates.
  public var events = 0
  public var firstBad: Finding?
  public var notes: [Note] = []
  public var isWhole: Bool { firstBad == nil }
  public var entries: Int { records + events }

  init(records: Int, events: Int = 0, firstBad: Finding?, notes: [Note] = []) {
    self.records = records
    self.events = events
    self.firstBad = firstBad
    self.notes = notes
  }
}

/// How far an audit is.
public struct AuditProgress: Hashable, Sendable {
  public enum Step: Hashable, Sendable {
    case chain, texts, index
  }

  public var step: Step
  /// Entries or texts that were checked, of so many; the index tells no number.
  public var done: Int
  public var total: Int
}

/// A label as the workspace has it now.
public struct CurrentLabel: Hashable, Sendable {
  public var policy: String
  public var label: String
  public var version: Int
  /// Of the version's text; nil where the file does not say.
  public var sha256: String?
  public var isProtected: Bool

  public init(policy: String, label: String, version: Int, sha256: String?, isProtected: Bool) {
    self.policy = policy
    self.label = label
    self.version = version
    self.sha256 = sha256
    self.isProtected = isProtected
  }
}
