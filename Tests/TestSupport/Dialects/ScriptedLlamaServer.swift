/// llama.cpp's server, as recorded of b11549: for pacing and misbehaviour only, since the real one runs
/// wherever tests do.
public struct ScriptedLlamaServer: ScriptedDialect {
  public let model: String
  let context: Int
  let slots: Int

  public init(
    model: String = "gpt-oss-safeguard-20b", context: Int = 131_072, slots: Int = 4
  ) {
    self.model = model
    self.context = context
    self.slots = slots
  }

  public var server: String? { "llama.cpp" }
  public let generatingPaths: Set<String> = [
    "/completion", "/v1/chat/completions", "/v1/responses",
  ]
  public let openPaths: Set<String> = ["/health", "/v1/health"]

  public func answer(_ exchange: ScriptedExchange) async throws {
    let request = exchange.request
    switch (request.method, request.path) {
    case ("GET", "/health"), ("GET", "/v1/health"): throw ScriptedReply(200, ["status": "ok"])
    case ("GET", "/v1/models"): throw ScriptedReply(200, ["object": "list", "data": [listed]])
    case ("GET", "/props"):
      throw ScriptedReply(
        200,
        [
          "default_generation_settings": ["n_ctx": .int(context)], "total_slots": .int(slots),
          "model_alias": .string(model), "model_path": "/models/\(model).gguf",
          "build_info": "b11549-scripted",
        ])
    case ("GET", "/slots"):
      let all: [JSON] = (0..<slots).map { slot in
        [
          "id": .int(slot), "n_ctx": .int(context), "speculative": false, "is_processing": false,
        ]
      }
      throw ScriptedReply(200, .array(all))
    case ("POST", "/tokenize"): throw tokenize(request.json)
    case ("POST", "/apply-template"):
      throw ScriptedReply(
        200, ["prompt": .string(rendering(request.json).pieces.spelling)])
    case ("POST", "/completion"): try await complete(exchange)
    case ("POST", "/v1/chat/completions"):
      let prompt = rendering(request.json).ids(findsControls: true)
      let form = ChatRouteForm(
        reasoning: "reasoning_content", opening: ["role": "assistant", "content": .null],
        frame: ["system_fingerprint": "b11549-scripted"],
        malformed:
          "The model produced output that does not match the expected peg-native format")
      try await form.answer(
        exchange, model: model, prompt: prompt,
        limit: try room(prompt, request.json["max_tokens"]?.int))
    case ("POST", "/v1/responses"):
      let effort = request.json["reasoning"]?["effort"]?.string ?? "medium"
      let prompt = HarmonyRendering(responses: request.json, effort: effort)
        .ids(findsControls: true)
      let form = ResponsesRouteForm(
        isNumbered: false, saysReasoningDone: false, saysIncomplete: false)
      try await form.answer(
        exchange, model: model, prompt: prompt,
        limit: try room(prompt, request.json["max_output_tokens"]?.int))
    default:
      throw ScriptedReply(404, Self.error(404, "File Not Found", "not_found_error"))
    }
  }

  public func refuse(_ refusal: Behaviour.Refusal) -> JSON {
    switch refusal {
    case .unauthorized: Self.error(401, "Invalid API Key", "authentication_error")
    case .loading: Self.error(503, "Loading model", "unavailable_error")
    case .tooMany: Self.error(429, "Too many requests", "server_error")
    case .page, .busy: Self.error(503, "no slot available", "unavailable_error")
    }
  }

  private static func error(_ code: Int, _ message: String, _ type: String) -> JSON {
    [
      "error": ["message": .string(message), "type": .string(type), "code": .int(code)]
    ]
  }

  private var listed: JSON {
    [
      "id": .string(model), "aliases": [.string(model)], "object": "model",
      "created": .int(ScriptedClock.seconds), "owned_by": "llamacpp",
      "meta": ["n_ctx": .int(context), "n_ctx_train": 131_072],
    ]
  }

  private func rendering(_ request: JSON) -> HarmonyRendering {
    let asked =
      request["reasoning_effort"]?.string
      ?? request["chat_template_kwargs"]?["reasoning_effort"]?.string
    return HarmonyRendering(
      request, effort: asked == "none" ? "medium" : asked ?? "medium", date: ScriptedClock.today)
  }

  private func room(_ prompt: [Int], _ asked: Int?) throws -> Int {
    guard prompt.count < context else {
      var error =
        Self.error(
          400,
          "request (\(prompt.count) tokens) exceeds the available context size (\(context) tokens), try increasing it",
          "exceed_context_size_error")["error"] ?? .null
      error = error.with(["n_prompt_tokens": .int(prompt.count), "n_ctx": .int(context)])
      throw ScriptedReply(400, ["error": error])
    }
    let room = context - prompt.count
    guard let asked, asked >= 0 else { return room }
    return min(room, asked)
  }

  /// Finds control tokens in every text, and reads each part by itself.
  private func tokenize(_ request: JSON) -> ScriptedReply {
    let parts = request["content"]?.array ?? [request["content"] ?? ""]
    let ids = parts.flatMap { part in
      part.int.map { [$0] } ?? ToyTokenizer.ids(of: part.string ?? "", findsControls: true)
    }
    guard request["with_pieces"]?.bool == true else {
      return ScriptedReply(200, ["tokens": .ids(ids)])
    }
    let tokens: [JSON] = ids.map { id in
      let piece = String(decoding: ToyTokenizer.bytes(of: id), as: UTF8.self)
      return ["id": .int(id), "piece": .string(piece)]
    }
    return ScriptedReply(200, ["tokens": .array(tokens)])
  }

  /// The native route.
  private func complete(_ exchange: ScriptedExchange) async throws {
    let request = exchange.request.json
    let prompt =
      ScriptedVLLM.ids(request["prompt"])
      ?? ToyTokenizer.ids(of: request["prompt"]?.string ?? "", findsControls: true)
    let limit = try room(prompt, request["n_predict"]?.int)
    let turn = ScriptedModel(prompt: exchange.give(prompt)).turn
    let preserved = Set(request["preserved_tokens"]?.array?.compactMap(\.string) ?? [])
    let returnsTokens = request["return_tokens"]?.bool == true
    let stream = try await exchange.stream(type: "text/event-stream")
    func frame(_ text: String, _ ids: [Int], count: Int, isLast: Bool) -> JSON {
      [
        "index": 0, "content": .string(text), "tokens": .ids(returnsTokens ? ids : []),
        "stop": .bool(isLast), "id_slot": isLast ? 0 : -1, "tokens_predicted": .int(count),
        "tokens_evaluated": .int(prompt.count),
      ]
    }
    do {
      var count = 0
      let generation = try await exchange.generate(turn, limit: limit) { piece in
        count += piece.ids.count
        let isHidden = piece.control.map { $0.endsTurn && !preserved.contains($0.rawValue) }
        let text = isHidden == true ? "" : piece.text
        try await stream.event(frame(text, piece.ids, count: count, isLast: false))
      }
      let isCut = generation.reason == .length
      let last: JSON = [
        "model": .string(model), "truncated": false,
        "stop_type": isCut ? "limit" : "eos", "stopping_word": "",
        "timings": [
          "cache_n": 0, "prompt_n": .int(prompt.count), "predicted_n": .int(generation.tokens),
        ],
      ]
      try await stream.event(
        frame("", [], count: generation.tokens, isLast: true).with(last))
    } catch let failure as GenerationFailure {
      try await stream.fail(failure.message) {
        try await stream.event(Self.error(500, failure.message, "server_error"))
      }
    }
    try await stream.end()
  }
}
