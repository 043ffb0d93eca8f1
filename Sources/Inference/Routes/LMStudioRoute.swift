internal import Harmony
internal import Runs

/// LM Studio's `/api/v1/chat` (lmstudio-ai/docs 2_rest/chat.md): the route on which it documents the
/// effort, and tells of loading and of reading the prompt. It takes no seed. Nothing is stored.
struct LMStudioRoute: Route {
  let name = EngineRoute.native

  func prepare(_ request: RunRequest, _ target: RouteTarget) async throws -> PreparedRun {
    let shielded = ShieldedConversation(request.conversation, target)
    let parameters = request.parameters
    let body = try Body(
      model: target.model, systemPrompt: shielded.conversation.policy,
      input: shielded.conversation.content, reasoning: parameters.effort.rawValue,
      temperature: parameters.temperature, topP: parameters.topP, topK: parameters.topK,
      minP: parameters.minP, repeatPenalty: parameters.repeatPenalty,
      maxOutputTokens: parameters.maxTokens
    ).requestBody()
    return PreparedRun(
      path: "/api/v1/chat", body: body,
      prompt: shielded.predicted(parameters, layout: target.engine.dialect.layout),
      altered: shielded.altered,
      stream: ResponseStream(
        .events, LMStudioReader(), peer: target.name, tokenLimits: target.limits(parameters)))
  }

  private struct Body: Encodable {
    var model: String?
    var systemPrompt: String
    var input: String
    var reasoning: String
    var temperature: Double
    var topP: Double
    var topK: Int
    var minP: Double
    var repeatPenalty: Double
    var maxOutputTokens: Int?
    var stream = true
    var store = false

    private enum CodingKeys: String, CodingKey {
      case model, input, reasoning, temperature, stream, store
      case systemPrompt = "system_prompt"
      case topP = "top_p"
      case topK = "top_k"
      case minP = "min_p"
      case repeatPenalty = "repeat_penalty"
      case maxOutputTokens = "max_output_tokens"
    }
  }
}
