internal import Harmony
internal import Runs

/// The body of a chat request.
///
/// The policy is the one leading message, of role `system`: the published template renders the
/// first message as Harmony's developer message whether it says `system` or `developer`, drops any
/// second one, and `system` is the role that every engine keeps (facts A4, 6).
struct ChatRequest: Encodable {
  struct Message: Encodable, Sendable {
    var role: String
    var content: String

    static func all(of conversation: Conversation) -> [Message] {
      [
        Message(role: "system", content: conversation.policy),
        Message(role: "user", content: conversation.content),
      ]
    }
  }

  struct StreamOptions: Encodable {
    var includeUsage = true

    private enum CodingKeys: String, CodingKey {
      case includeUsage = "include_usage"
    }
  }

  struct TemplateArguments: Encodable, Sendable {
    var reasoningEffort: String

    private enum CodingKeys: String, CodingKey {
      case reasoningEffort = "reasoning_effort"
    }
  }

  var model: String?
  var messages: [Message]
  var stream = true
  var streamOptions = StreamOptions()
  var temperature: Double
  var topP: Double
  var seed: Int?
  var maxTokens: Int?
  var reasoningEffort: String
  var templateArguments: TemplateArguments?
  var topK: Int?
  var minP: Double?
  var repeatPenalty: Double?
  var repetitionPenalty: Double?
  var returnProgress: Bool?
  var cachePrompt: Bool?
  /// llama-server's.
  var slot: Int?

  private enum CodingKeys: String, CodingKey {
    case model, messages, stream, temperature, seed
    case streamOptions = "stream_options"
    case topP = "top_p"
    case maxTokens = "max_tokens"
    case reasoningEffort = "reasoning_effort"
    case templateArguments = "chat_template_kwargs"
    case topK = "top_k"
    case minP = "min_p"
    case repeatPenalty = "repeat_penalty"
    case repetitionPenalty = "repetition_penalty"
    case returnProgress = "return_progress"
    case cachePrompt = "cache_prompt"
    case slot = "id_slot"
  }

  init(
    _ conversation: Conversation, parameters: RunParameters, model: String?,
    dialect: EngineDialect
  ) {
    self.model = model
    messages = Message.all(of: conversation)
    temperature = parameters.temperature
    topP = parameters.topP
    seed = parameters.sentSeed
    maxTokens = parameters.maxTokens
    reasoningEffort = parameters.effort.rawValue
    dialect.addFields(&self, parameters)
  }

  /// What engines that pass sampling and template arguments through take. The effort stands twice:
  /// llama-server before mid 2026 reads the template's arguments only.
  mutating func addSampling(
    _ parameters: RunParameters, penalty: WritableKeyPath<ChatRequest, Double?>
  ) {
    topK = parameters.topK
    minP = parameters.minP
    self[keyPath: penalty] = parameters.repeatPenalty
    templateArguments = TemplateArguments(reasoningEffort: parameters.effort.rawValue)
  }
}
