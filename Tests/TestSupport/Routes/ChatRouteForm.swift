/// How an engine streams `/v1/chat/completions` (facts 2).
struct ChatRouteForm: Sendable {
  enum Failure: Sendable {
    /// An error frame, and no more.
    case frame
    /// An error frame, then `[DONE]`.
    case frameAndDone
    /// Nothing: the stream ends.
    case silent
  }

  /// `reasoning` or `reasoning_content`.
  var reasoning: String
  /// The first frame's delta.
  var opening: JSON?
  /// Members before those of each delta.
  var everyDelta: JSON = [:]
  /// Members of each frame beside id, object, created and model.
  var frame: JSON = [:]
  /// Members of each choice.
  var choice: JSON = [:]
  /// Whether the last delta of text comes with the finish reason.
  var finishCarriesText = false
  var usage: @Sendable (_ prompt: Int, Generation) -> JSON = { prompt, generation in
    [
      "prompt_tokens": .int(prompt), "completion_tokens": .int(generation.tokens),
      "total_tokens": .int(prompt + generation.tokens),
    ]
  }
  /// What ends a turn that has no form; nil where the engine tolerates it.
  var malformed: String?
  var failure = Failure.frame
  var error: @Sendable (String) -> JSON = { message in
    ["error": ["code": 500, "message": .string(message), "type": "server_error"]]
  }

  /// - Parameter prompt: what the model sees.
  func answer(_ exchange: ScriptedExchange, model: String, prompt: [Int], limit: Int?)
    async throws
  {
    let turn = ScriptedModel(prompt: exchange.give(prompt)).turn
    let stream = try await exchange.stream(type: "text/event-stream")
    let id = "chatcmpl-scripted\(exchange.request.body.count)"
    func send(_ delta: JSON, finish: JSON = .null, more: JSON = [:]) async throws {
      let choice: JSON = ["index": 0, "delta": delta, "finish_reason": finish]
      try await stream.event(
        head(id, model).with(["choices": [choice.with(self.choice)]]).with(more))
    }
    func delta(_ channel: TurnParser.Channel, _ text: String) -> JSON {
      let content: JSON = .string(text)
      switch channel {
      case .analysis:
        let fields: [JSON.Member] = [.init(key: reasoning, value: content)]
        return everyDelta.with(.object(fields))
      case .final, .commentary:
        return withoutContent(everyDelta).with(["content": content])
      case .call:
        return [
          "tool_calls": [["index": 0, "function": ["name": "search", "arguments": content]]]
        ]
      }
    }
    do {
      if let opening { try await send(opening) }
      var held: JSON?
      let generation = try await exchange.generateChannels(turn, limit: limit) { channel, text in
        if let last = held { try await send(last) }
        held = delta(channel, text)
        if !finishCarriesText, let last = held {
          try await send(last)
          held = nil
        }
      }
      let reason: JSON =
        generation.reason == .length
        ? "length" : generation.last == .call ? "tool_calls" : "stop"
      try await send(held ?? [:], finish: reason)
      if exchange.request.json["stream_options"]?["include_usage"]?.bool == true {
        let usage = usage(prompt.count, generation)
        try await stream.event(head(id, model).with(["choices": [], "usage": usage]))
      }
      try await stream.event("[DONE]")
    } catch let failure as GenerationFailure {
      try await fail(failure.message, stream)
    } catch is TurnParser.Malformed {
      try await fail(malformed ?? "unexpected tokens remaining in message header", stream)
    }
    try await stream.end()
  }

  private func fail(_ message: String, _ stream: ScriptedStream) async throws {
    try await stream.fail(message) {
      if failure != .silent { try await stream.event(error(message)) }
      if failure == .frameAndDone { try await stream.event("[DONE]") }
    }
  }

  private func head(_ id: String, _ model: String) -> JSON {
    let head: JSON = [
      "id": .string(id), "object": "chat.completion.chunk", "created": .int(ScriptedClock.seconds),
      "model": .string(model),
    ]
    return head.with(frame)
  }

  /// Ollama puts an empty `content` beside reasoning only.
  private func withoutContent(_ delta: JSON) -> JSON {
    guard case .object(let members) = delta else { return delta }
    return .object(members.filter { $0.key != "content" })
  }
}
