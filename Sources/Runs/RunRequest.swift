public import Harmony
public import Policies

/// One run to be made: what an engine needs, and what its record will say of the policy.
public struct RunRequest: Hashable, Sendable {
  /// Where the policy's text came from.
  public struct PolicyReference: Hashable, Codable, Sendable {
    /// The name in `policies/`, or the path of a file.
    public var name: String
    /// The saved version that this text is, byte for byte; nil for text that is not saved.
    public var version: Int?
    /// The version that the text grew from.
    public var basedOn: Int?

    public init(name: String, version: Int? = nil, basedOn: Int? = nil) {
      self.name = name
      self.version = version
      self.basedOn = basedOn
    }
  }

  public var id: Run.ID
  /// Milliseconds since 1970, UTC.
  public var startedAt: Int64
  public var policy: PolicyReference
  public var conversation: Conversation
  public var format: AnswerFormat
  public var parameters: RunParameters
  /// The case that the content came from, as `set/id`.
  public var caseReference: String?
  /// Restarted by itself after typing; cancelled ones are not listed.
  public var isLive: Bool

  public init(
    id: Run.ID, startedAt: Int64, policy: PolicyReference, conversation: Conversation,
    format: AnswerFormat, parameters: RunParameters, caseReference: String? = nil,
    isLive: Bool = false
  ) {
    self.id = id
    self.startedAt = startedAt
    self.policy = policy
    self.conversation = conversation
    self.format = format
    self.parameters = parameters
    self.caseReference = caseReference
    self.isLive = isLive
  }
}

extension RunRequest {
  /// A question to an engine whose answer nobody judges and nobody keeps.
  public static func probe(_ conversation: Conversation, _ parameters: RunParameters) -> RunRequest
  {
    RunRequest(
      id: Run.ID(milliseconds: 0, high: 0, low: 0), startedAt: 0, policy: .init(name: "probe"),
      conversation: conversation, format: .undetermined, parameters: parameters)
  }
}
