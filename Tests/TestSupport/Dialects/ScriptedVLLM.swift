/// vLLM 0.33 (its sdist, and facts 1 to 7). Renders Harmony itself, so that text never becomes a control
/// token there; its `/tokenize` finds them in text, as Hugging Face tokenizers do.
public struct ScriptedVLLM: ScriptedDialect {
  public let model: String
  /// `max_model_len`.
  let context: Int

  public init(model: String = "openai/gpt-oss-safeguard-20b", context: Int = 131_072) {
    self.model = model
    self.context = context
  }

  public var server: String? { "uvicorn" }
  public let generatingPaths: Set<String> = [
    "/v1/chat/completions", "/v1/completions", "/v1/responses",
  ]
  /// `--api-key` guards `/v1` only.
  public let openPaths: Set<String> = ["/health", "/version", "/tokenize", "/detokenize"]

  public func answer(_ exchange: ScriptedExchange) async throws {
    let request = exchange.request
    switch (request.method, request.path) {
    case ("GET", "/health"): throw ScriptedReply(200, type: "application/json", text: "")
    case ("GET", "/version"): throw ScriptedReply(200, ["version": "0.33.0"])
    case ("GET", "/v1/models"): throw ScriptedReply(200, ["object": "list", "data": [listed]])
    case ("POST", "/tokenize"): throw try tokenize(request.json)
    case ("POST", "/detokenize"):
      let text = (Self.ids(request.json["tokens"]) ?? []).flatMap(ToyTokenizer.bytes(of:))
      throw ScriptedReply(200, ["prompt": .string(String(decoding: text, as: UTF8.self))])
    case ("POST", "/v1/chat/completions"): try await chat(exchange)
    case ("POST", "/v1/chat/completions/render"):
      let prompt = try self.prompt(request.json)
      throw ScriptedReply(
        200,
        [
          "request_id": "chatcmpl-scripted", "token_ids": .ids(prompt), "features": .null,
          "sampling_params": ["temperature": 1.0], "model": .string(model), "stream": false,
        ])
    case ("POST", "/v1/completions"): try await complete(exchange)
    case ("POST", "/v1/responses"): try await responses(exchange)
    default: throw ScriptedReply(404, ["detail": "Not Found"])
    }
  }

  public func refuse(_ refusal: Behaviour.Refusal) -> JSON {
    switch refusal {
    case .unauthorized: ["error": "Unauthorized"]
    case .tooMany: Self.error(429, "Too many requests", "RateLimitError")
    case .loading: Self.error(503, "Loading model", "ServiceUnavailableError")
    case .page, .busy: Self.error(503, "The engine is overloaded", "ServiceUnavailableError")
    }
  }

  static func error(_ code: Int, _ message: String, _ type: String, parameter: JSON = .null)
    -> JSON
  {
    [
      "error": [
        "message": .string(message), "type": .string(type), "param": parameter,
        "code": .int(code),
      ]
    ]
  }

  // MARK: What is asked

  private var listed: JSON {
    [
      "id": .string(model), "object": "model", "created": .int(ScriptedClock.seconds),
      "owned_by": "vllm", "root": .string(model), "parent": .null, "max_model_len": .int(context),
      "permission": [],
    ]
  }

  static func ids(_ json: JSON?) -> [Int]? {
    guard let values = json?.array else { return nil }
    let ids = values.compactMap(\.int)
    return ids.count == values.count ? ids : nil
  }

  func check(model asked: JSON?) throws {
    guard let asked = asked?.string, asked != model else { return }
    throw ScriptedReply(
      404,
      Self.error(404, "The model `\(asked)` does not exist.", "NotFoundError", parameter: "model"))
  }

  /// - Throws: a refusal where prompt and answer have no room.
  func room(_ prompt: [Int], _ asked: Int?) throws -> Int {
    let wanted = asked ?? max(context - prompt.count, 1)
    guard prompt.count + wanted <= context else {
      throw ScriptedReply(
        400,
        Self.error(
          400,
          "This model's maximum context length is \(context) tokens. However, your request has "
            + "\(prompt.count) input tokens. Please reduce the length of the input messages.",
          "BadRequestError"))
    }
    return wanted
  }

  /// The tokens that its chat route makes of messages.
  func prompt(_ request: JSON) throws -> [Int] {
    try check(model: request["model"])
    let effort = try effort(request["reasoning_effort"])
    var rendering = HarmonyRendering(request, effort: effort, date: ScriptedClock.today)
    rendering.afterInstructions = ""
    return rendering.ids(findsControls: false)
  }

  /// Harmony knows three efforts (vllm harmony_utils.get_system_message).
  func effort(_ asked: JSON?) throws -> String {
    guard let asked, asked != .null else { return "medium" }
    guard let effort = asked.string, ["low", "medium", "high"].contains(effort) else {
      throw ScriptedReply(
        400,
        Self.error(
          400, "reasoning_effort='\(asked.string ?? asked.text)' is not supported by Harmony.",
          "BadRequestError", parameter: "reasoning_effort"))
    }
    return effort
  }

  private func tokenize(_ request: JSON) throws -> ScriptedReply {
    let ids: [Int]
    if let prompt = request["prompt"]?.string {
      ids = ToyTokenizer.ids(of: prompt, findsControls: true)
    } else {
      ids = try prompt(request)
    }
    return ScriptedReply(
      200,
      [
        "count": .int(ids.count), "max_model_len": .int(context), "tokens": .ids(ids),
        "token_strs": .null,
      ])
  }
}
