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
      repetitionPenalty: parameters.repeatPenalty, seed: parameters.seed,
      maxTokens: parameters.maxTokens ?? room,
      stopTokens: [controls[.return], controls[.call]]
    ).requestBody()
    return PreparedRun(
      path: "/v1/completions", body: body,
      prompt: PromptRecord(kind: .exact, segments: prompt.segments),
      stream: ResponseStream(
        .events, VLLMCompletionReader(controls: controls), peer: target.name))
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
    var seed: Int
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

  mutating func read(_ frame: StreamFrame) throws -> [StreamSign] {
    let data = frame.data
    let frame = try frame.decode(Frame.self)
    if frame.choices == nil, let error = EngineError(data) { return [.failed(error)] }
    var signs: [StreamSign] = []
    for choice in frame.choices ?? [] where choice.index ?? 0 == 0 {
      signs += take(choice)
      if let reason = choice.finishReason, !reason.isEmpty { signs += ending(choice, reason) }
    }
    if let usage = frame.usage {
      signs.append(
        .event(
          .usage(
            Usage(
              promptTokens: usage.promptTokens, completionTokens: usage.completionTokens,
              cachedTokens: usage.details?.cachedTokens))))
    }
    return signs
  }

  mutating func finish() -> [StreamSign] { content.finish() }

  private mutating func take(_ choice: Frame.Choice) -> [StreamSign] {
    guard let ids = choice.tokenIDs else {
      return choice.text.isEmpty ? [] : content.append(markup: choice.text)
    }
    var signs: [StreamSign] = []
    var rest = choice.text[...]
    for control in ids.compactMap(controls.token) {
      guard let range = rest.firstRange(of: control.rawValue) else { continue }
      if range.lowerBound > rest.startIndex {
        signs += content.append(.text(String(rest[..<range.lowerBound])))
      }
      signs += content.append(.control(control))
      rest = rest[range.upperBound...]
    }
    return rest.isEmpty ? signs : signs + content.append(.text(String(rest)))
  }

  private mutating func ending(_ choice: Frame.Choice, _ reason: String) -> [StreamSign] {
    var signs: [StreamSign] = []
    if let token = choice.stopReason.flatMap(controls.token), content.lastControl != token {
      signs += content.append(.control(token))
    }
    let isCall = reason == "stop" && content.lastControl == .call
    return signs + [isCall ? .finish(.toolCall) : .finish(word: reason)]
  }

  private struct Frame: Decodable {
    struct Choice: Decodable {
      var index: Int?
      var text: String
      var tokenIDs: [Int]?
      var finishReason: String?
      /// The id of the token that ended it; a string where a stop string did.
      var stopReason: Int?

      private enum CodingKeys: String, CodingKey {
        case index, text
        case tokenIDs = "token_ids"
        case finishReason = "finish_reason"
        case stopReason = "stop_reason"
      }

      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        index = try container.decodeIfPresent(Int.self, forKey: .index)
        text = try container.decodeIfPresent(String.self, forKey: .text) ?? ""
        tokenIDs = try container.decodeIfPresent([Int].self, forKey: .tokenIDs)
        finishReason = try container.decodeIfPresent(String.self, forKey: .finishReason)
        stopReason = try? container.decodeIfPresent(Int.self, forKey: .stopReason)
      }
    }

    var choices: [Choice]?
    var usage: ChatFrame.Usage?
  }
}
