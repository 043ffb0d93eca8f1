internal import Harmony
internal import Runs

/// Ollama's own `/api/chat` (ollama/ollama docs/api.md): the only route on which the context can be
/// set, so that nothing is cut. The policy goes as role `system`: only that is kept when Ollama cuts
/// (facts 6). Effort is `think`.
struct OllamaRoute: Route {
  let name = EngineRoute.native

  func prepare(_ request: RunRequest, _ target: RouteTarget) async throws -> PreparedRun {
    let shielded = ShieldedConversation(request.conversation, target)
    let parameters = request.parameters
    let model = target.model ?? ""
    async let loadedModels = target.peer.get(LoadedModels.self, at: "/api/ps")
    async let details = target.peer.post(
      ModelDetails.self, at: "/api/show", ModelDetails.Question(model: model))
    let loaded = await loadedModels?.models.first { $0.isModel(model) }
    let maximum = await details?.maximum
    try Task.checkCancellation()
    let context = try OllamaContext(
      for: shielded.conversation, parameters: parameters, loaded: loaded?.context,
      maximum: maximum, name: target.name)
    let body = try Body(
      shielded.conversation, model: model, parameters: parameters, context: context.size
    ).requestBody()
    let reader = OllamaReader(leastPromptTokens: context.leastPromptTokens)
    var prepared = PreparedRun(
      path: "/api/chat", body: body,
      prompt: shielded.predicted(parameters, layout: target.engine.dialect.layout),
      altered: shielded.altered,
      stream: ResponseStream(
        .lines, reader, peer: target.name,
        tokenLimits: TokenLimits(completion: parameters.maxTokens, context: context.size)))
    if loaded?.context != context.size { prepared.wait = .load() }
    return prepared
  }

  struct Body: Encodable, Sendable {
    struct Options: Encodable, Sendable {
      var contextLength: Int?
      var temperature: Double?
      var topP: Double?
      var topK: Int?
      var minP: Double?
      var repeatPenalty: Double?
      var seed: Int?
      /// −1: as much as the context has room for.
      var limit: Int

      private enum CodingKeys: String, CodingKey {
        case temperature, seed
        case contextLength = "num_ctx"
        case topP = "top_p"
        case topK = "top_k"
        case minP = "min_p"
        case repeatPenalty = "repeat_penalty"
        case limit = "num_predict"
      }
    }

    var model: String
    var messages: [ChatRequest.Message]
    var think: String
    var stream = true
    var options: Options
    /// Only renders, and answers with what it has rendered.
    var rendersOnly: Bool?

    private enum CodingKeys: String, CodingKey {
      case model, messages, think, stream, options
      case rendersOnly = "_debug_render_only"
    }

    init(
      _ conversation: Conversation, model: String, parameters: RunParameters, context: Int
    ) {
      self.model = model
      messages = ChatRequest.Message.all(of: conversation)
      think = parameters.effort.rawValue
      options = Options(
        contextLength: context, temperature: parameters.temperature, topP: parameters.topP,
        topK: parameters.topK, minP: parameters.minP, repeatPenalty: parameters.repeatPenalty,
        seed: parameters.sentSeed, limit: parameters.maxTokens ?? -1)
    }

    /// Asks what prompt the messages become.
    init(rendering messages: [ChatRequest.Message], model: String, effort: Effort) {
      self.model = model
      self.messages = messages
      think = effort.rawValue
      stream = false
      rendersOnly = true
      options = Options(limit: 1)
    }
  }
}

/// What `/api/ps` answers: the models in memory.
struct LoadedModels: Decodable, Sendable {
  struct Model: Decodable, Sendable {
    var name: String?
    var model: String?
    @BoundedCount var context: Int?

    private enum CodingKeys: String, CodingKey {
      case name, model
      case context = "context_length"
    }

    /// A name without a tag means `latest`.
    func isModel(_ wanted: String) -> Bool {
      let spellings: [String?] = [wanted, wanted + ":latest"]
      return spellings.contains(name) || spellings.contains(model)
    }
  }

  var models: [Model]
}

/// What `/api/show` answers.
struct ModelDetails: Decodable, Sendable {
  struct Question: Encodable, Sendable {
    var model: String
  }

  struct Details: Decodable, Sendable {
    var family: String?
    var size: String?
    var quantization: String?

    private enum CodingKeys: String, CodingKey {
      case family
      case size = "parameter_size"
      case quantization = "quantization_level"
    }
  }

  var details: Details?
  /// The context that the model was made for.
  @BoundedCount var maximum: Int?
  /// `general.basename`, `general.name`.
  var baseName: String?

  private enum CodingKeys: String, CodingKey {
    case details
    case information = "model_info"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    details = try container.decodeIfPresent(Details.self, forKey: .details)
    // Keys begin with the architecture's name, such as `gptoss.context_length`.
    guard
      let information = try? container.nestedContainer(keyedBy: AnyKey.self, forKey: .information)
    else { return }
    for key in information.allKeys {
      if key.stringValue.hasSuffix(".context_length") {
        _maximum = try information.decode(BoundedCount.self, forKey: key)
      } else if key.stringValue == "general.basename" || key.stringValue == "general.name" {
        baseName = (try? information.decode(String.self, forKey: key)) ?? baseName
      }
    }
  }

  private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
