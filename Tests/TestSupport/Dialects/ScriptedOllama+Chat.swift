/// What Ollama generates, on its own route and on OpenAI's.
extension ScriptedOllama {
  func chat(_ exchange: ScriptedExchange) async throws {
    let request = exchange.request.json
    guard isServed(request["model"]?.string) else { throw unknown(request["model"]?.string) }
    let effort = try Self.effort(of: request["think"])
    let context = min(request["options"]?["num_ctx"]?.int ?? standard, maximum)
    let rendering = HarmonyRendering(request, effort: effort, date: ScriptedClock.today)
    if request["_debug_render_only"]?.bool == true {
      let text: JSON = ["rendered_template": .string(rendering.pieces.spelling)]
      throw ScriptedReply(
        200,
        line(["role": "assistant", "content": ""], isDone: false).with(["_debug_info": text]))
    }
    let begin = ContinuousClock.now
    let loading = try await load(context: context)
    let prompt = Self.cut(rendering, to: context)
    let turn = ScriptedModel(prompt: exchange.give(prompt)).turn
    var limit = max(context - prompt.count, 0)
    if let asked = request["options"]?["num_predict"]?.int, asked >= 0 {
      limit = min(limit, asked)
    }
    let stream = try await exchange.stream(type: "application/x-ndjson")
    let readAt = ContinuousClock.now
    do {
      let generation = try await exchange.generateChannels(turn, limit: limit) { channel, text in
        var message: JSON = ["role": "assistant"]
        switch channel {
        case .analysis:
          message = message.with(["content": "", "thinking": .string(text)])
        case .final, .commentary: message = message.with(["content": .string(text)])
        case .call:
          let call: JSON = ["function": ["name": "search", "arguments": [:]]]
          message = message.with(["content": "", "tool_calls": [call]])
        }
        try await stream.line(line(message, isDone: false))
      }
      let counters: JSON = [
        "done_reason": .string(generation.reason.rawValue),
        "total_duration": .int((.now - begin).nanoseconds),
        "load_duration": .int(loading.nanoseconds), "prompt_eval_count": .int(prompt.count),
        "prompt_eval_duration": .int((readAt - begin).nanoseconds),
        "eval_count": .int(generation.tokens),
        "eval_duration": .int((.now - readAt).nanoseconds),
      ]
      try await stream.line(
        line(["role": "assistant", "content": ""], isDone: true).with(counters))
    } catch let failure as GenerationFailure {
      try await stream.line(["error": .string(failure.message)])
    } catch is TurnParser.Malformed {
      // Its parser is tolerant; what it cannot place it drops (ollama harmony/harmonyparser.go).
      try await stream.line(["error": "error parsing tool call"])
    }
    try await stream.end()
  }

  private func line(_ message: JSON, isDone: Bool) -> JSON {
    [
      "model": .string(model), "created_at": .string(ScriptedClock.timestamp),
      "message": message, "done": .bool(isDone),
    ]
  }

  private static func cut(_ rendering: HarmonyRendering, to context: Int) -> [Int] {
    var rendering = rendering
    var ids = rendering.ids(findsControls: true)
    while ids.count > context,
      let oldest = rendering.messages.dropLast().firstIndex(where: { $0.role != "system" })
    {
      rendering.messages.remove(at: oldest)
      ids = rendering.ids(findsControls: true)
    }
    guard ids.count > context else { return ids }
    // Half of the context and two (ollama/ollama#17427): the beginning is lost.
    return Array(ids.prefix(2) + ids.suffix(context / 2))
  }

  /// - Throws: a refusal where the value is none that Ollama knows.
  private static func effort(of think: JSON?) throws -> String {
    switch think {
    case nil, .null?, .bool?: return "medium"
    case .string("low")?: return "low"
    case .string("medium")?: return "medium"
    case .string("high")?, .string("max")?: return "high"
    case let value?:
      let text = value.string ?? value.text
      throw ScriptedReply(
        400,
        [
          "error":
            "invalid think value: \"\(text)\" (must be \"high\", \"medium\", \"low\", \"max\", true, or false)"
        ])
    }
  }

  // MARK: OpenAI's routes

  func openAIChat(_ exchange: ScriptedExchange) async throws {
    let request = exchange.request.json
    let asked = request["reasoning_effort"]?.string ?? request["reasoning"]?["effort"]?.string
    let prompt = try await openAIPrompt(request, asked) {
      HarmonyRendering(request, effort: $0, date: ScriptedClock.today)
    }
    let form = ChatRouteForm(
      reasoning: "reasoning", everyDelta: ["role": "assistant", "content": ""],
      frame: ["system_fingerprint": "fp_ollama"], failure: .silent)
    try await form.answer(
      exchange, model: model, prompt: prompt,
      limit: min(request["max_tokens"]?.int ?? .max, standard - prompt.count))
  }

  func responses(_ exchange: ScriptedExchange) async throws {
    let request = exchange.request.json
    let prompt = try await openAIPrompt(request, request["reasoning"]?["effort"]?.string) {
      HarmonyRendering(responses: request, effort: $0)
    }
    let form = ResponsesRouteForm(reasoning: "reasoning_summary_text", countsReasoning: false)
    try await form.answer(
      exchange, model: model, prompt: prompt,
      limit: min(request["max_output_tokens"]?.int ?? .max, standard - prompt.count))
  }

  /// These routes cannot set the context.
  private func openAIPrompt(
    _ request: JSON, _ asked: String?, _ render: (String) -> HarmonyRendering
  ) async throws -> [Int] {
    guard isServed(request["model"]?.string) else {
      let message: JSON = "model '\(request["model"]?.string ?? "")' not found"
      throw ScriptedReply(
        404,
        [
          "error": ["message": message, "type": "not_found_error", "param": .null, "code": .null]
        ])
    }
    let efforts = [
      "none": "medium", "minimal": "low", "low": "low", "medium": "medium", "high": "high",
      "xhigh": "high", "ultra": "high", "max": "high",
    ]
    guard let effort = efforts[asked ?? "medium"] else {
      let message: JSON = "invalid reasoning effort: \"\(asked ?? "")\""
      throw ScriptedReply(
        400,
        [
          "error": [
            "message": message, "type": "invalid_request_error", "param": .null, "code": .null,
          ]
        ])
    }
    _ = try await load(context: standard)
    return Self.cut(render(effort), to: standard)
  }
}
