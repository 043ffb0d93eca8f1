public import Policies

/// One row of a list of runs.
public struct RunSummary: Hashable, Sendable {
  public var id: Run.ID
  /// Milliseconds since 1970, UTC.
  public var startedAt: Int64
  public var policyName: String
  public var policyVersion: Int?
  /// nil while the run goes on.
  public var state: RunState?
  public var decision: Decision?
  public var labels: [String]
  public var engine: String
  public var model: String?
  /// The beginning of the content, at most 200 characters.
  public var preview: String
  @BoundedCount public var totalMilliseconds: Int?
  @BoundedCount public var completionTokens: Int?
  /// `set/id` of the case that the content came from.
  public var caseReference: String?
  /// The content, and everything that quotes it, was erased; the row stays as a tombstone.
  public var isErased: Bool
  /// The newest verdict of a person; nil where none has given one.
  public var humanDecision: Decision?

  public init(
    id: Run.ID, startedAt: Int64, policyName: String, policyVersion: Int?, state: RunState?,
    decision: Decision?, labels: [String], engine: String, model: String?, preview: String,
    totalMilliseconds: Int?, completionTokens: Int?, caseReference: String? = nil,
    isErased: Bool = false, humanDecision: Decision? = nil
  ) {
    self.id = id
    self.startedAt = startedAt
    self.policyName = policyName
    self.policyVersion = policyVersion
    self.state = state
    self.decision = decision
    self.labels = labels
    self.engine = engine
    self.model = model
    self.preview = preview
    self.totalMilliseconds = totalMilliseconds
    self.completionTokens = completionTokens
    self.caseReference = caseReference
    self.isErased = isErased
    self.humanDecision = humanDecision
  }
}

/// Which runs to list. Everything that is nil does not restrict.
public struct RunFilter: Hashable, Sendable {
  public var policyName: String?
  public var policyVersion: Int?
  public var state: RunState?
  public var decision: Decision?
  /// Text that content, reasoning or answer contains.
  public var search: String?
  /// Text that the engine's or the model's name contains, in any case.
  public var engine: String?
  /// Milliseconds since 1970, UTC: runs that were started then or later.
  public var from: Int64?
  /// Milliseconds since 1970, UTC: runs that were started before.
  public var until: Int64?
  /// Whether a person has given a verdict; a note alone is none.
  public var judged: Bool?

  public init(
    policyName: String? = nil, policyVersion: Int? = nil, state: RunState? = nil,
    decision: Decision? = nil, search: String? = nil, engine: String? = nil, from: Int64? = nil,
    until: Int64? = nil, judged: Bool? = nil
  ) {
    self.policyName = policyName
    self.policyVersion = policyVersion
    self.state = state
    self.decision = decision
    self.search = search
    self.engine = engine
    self.from = from
    self.until = until
    self.judged = judged
  }
}
