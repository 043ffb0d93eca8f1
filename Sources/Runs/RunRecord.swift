public import Harmony
public import Policies

/// Everything that is kept of one run: what was asked, what came back and when, and what was read
/// from it. A record says nothing by a version number alone: it holds the texts themselves.
public struct RunRecord: Hashable, Codable, Sendable {
  /// One piece of text that arrived.
  public struct Delta: Hashable, Codable, Sendable {
    /// Milliseconds since the request was made.
    public var at: Int
    public var channel: Channel
    /// UTF-8 offset in that channel's text where the piece begins.
    public var offset: Int

    public init(at: Int, channel: Channel, offset: Int) {
      self.at = at
      self.channel = channel
      self.offset = offset
    }
  }

  /// Milliseconds since the request was made.
  public struct Timing: Hashable, Codable, Sendable {
    @BoundedCount public var firstReasoning: Int?
    @BoundedCount public var firstAnswer: Int?
    @BoundedCount public var total: Int?

    public init(firstReasoning: Int? = nil, firstAnswer: Int? = nil, total: Int? = nil) {
      self.firstReasoning = firstReasoning
      self.firstAnswer = firstAnswer
      self.total = total
    }
  }

  public var id: Run.ID
  /// Milliseconds since 1970, UTC.
  public var startedAt: Int64
  public var policy: RunRequest.PolicyReference
  public var policyText: String
  public var content: String
  public var format: AnswerFormat
  /// nil for the rule matcher, which has none.
  public var parameters: RunParameters?
  public var engine: EngineIdentity?
  public var caseReference: String?
  public var isLive: Bool

  /// nil while the run goes on.
  public var state: RunState?
  /// nil unless the state is ok.
  public var verdict: Verdict?
  /// What the answer states where the policy does not say what that decides; else empty.
  public var undecided: [StatedLabel] = []
  public var reasoning = ""
  public var commentary = ""
  public var answer = ""
  public var citations: [Citation] = []
  public var usage: Usage?
  public var timing = Timing()
  public var altered: [Alteration] = []
  public var warnings: [RunWarning] = []
  public var failure: RunFailure?
  public var deltas: [Delta] = []
  public var requestBody: String?
  public var prompt: PromptRecord?
  /// Bytes of a malformed stream.
  public var raw: [UInt8] = []

  public init(_ request: RunRequest) {
    id = request.id
    startedAt = request.startedAt
    policy = request.policy
    policyText = request.conversation.policy
    content = request.conversation.content
    format = request.format
    parameters = request.parameters
    caseReference = request.caseReference
    isLive = request.isLive
  }

  /// The labels that the answer states, whether or not the policy says what they decide; empty where
  /// none is certain.
  public var labels: [StatedLabel] { verdict?.stated ?? undecided }

  /// The labels as the answer spells them, with their axes.
  public var spelledLabels: [String] { labels.map { $0.spelled(in: format) } }

  public func text(of channel: Channel) -> String {
    switch channel {
    case .analysis: reasoning
    case .commentary: commentary
    case .final: answer
    }
  }
}
