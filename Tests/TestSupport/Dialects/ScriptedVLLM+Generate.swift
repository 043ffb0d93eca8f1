/// What vLLM generates.
extension ScriptedVLLM {
  private static func usage(_ prompt: Int, _ generation: Generation) -> JSON {
    [
      "prompt_tokens": .int(prompt), "total_tokens": .int(prompt + generation.tokens),
      "completion_tokens": .int(generation.tokens), "prompt_tokens_details": .null,
    ]
  }

  func chat(_ exchange: ScriptedExchange) async throws {
    let request = exchange.request.json
    let prompt = try prompt(request)
    let form = ChatRouteForm(
      reasoning: "reasoning", opening: ["role": "assistant", "content": ""],
      choice: ["logprobs": .null], finishCarriesText: true,
      usage: { prompt, generation in
        Self.usage(prompt, generation).with([
          "completion_tokens_details": ["reasoning_tokens": .int(generation.reasoningTokens)]
        ])
      },
      failure: .frameAndDone,
      error: { Self.error(500, $0, "InternalServerError") })
    try await form.answer(
      exchange, model: model, prompt: prompt,
      limit: try room(
        prompt, request["max_completion_tokens"]?.int ?? request["max_tokens"]?.int))
  }

  func responses(_ exchange: ScriptedExchange) async throws {
    let request = exchange.request.json
    try check(model: request["model"])
    var rendering = HarmonyRendering(
      responses: request, effort: try effort(request["reasoning"]?["effort"]))
    rendering.afterInstructions = ""
    let prompt = rendering.ids(findsControls: false)
    try await ResponsesRouteForm().answer(
      exchange, model: model, prompt: prompt,
      limit: try room(prompt, request["max_output_tokens"]?.int))
  }

  /// The prompt is a string, or token ids; 16 tokens are the route's own limit.
  func complete(_ exchange: ScriptedExchange) async throws {
    let request = exchange.request.json
    try check(model: request["model"])
    let prompt =
      Self.ids(request["prompt"])
      ?? ToyTokenizer.ids(of: request["prompt"]?.string ?? "", findsControls: true)
    let limit = try room(prompt, request["max_tokens"]?.int ?? 16)
    let stops = Set(Self.ids(request["stop_token_ids"]) ?? [])
    let skipsSpecial = request["skip_special_tokens"]?.bool ?? true
    let includesStop = request["include_stop_str_in_output"]?.bool ?? false
    let returnsIDs = request["return_token_ids"]?.bool ?? false
    let turn = ScriptedModel(prompt: exchange.give(prompt)).turn
    let stream = try await exchange.stream(type: "text/event-stream; charset=utf-8")
    var isFirst = true
    func send(_ text: String, _ ids: [Int], finish: JSON = .null, stop: JSON = .null)
      async throws
    {
      let choice: JSON = [
        "index": 0, "text": .string(text), "logprobs": .null, "finish_reason": finish,
        "stop_reason": stop,
        "prompt_token_ids": returnsIDs && isFirst ? .ids(prompt) : .null,
        "token_ids": returnsIDs ? .ids(ids) : .null,
      ]
      isFirst = false
      try await stream.event(frame.with(["choices": [choice], "usage": .null]))
    }
    do {
      var last: Generation.Piece?
      let generation = try await exchange.generate(turn, limit: limit) { piece in
        // The last token comes with the finish reason.
        if let last {
          try await send(last.control != nil && skipsSpecial ? "" : last.text, last.ids)
        }
        last = piece
      }
      // `<|return|>` is the model's end of sequence, for which no stop reason is given.
      let stop: JSON =
        generation.last.map { $0 != .return && stops.contains($0.id) ? .int($0.id) : .null }
        ?? .null
      let isHidden = generation.last?.endsTurn == true && (skipsSpecial || !includesStop)
      try await send(
        isHidden ? "" : last?.text ?? "", last?.ids ?? [],
        finish: .string(generation.reason.rawValue), stop: stop)
      if request["stream_options"]?["include_usage"]?.bool == true {
        try await stream.event(
          frame.with(["choices": [], "usage": Self.usage(prompt.count, generation)]))
      }
      try await stream.event("[DONE]")
    } catch let failure as GenerationFailure {
      try await stream.fail(failure.message) {
        try await stream.event(Self.error(500, failure.message, "InternalServerError"))
        try await stream.event("[DONE]")
      }
    }
    try await stream.end()
  }

  private var frame: JSON {
    [
      "id": "cmpl-scripted", "object": "text_completion", "created": .int(ScriptedClock.seconds),
      "model": .string(model),
    ]
  }
}
