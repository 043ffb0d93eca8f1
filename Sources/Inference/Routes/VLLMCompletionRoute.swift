internal import Harmony
internal import Runs

/// Exact mode on vLLM: `/v1/completions` with token ids, and the model's own tokens back.
struct VLLMCompletionRoute: Route {
  let name = EngineRoute.exact

  func prepare(_ request: RunRequest, _ target: RouteTarget) async throws -> PreparedRun {
    let parameters = request.parameters
    let prompt = try await ExactPrompt(of: request, target, by: VLLMTokenizer())
    guard let controls = target.engine.controls else { throw CancellationError() }
    let room = try room(for: prompt, target)
    let body = try Body(
      model: target.model, prompt: prompt.ids, temperature: parameters.temperature,
      topP: parameters.topP, topK: parameters.topK, minP: parameters.minP,
      repetitionPenalty: parameters.repeatPenalty, seed: parameters.sentSeed,
      maxTokens: parameters.maxTokens ?? room,
      stopTokens: [controls[.return], controls[.call]]
    ).requestBody()
    return PreparedRun(
      path: "/v1/completions", body: body,
      prompt: PromptRecord(kind: .exact, segments: prompt.segments),
      stream: ResponseStream(
        .events, VLLMCompletionReader(controls: controls), peer: target.name,
        tokenLimits: target.limits(parameters)))
  }

  /// The route's own default is 16 tokens.
  private func room(for prompt: ExactPrompt, _ target: RouteTarget) throws(RunFailure) -> Int {
    guard let context = target.engine.identity.context else { return 4096 }
    guard prompt.ids.count < context else {
      throw RunFailure.tooLong(prompt.ids.count, for: context, of: target.name)
    }
    return context - prompt.ids.count
  }

  private struct Body: Encodable {
    var model: String?
    var prompt: [Int]
    var temperature: Double
    var topP: Double
    var topK: Int
    var minP: Double
    var repetitionPenalty: Double
    var seed: Int?
    var maxTokens: Int
    var stopTokens: [Int]
    var stream = true
    var streamOptions = ChatRequest.StreamOptions()
    var skipsSpecialTokens = false
    var includesStop = true
    var returnsTokenIDs = true

    private enum CodingKeys: String, CodingKey {
      case model, prompt, temperature, seed, stream
      case topP = "top_p"
      case topK = "top_k"
      case minP = "min_p"
      case repetitionPenalty = "repetition_penalty"
      case maxTokens = "max_tokens"
      case stopTokens = "stop_token_ids"
      case streamOptions = "stream_options"
      case skipsSpecialTokens = "skip_special_tokens"
      case includesStop = "include_stop_str_in_output"
      case returnsTokenIDs = "return_token_ids"
    }
  }
}

/// Reads the frames of vLLM's `/v1/completions`. A frame may hold several tokens; their ids tell which
/// of them are control tokens.
struct VLLMCompletionReader: FrameReader {
  private let controls: ControlTokenIDs
  private var content = ExactContent()

  init(controls: ControlTokenIDs) {
    self.controls = controls
  }

  mutating func read(
    _ frame: FrameValue, event: String?, _ notes: inout FrameNotes
  ) -> [StreamSign] {
    var signs: [StreamSign] = []
    for choice in frame.firstChoices(&notes) {
      if let text = choice["text"]?.string { signs += take(text, choice, &notes) }
      signs += ending(choice)
    }
    if let usage = SignalTable.choices.usage(in: frame, &notes) {
      signs.append(.event(.usage(usage)))
    }
    return signs
  }

  mutating func finish() -> [StreamSign] { content.finish() }

  private mutating func take(
    _ text: String, _ choice: FrameValue, _ notes: inout FrameNotes
  ) -> [StreamSign] {
    guard let ids = choice.tokenIDs("token_ids", &notes) else {
      return text.isEmpty ? [] : content.append(markup: text)
    }
    return content.append(text, ids: ids, controls)
  }

  private mutating func ending(_ choice: FrameValue) -> [StreamSign] {
    let endings = SignalTable.choices.endings(in: choice)
    guard !endings.isEmpty else { return [] }
    var signs: [StreamSign] = []
    // The id of the token that ended it; a string where a stop string did.
    if let token = choice["stop_reason"]?.int.flatMap(controls.token), content.lastControl != token
    {
      signs += content.append(.control(token))
    }
    let isCall = content.lastControl == .call
    return signs + endings + (isCall ? [.finish(.toolCall)] : [])
  }
}
