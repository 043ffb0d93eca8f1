internal import Synchronization

/// Ollama (ollama/ollama docs/api.md, openai/openai.go; facts 1 to 6). Its model is in memory only after
/// a run, and a prompt that is too long is cut without a word.
public final class ScriptedOllama: ScriptedDialect {
  public let model: String
  /// The context that the model was made for.
  let maximum: Int
  /// Where a request sets no `num_ctx`.
  let standard: Int
  private let loading: Duration
  private let loaded = Mutex<Int?>(nil)
  let pulls: ScriptedPulls

  /// - Parameters:
  ///   - loading: how long the model takes into memory.
  ///   - pulls: what can be pulled.
  public init(
    model: String = "gpt-oss-safeguard:20b", maximum: Int = 131_072, standard: Int = 4096,
    loading: Duration = .zero, pulls: ScriptedPulls = ScriptedPulls()
  ) {
    self.model = model
    self.maximum = maximum
    self.standard = standard
    self.loading = loading
    self.pulls = pulls
  }

  /// The context of the model in memory; nil where it is not there.
  public var loadedContext: Int? { loaded.withLock { $0 } }

  public let generatingPaths: Set<String> = [
    "/api/chat", "/v1/chat/completions", "/v1/responses",
  ]

  public func answer(_ exchange: ScriptedExchange) async throws {
    let request = exchange.request
    switch (request.method, request.path) {
    case ("GET", "/"):
      throw ScriptedReply(200, type: "text/plain; charset=utf-8", text: "Ollama is running")
    case ("GET", "/api/version"): throw ScriptedReply(200, ["version": "0.13.5"])
    case ("GET", "/api/tags"): throw ScriptedReply(200, ["models": [listed]])
    case ("GET", "/api/ps"): throw ScriptedReply(200, ["models": .array(inMemory)])
    case ("POST", "/api/show"): throw show(request.json)
    case ("POST", "/api/chat"): try await chat(exchange)
    case ("POST", "/api/pull"): try await pulls.answer(exchange)
    case ("GET", "/v1/models"):
      let entry: JSON = [
        "id": .string(model), "object": "model", "created": .int(ScriptedClock.seconds),
        "owned_by": "library",
      ]
      throw ScriptedReply(200, ["object": "list", "data": [entry]])
    case ("POST", "/v1/chat/completions"): try await openAIChat(exchange)
    case ("POST", "/v1/responses"): try await responses(exchange)
    default: throw ScriptedReply(404, type: "text/plain", text: "404 page not found")
    }
  }

  public func refuse(_ refusal: Behaviour.Refusal) -> JSON {
    switch refusal {
    case .unauthorized: ["error": "unauthorized"]
    case .tooMany: ["error": "too many requests"]
    case .loading: ["error": "llm server loading model"]
    case .page, .busy:
      ["error": "server busy, please try again.  maximum pending requests exceeded"]
    }
  }

  // MARK: Models

  private var details: JSON {
    [
      "parent_model": "", "format": "gguf", "family": "gptoss", "families": ["gptoss"],
      "parameter_size": "20.9B", "quantization_level": "MXFP4",
    ]
  }

  private var listed: JSON {
    [
      "name": .string(model), "model": .string(model),
      "modified_at": "2026-11-01T08:00:00.000000000Z", "size": 13_793_441_244,
      "digest": "aa4295ac10c3afb60e6d711289fc6896f5aef82258997b9efdaed6d0cc4cd8b8",
      "details": details,
    ]
  }

  private var inMemory: [JSON] {
    guard let context = loadedContext else { return [] }
    let memory: JSON = [
      "name": .string(model), "model": .string(model), "size": 14_109_171_968,
      "digest": "aa4295ac10c3afb60e6d711289fc6896f5aef82258997b9efdaed6d0cc4cd8b8",
      "details": details, "expires_at": .string(ScriptedClock.timestamp(in: 300)),
      "size_vram": 14_109_171_968, "context_length": .int(context),
    ]
    return [memory]
  }

  private func show(_ request: JSON) -> ScriptedReply {
    guard isServed(request["model"]?.string) else { return unknown(request["model"]?.string) }
    let information: JSON = [
      "general.architecture": "gptoss", "general.basename": "gpt-oss-safeguard",
      "general.parameter_count": 20_914_757_184, "gptoss.block_count": 24,
      "gptoss.context_length": .int(maximum), "gptoss.embedding_length": 2880,
      "gptoss.expert_count": 32,
    ]
    return ScriptedReply(
      200,
      [
        "license": "Apache-2.0", "modelfile": "", "template": "", "details": details,
        "model_info": information, "capabilities": ["completion", "tools", "thinking"],
        "modified_at": "2026-11-01T08:00:00.000000000Z",
      ])
  }

  func isServed(_ name: String?) -> Bool { name == model || name.map { $0 + ":latest" } == model }

  func unknown(_ name: String?) -> ScriptedReply {
    ScriptedReply(404, ["error": "model '\(name ?? "")' not found"])
  }

  /// Takes the model into memory with that context; does nothing where it is there with it.
  ///
  /// - Returns: how long it took.
  func load(context: Int) async throws -> Duration {
    guard loadedContext != context else { return .milliseconds(40) }
    try await Task.sleep(for: loading)
    loaded.withLock { $0 = context }
    return loading
  }
}
