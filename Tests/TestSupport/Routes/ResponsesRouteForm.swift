/// How an engine streams `/v1/responses` (facts 2).
struct ResponsesRouteForm: Sendable {
  /// `reasoning_text` or `reasoning_summary_text`.
  var reasoning = "reasoning_text"
  /// Whether events carry `sequence_number` and `output_index`.
  var isNumbered = true
  /// Whether reasoning ends with an event of its own.
  var saysReasoningDone = true
  /// Whether a cut answer is `response.incomplete`; llama-server says it is completed.
  var saysIncomplete = true
  /// Whether `output_tokens_details.reasoning_tokens` is told, or is always 0.
  var countsReasoning = true
  /// `response.failed`, or an event `error`.
  var failsAsResponse = true

  func answer(_ exchange: ScriptedExchange, model: String, prompt: [Int], limit: Int?)
    async throws
  {
    let turn = ScriptedModel(prompt: exchange.give(prompt)).turn
    let events = Events(
      stream: try await exchange.stream(type: "text/event-stream"), form: self, model: model)
    do {
      try await events.say("response.created", ["response": events.response("in_progress")])
      try await events.say("response.in_progress", ["response": events.response("in_progress")])
      let generation = try await exchange.generateChannels(turn, limit: limit) { channel, text in
        switch channel {
        case .analysis: try await events.reason(text)
        case .final, .commentary: try await events.write(text)
        case .call: try await events.call(text)
        }
      }
      try await events.close(generation, prompt: prompt.count)
    } catch let failure as GenerationFailure {
      try await fail(failure.message, events)
    } catch is TurnParser.Malformed {
      try await fail("unexpected tokens remaining in message header", events)
    }
    try await events.stream.end()
  }

  private func fail(_ message: String, _ events: Events) async throws {
    try await events.stream.fail(message) {
      let error: JSON = ["code": "server_error", "message": .string(message)]
      if failsAsResponse {
        try await events.say(
          "response.failed", ["response": events.response("failed").with(["error": error])])
      } else {
        try await events.say("error", error.with(["param": .null]))
      }
    }
  }
}

extension ResponsesRouteForm {
  /// The items of one response, which are opened and closed in order.
  private final class Events {
    let stream: ScriptedStream
    private let form: ResponsesRouteForm
    private let model: String
    private var number = 0
    private var item = -1
    private var reasoning = ""
    private var text = ""
    private var isReasoning = false
    private var isWriting = false

    init(stream: ScriptedStream, form: ResponsesRouteForm, model: String) {
      self.stream = stream
      self.form = form
      self.model = model
    }

    func response(_ status: String) -> JSON {
      [
        "id": "resp_scripted", "object": "response", "created_at": .int(ScriptedClock.seconds),
        "status": .string(status), "model": .string(model),
      ]
    }

    func say(_ type: String, _ fields: JSON) async throws {
      var event: JSON = ["type": .string(type)]
      if form.isNumbered { event = event.with(["sequence_number": .int(number)]) }
      number += 1
      try await stream.event(event.with(fields), name: type)
    }

    func reason(_ delta: String) async throws {
      if !isReasoning {
        isReasoning = true
        try await open(["id": "rs_scripted", "type": "reasoning", "summary": []])
      }
      reasoning += delta
      try await say(
        "response.\(form.reasoning).delta", at("rs_scripted", ["delta": .string(delta)]))
    }

    func write(_ delta: String) async throws {
      if !isWriting {
        isWriting = true
        try await closeReasoning()
        try await open([
          "id": "msg_scripted", "type": "message", "role": "assistant", "status": "in_progress",
          "content": [],
        ])
        try await say(
          "response.content_part.added",
          at("msg_scripted", ["part": ["type": "output_text", "annotations": [], "text": ""]]))
      }
      text += delta
      try await say("response.output_text.delta", at("msg_scripted", ["delta": .string(delta)]))
    }

    func call(_ delta: String) async throws {
      try await say(
        "response.function_call_arguments.delta", at("fc_scripted", ["delta": .string(delta)]))
    }

    func close(_ generation: Generation, prompt: Int) async throws {
      if isReasoning, !isWriting { try await closeReasoning() }
      if isWriting {
        try await say("response.output_text.done", at("msg_scripted", ["text": .string(text)]))
        try await say("response.output_item.done", at("msg_scripted", ["item": message]))
      }
      let isCut = generation.reason == .length && form.saysIncomplete
      var whole = response(isCut ? "incomplete" : "completed").with(["output": .array(output)])
      if isCut { whole = whole.with(["incomplete_details": ["reason": "max_output_tokens"]]) }
      let reasoned = form.countsReasoning ? generation.reasoningTokens : 0
      let usage: JSON = [
        "input_tokens": .int(prompt), "input_tokens_details": ["cached_tokens": 0],
        "output_tokens": .int(generation.tokens),
        "output_tokens_details": ["reasoning_tokens": .int(reasoned)],
        "total_tokens": .int(prompt + generation.tokens),
      ]
      try await say(
        isCut ? "response.incomplete" : "response.completed",
        ["response": whole.with(["usage": usage])])
    }

    private func closeReasoning() async throws {
      guard isReasoning else { return }
      if form.saysReasoningDone {
        try await say(
          "response.\(form.reasoning).done", at("rs_scripted", ["text": .string(reasoning)]))
      }
      try await say("response.output_item.done", at("rs_scripted", ["item": thought]))
    }

    private var thought: JSON {
      let content: JSON = ["type": .string(form.reasoning), "text": .string(reasoning)]
      return ["id": "rs_scripted", "type": "reasoning", "summary": [], "content": [content]]
    }

    private var message: JSON {
      let content: JSON = ["type": "output_text", "annotations": [], "text": .string(text)]
      return [
        "id": "msg_scripted", "type": "message", "role": "assistant", "status": "completed",
        "content": [content],
      ]
    }

    private var output: [JSON] { (isReasoning ? [thought] : []) + (isWriting ? [message] : []) }

    private func open(_ new: JSON) async throws {
      item += 1
      var fields: JSON = ["item": new]
      if form.isNumbered { fields = fields.with(["output_index": .int(item)]) }
      try await say("response.output_item.added", fields)
    }

    private func at(_ id: String, _ fields: JSON) -> JSON {
      let place: JSON = ["item_id": .string(id)]
      guard form.isNumbered else { return place.with(fields) }
      return place.with(["output_index": .int(max(item, 0)), "content_index": 0]).with(fields)
    }
  }
}

extension HarmonyRendering {
  /// The instructions and the input of a request to `/v1/responses`.
  init(responses request: JSON, effort: String) {
    self.init(
      policy: request["instructions"]?.string ?? "", content: request["input"]?.string ?? "",
      effort: effort, date: ScriptedClock.today)
  }

  /// As tokens.
  ///
  /// - Parameter findsControls: whether what content spells becomes a control token, as where the whole
  ///   rendered text is tokenized at once.
  func ids(findsControls: Bool) -> [Int] {
    findsControls
      ? ToyTokenizer.ids(of: pieces.spelling, findsControls: true)
      : ToyTokenizer.ids(of: pieces)
  }
}
