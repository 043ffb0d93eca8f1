/// LM Studio (lmstudio-ai/docs 1_developer/2_rest: list.md, chat.md, streaming-events.md). Closed source:
/// what its documentation does not say is not scripted. It answers routes that it does not know with 200.
public struct ScriptedLMStudio: ScriptedDialect {
  public let model: String
  let context: Int
  /// Whether the model has to be loaded before the first token, in these steps.
  let loadSteps: [Double]
  /// LM Studio's own default for the model is low.
  private static let standardEffort = "low"

  public init(
    model: String = "openai/gpt-oss-safeguard-20b", context: Int = 32_768,
    loadSteps: [Double] = []
  ) {
    self.model = model
    self.context = context
    self.loadSteps = loadSteps
  }

  public let generatingPaths: Set<String> = [
    "/api/v1/chat", "/v1/chat/completions", "/v1/responses",
  ]

  public func answer(_ exchange: ScriptedExchange) async throws {
    let request = exchange.request
    switch (request.method, request.path) {
    case ("GET", "/api/v1/models"): throw ScriptedReply(200, ["models": [listed, embedding]])
    case ("GET", "/v1/models"):
      let data: [JSON] = [model, "text-embedding-nomic-embed-text-v1.5"].map { id in
        ["id": .string(id), "object": "model", "owned_by": "organization_owner"]
      }
      throw ScriptedReply(200, ["data": .array(data), "object": "list"])
    case ("POST", "/api/v1/chat"): try await chat(exchange)
    case ("POST", "/v1/chat/completions"):
      try check(request.json)
      let rendering = HarmonyRendering(
        request.json, effort: request.json["reasoning_effort"]?.string ?? Self.standardEffort,
        date: ScriptedClock.today)
      let form = ChatRouteForm(
        reasoning: "reasoning", everyDelta: ["role": "assistant"],
        frame: ["system_fingerprint": .string(model)], choice: ["logprobs": .null])
      let prompt = rendering.ids(findsControls: true)
      try await form.answer(
        exchange, model: model, prompt: prompt,
        limit: room(prompt, request.json["max_tokens"]?.int))
    case ("POST", "/v1/responses"):
      try check(request.json)
      let effort = request.json["reasoning"]?["effort"]?.string ?? Self.standardEffort
      let prompt = HarmonyRendering(responses: request.json, effort: effort)
        .ids(findsControls: true)
      try await ResponsesRouteForm().answer(
        exchange, model: model, prompt: prompt,
        limit: room(prompt, request.json["max_output_tokens"]?.int))
    default:
      throw ScriptedReply(
        200,
        ["error": "Unexpected endpoint or method. (\(request.method) \(request.path))"])
    }
  }

  public func refuse(_ refusal: Behaviour.Refusal) -> JSON {
    switch refusal {
    case .unauthorized:
      Self.error("invalid_request", "Malformed LM Studio API token provided.", "invalid_api_key")
    case .tooMany, .busy, .page: Self.error("internal_error", "The server is busy.", nil)
    case .loading: Self.error("internal_error", "Loading model.", nil)
    }
  }

  private static func error(_ type: String, _ message: String, _ code: String?) -> JSON {
    var error: JSON = ["type": .string(type), "message": .string(message)]
    if let code { error = error.with(["code": .string(code)]) }
    return ["error": error]
  }

  // MARK: Models

  private var listed: JSON {
    let configuration: JSON = [
      "context_length": .int(context), "eval_batch_size": 512, "flash_attention": true,
      "num_experts": 4, "offload_kv_cache_to_gpu": true,
    ]
    let instances: JSON =
      loadSteps.isEmpty ? [["id": .string(model), "config": configuration]] : []
    return [
      "type": "llm", "publisher": "openai", "key": .string(model),
      "display_name": "gpt-oss-safeguard 20B", "architecture": "gpt-oss",
      "quantization": ["name": "MXFP4", "bits_per_weight": 4], "size_bytes": 12_109_566_560,
      "params_string": "20B", "loaded_instances": instances, "max_context_length": 131_072,
      "format": "gguf", "capabilities": ["vision": false, "trained_for_tool_use": true],
      "description": .null,
    ]
  }

  private var embedding: JSON {
    [
      "type": "embedding", "publisher": "nomic-ai", "key": "text-embedding-nomic-embed-text-v1.5",
      "display_name": "Nomic Embed Text v1.5",
      "quantization": ["name": "F16", "bits_per_weight": 16], "size_bytes": 274_290_560,
      "params_string": .null, "loaded_instances": [], "max_context_length": 2048, "format": "gguf",
    ]
  }

  private func check(_ request: JSON) throws {
    guard let asked = request["model"]?.string else {
      throw ScriptedReply(
        400,
        Self.error("invalid_request", "\"model\" is required", "missing_required_parameter"))
    }
    guard asked == model else {
      throw ScriptedReply(
        404, Self.error("model_not_found", "Model \(asked) not found", "model_not_found"))
    }
  }

  private func room(_ prompt: [Int], _ asked: Int?) -> Int {
    min(context - prompt.count, asked ?? .max)
  }

  // MARK: The native route

  private func chat(_ exchange: ScriptedExchange) async throws {
    let request = exchange.request.json
    try check(request)
    let effort = request["reasoning"]?.string ?? Self.standardEffort
    guard ["off", "low", "medium", "high", "on"].contains(effort) else {
      throw ScriptedReply(
        400,
        Self.error(
          "invalid_request", "Invalid value for reasoning: \(effort)", "invalid_string"))
    }
    let prompt = HarmonyRendering(
      policy: request["system_prompt"]?.string ?? "", content: request["input"]?.string ?? "",
      effort: effort, date: ScriptedClock.today
    ).ids(findsControls: true)
    let turn = ScriptedModel(prompt: exchange.give(prompt)).turn
    let events = ScriptedLMStudioEvents(
      stream: try await exchange.stream(type: "text/event-stream"), model: model)
    try await events.begin(loadSteps: loadSteps)
    do {
      let generation = try await exchange.generateChannels(
        turn, limit: room(prompt, request["max_output_tokens"]?.int)
      ) { channel, text in
        try await events.append(text, of: channel)
      }
      try await events.end(generation, prompt: prompt.count)
    } catch let failure as GenerationFailure {
      try await events.fail(failure.message, prompt: prompt.count)
    } catch is TurnParser.Malformed {
      try await events.fail("Failed to parse the model's output", prompt: prompt.count)
    }
    try await events.stream.end()
  }
}
