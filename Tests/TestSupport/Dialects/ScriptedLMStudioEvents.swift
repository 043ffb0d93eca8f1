/// The named events of LM Studio's `/api/v1/chat` (lmstudio-ai/docs 2_rest/streaming-events.md).
final class ScriptedLMStudioEvents {
  let stream: ScriptedStream
  private let model: String
  private let begin = ContinuousClock.now
  private var firstToken: ContinuousClock.Instant?
  /// `reasoning` or `message`, while it is open.
  private var open: String?
  private var output: [(type: String, content: String)] = []

  init(stream: ScriptedStream, model: String) {
    self.stream = stream
    self.model = model
  }

  func begin(loadSteps: [Double]) async throws {
    let instance: JSON = ["model_instance_id": .string(model)]
    try await say("chat.start", instance)
    if !loadSteps.isEmpty {
      try await say("model_load.start", instance)
      for progress in loadSteps {
        try await say("model_load.progress", instance.with(["progress": .double(progress)]))
      }
      try await say("model_load.end", instance.with(["load_time_seconds": 12.34]))
    }
    try await say("prompt_processing.start", [:])
    for progress in [0.0, 0.5, 1.0] {
      try await say("prompt_processing.progress", ["progress": .double(progress)])
    }
    try await say("prompt_processing.end", [:])
  }

  func append(_ text: String, of channel: TurnParser.Channel) async throws {
    let type = channel == .analysis ? "reasoning" : "message"
    if firstToken == nil { firstToken = .now }
    if open != type {
      try await close()
      try await say("\(type).start", [:])
      open = type
      output.append((type, ""))
    }
    output[output.count - 1].content += text
    try await say("\(type).delta", ["content": .string(text)])
  }

  func end(_ generation: Generation, prompt: Int) async throws {
    try await close()
    let elapsed = Double((ContinuousClock.now - begin).nanoseconds) / 1e9
    let first = Double(((firstToken ?? .now) - begin).nanoseconds) / 1e9
    let stats: JSON = [
      "input_tokens": .int(prompt), "total_output_tokens": .int(generation.tokens),
      "reasoning_output_tokens": .int(generation.reasoningTokens),
      "tokens_per_second": .double(Double(generation.tokens) / max(elapsed, 1e-9)),
      "time_to_first_token_seconds": .double(first),
    ]
    let items: [JSON] = output.map { item in
      ["type": .string(item.type), "content": .string(item.content)]
    }
    try await say(
      "chat.end",
      [
        "result": [
          "model_instance_id": .string(model), "output": .array(items), "stats": stats,
        ]
      ])
  }

  /// The error, then the end with what there is.
  func fail(_ message: String, prompt: Int) async throws {
    try await stream.fail(message) {
      try await say("error", ["error": ["type": "internal_error", "message": .string(message)]])
      try await end(Generation(), prompt: prompt)
    }
  }

  private func close() async throws {
    if let open { try await say("\(open).end", [:]) }
    open = nil
  }

  private func say(_ type: String, _ fields: JSON) async throws {
    let event: JSON = ["type": .string(type)]
    try await stream.event(event.with(fields), name: type)
  }
}
