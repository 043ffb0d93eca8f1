public import Harmony

/// One thing that happened in a run.
public struct RunEvent: Hashable, Sendable {
  public enum Wait: Hashable, Sendable {
    /// The request is sent and no byte has come back: the engine is busy with others, or thinking
    /// of the prompt. How many of its slots are busy, where it tells.
    case queue(SlotUse? = nil)
    /// The engine loads its model; per cent, where it tells.
    case load(percent: Int? = nil)
    /// It takes no request now; the next attempt follows after the pause.
    case retry(afterMilliseconds: Int)
    /// The engine reads the prompt; tokens read and in all, where it tells.
    case prompt(read: Int, of: Int)
  }

  /// How many runs the engine answers now, of how many at a time.
  public struct SlotUse: Hashable, Sendable {
    public var busy: Int
    public var total: Int

    public init(busy: Int, total: Int) {
      self.busy = busy
      self.total = total
    }
  }

  public enum Finish: String, Codable, Hashable, Sendable {
    case stop
    /// The token limit, or the end of the context.
    case length
    /// The model called a tool that nobody declared.
    case toolCall = "tool_calls"
    /// The engine's own filter.
    case filtered = "content_filter"
    /// The rule matcher found no evidence.
    case abstained
  }

  public enum Kind: Hashable, Sendable {
    /// First event: what will answer.
    case accepted(EngineIdentity)
    /// What was sent: the exact request body, and the prompt as far as it is known.
    case sent(body: String, prompt: PromptRecord?)
    case waiting(Wait)
    case text(Channel, String)
    case usage(Usage)
    case altered(Alteration)
    case warning(RunWarning)
    /// Bytes of a stream that could not be understood, as they came.
    case raw([UInt8])
    case finished(Finish)
    case failed(RunFailure)
    /// The person or a newer run ended it.
    case cancelled
  }

  /// Since the request was made, in milliseconds.
  public var at: Int
  public var kind: Kind

  public init(at milliseconds: Int, _ kind: Kind) {
    self.at = milliseconds
    self.kind = kind
  }
}

/// The prompt that the model saw, as far as anybody but the engine can know it.
public struct PromptRecord: Hashable, Codable, Sendable {
  public enum Kind: String, Codable, Sendable {
    /// Our own rendering was sent as tokens.
    case exact
    /// The engine told what it rendered.
    case engineRendered = "engine-rendered"
    /// What the engine's published template makes of the request.
    case predicted
  }

  public var kind: Kind
  public var segments: [PromptSegment]

  public init(kind: Kind, segments: [PromptSegment]) {
    self.kind = kind
    self.segments = segments
  }
}

public struct Usage: Hashable, Codable, Sendable {
  @BoundedCount public var promptTokens: Int?
  @BoundedCount public var completionTokens: Int?
  /// Prompt tokens that the engine's cache served.
  @BoundedCount public var cachedTokens: Int?

  public init(promptTokens: Int? = nil, completionTokens: Int? = nil, cachedTokens: Int? = nil) {
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
    self.cachedTokens = cachedTokens
  }
}

/// A spelling that was changed in policy or content before sending, so that it could not become a
/// control token.
public struct Alteration: Hashable, Codable, Sendable {
  public enum Part: String, Codable, Sendable {
    case policy, content
  }

  public var part: Part
  /// UTF-8 offset in the original text.
  public var offset: Int
  public var original: String
  public var sent: String

  public init(part: Part, offset: Int, original: String, sent: String) {
    self.part = part
    self.offset = offset
    self.original = original
    self.sent = sent
  }
}

/// Something a person should know of a run that did not stop it.
public struct RunWarning: Hashable, Codable, Sendable {
  /// A word with underscores, such as `markup_recovered`, that scripts may rely on.
  public var kind: String
  public var message: String

  public init(_ kind: String, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

/// Why a run could not be brought to an end. One sentence, and what to do next.
public struct RunFailure: Hashable, Codable, Sendable, Error {
  public enum Kind: String, Codable, Sendable {
    /// Nothing listens there.
    case unreachable
    /// The peer is no engine of a kind we know, or broke its protocol.
    case `protocol`
    case unauthorized
    case notFound = "not_found"
    /// 429, or the engine's queue is full.
    case busy
    case loading
    /// The prompt is longer than the context.
    case context
    /// Nothing arrived for longer than the limit.
    case silence
    /// The stream ended before a finish reason was seen.
    case interrupted
    /// It sent more than a run may hold; ``RunLimits`` says how much that is.
    case oversized
    /// The engine said that it failed.
    case engine
    /// The request is not one that the engine takes.
    case request
    case tls
    /// A file or the workspace.
    case workspace
  }

  public var kind: Kind
  /// What happened, and where.
  public var message: String
  /// What to do next.
  public var hint: String

  public init(_ kind: Kind, _ message: String, hint: String) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }
}
