internal import Harmony
internal import Runs

/// `/v1/responses`, the OpenAI Responses API. Stateless: nothing is stored, nothing is continued.
struct ResponsesRoute: Route {
  let name = EngineRoute.responses

  func prepare(_ request: RunRequest, _ target: RouteTarget) async throws -> PreparedRun {
    let shielded = ShieldedConversation(request.conversation, target)
    let parameters = request.parameters
    let body = try Body(
      model: target.model, instructions: shielded.conversation.policy,
      input: shielded.conversation.content,
      reasoning: Body.Reasoning(effort: parameters.effort.rawValue),
      temperature: parameters.temperature, topP: parameters.topP,
      maxOutputTokens: parameters.maxTokens,
      extra: target.engine.identity.kind == .llamaServer ? Body.Extra(parameters) : nil
    ).requestBody()
    return PreparedRun(
      path: "/v1/responses", body: body,
      prompt: shielded.predicted(parameters, layout: target.engine.dialect.layout),
      altered: shielded.altered,
      stream: ResponseStream(
        .events, ResponsesReader(), peer: target.name, tokenLimits: target.limits(parameters)))
  }

  private struct Body: Encodable {
    struct Reasoning: Encodable {
      var effort: String
    }

    /// The API has no field for these; llama-server passes them on to its sampler.
    struct Extra {
      var topK: Int
      var minP: Double
      var repeatPenalty: Double
      var seed: Int?

      init(_ parameters: RunParameters) {
        topK = parameters.topK
        minP = parameters.minP
        repeatPenalty = parameters.repeatPenalty
        seed = parameters.sentSeed
      }
    }

    var model: String?
    var instructions: String
    var input: String
    var reasoning: Reasoning
    var temperature: Double
    var topP: Double
    var maxOutputTokens: Int?
    var extra: Extra?

    private enum CodingKeys: String, CodingKey {
      case model, instructions, input, reasoning, temperature, stream, store, seed
      case topP = "top_p"
      case maxOutputTokens = "max_output_tokens"
      case topK = "top_k"
      case minP = "min_p"
      case repeatPenalty = "repeat_penalty"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encodeIfPresent(model, forKey: .model)
      try container.encode(instructions, forKey: .instructions)
      try container.encode(input, forKey: .input)
      try container.encode(reasoning, forKey: .reasoning)
      try container.encode(temperature, forKey: .temperature)
      try container.encode(topP, forKey: .topP)
      try container.encodeIfPresent(maxOutputTokens, forKey: .maxOutputTokens)
      try container.encode(true, forKey: .stream)
      try container.encode(false, forKey: .store)
      try container.encodeIfPresent(extra?.topK, forKey: .topK)
      try container.encodeIfPresent(extra?.minP, forKey: .minP)
      try container.encodeIfPresent(extra?.repeatPenalty, forKey: .repeatPenalty)
      try container.encodeIfPresent(extra?.seed, forKey: .seed)
    }
  }
}
