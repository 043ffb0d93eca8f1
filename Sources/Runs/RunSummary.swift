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
  public var totalMilliseconds: Int?
  public var completionTokens: Int?
  /// `set/id` of the case that the content came from.
  public var caseReference: String?

  public init(
    id: Run.ID, startedAt: Int64, policyName: String, policyVersion: Int?, state: RunState?,
    decision: Decision?, labels: [String], engine: String, model: String?, preview: String,
    totalMilliseconds: Int?, completionTokens: Int?, caseReference: String? = nil
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
  }
}

/// Which runs to list. Everything that is nil does not restrict.
public struct RunFilter: Hashable, Sendable {
  public var policyName: String?
  public var state: RunState?
  public var decision: Decision?
  /// Text that content, reasoning or answer contains.
  public var search: String?

  public init(
    policyName: String? = nil, state: RunState? = nil, decision: Decision? = nil,
    search: String? = nil
  ) {
    self.policyName = policyName
    self.state = state
    self.decision = decision
    self.search = search
  }
}
