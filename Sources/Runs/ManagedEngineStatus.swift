/// How the engine stands that Precept itself has started.
public struct ManagedEngineStatus: Hashable, Sendable {
  public enum Phase: Hashable, Sendable {
    /// The process is on its way; nothing is known of it yet.
    case starting
    /// It fetches the model; per cent, where its log tells.
    case downloading(percent: Int?)
    /// It listens, and reads the model into memory; per cent, where its log tells.
    case loading(percent: Int?)
    case ready
    /// It crashed, and is started again after the pause.
    case restarting(attempt: Int, afterMilliseconds: Int)
    case stopping
    case stopped
    /// It will not be started again by itself: one sentence, and what to do.
    case failed(String)
  }

  public var phase: Phase
  /// The file or repository that was asked for.
  public var model: String
  /// Where it listens; nil before a port is chosen.
  public var url: String?
  /// The file that its log goes to.
  public var log: String?

  public init(phase: Phase, model: String, url: String? = nil, log: String? = nil) {
    self.phase = phase
    self.model = model
    self.url = url
    self.log = log
  }
}

/// What a managed engine is to be started on.
public struct EngineStart: Hashable, Sendable {
  public enum Model: Hashable, Sendable {
    /// A GGUF file.
    case file(String)
    /// A repository on Hugging Face, such as `unsloth/gpt-oss-safeguard-20b-GGUF`, with `:QUANT` if
    /// wished; llama-server fetches it.
    case repository(String)
  }

  public var model: Model
  /// nil takes the first free one of llama-server's usual ports, else any free one.
  public var port: Int?
  /// Tokens of each slot; nil leaves it to the engine.
  public var context: Int?
  /// Slots; nil leaves it to the engine.
  public var slots: Int?

  public init(model: Model, port: Int? = nil, context: Int? = nil, slots: Int? = nil) {
    self.model = model
    self.port = port
    self.context = context
    self.slots = slots
  }
}

/// How far a model has been pulled.
public struct PullProgress: Hashable, Sendable {
  public enum Phase: Hashable, Sendable {
    /// The engine's own word, such as `pulling manifest`.
    case working(String)
    case done
    case cancelled
    /// One sentence, and what to do.
    case failed(String)
  }

  public var model: String
  public var phase: Phase
  /// Bytes of all layers that are known so far.
  public var completed: Int64
  public var total: Int64?

  public init(model: String, phase: Phase, completed: Int64 = 0, total: Int64? = nil) {
    self.model = model
    self.phase = phase
    self.completed = completed
    self.total = total
  }
}
