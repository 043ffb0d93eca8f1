import Foundation
import Harmony
import Runs

/// The body of `POST /v1/chat/completions`.
struct ChatRequest: Encodable {
  struct Message: Encodable {
    var role: String
    var content: String
  }

  struct StreamOptions: Encodable {
    var include_usage = true
  }

  struct TemplateArguments: Encodable {
    var reasoning_effort: String
  }

  var model: String
  /// The policy as the only instruction, then the content: published templates drop a second
  /// instruction without a word. The role is `system`, which every engine knows and the template
  /// makes a developer message of; Ollama can lose one that is called `developer`.
  var messages: [Message]
  var stream = true
  var stream_options = StreamOptions()
  var temperature: Double
  var top_p: Double
  var top_k: Int
  var min_p: Double
  var repeat_penalty: Double
  var seed: Int
  var max_tokens: Int?
  var reasoning_effort: String
  /// The effort once more, for llama-server before mid 2026 and transformers serve.
  var chat_template_kwargs: TemplateArguments?
  var cache_prompt: Bool?
  var return_progress: Bool?

  init(
    _ conversation: Conversation, parameters: RunParameters, model: String?,
    kind: EngineIdentity.Kind
  ) {
    self.model = model ?? "default"
    messages = [
      Message(role: "system", content: conversation.policy),
      Message(role: "user", content: conversation.content),
    ]
    temperature = parameters.temperature
    top_p = parameters.topP
    top_k = parameters.topK
    min_p = parameters.minP
    repeat_penalty = parameters.repeatPenalty
    seed = parameters.seed
    max_tokens = parameters.maxTokens
    reasoning_effort = parameters.effort.rawValue
    if kind != .ollama && kind != .lmStudio {
      chat_template_kwargs = TemplateArguments(reasoning_effort: parameters.effort.rawValue)
    }
    if kind == .llamaServer {
      cache_prompt = true
      return_progress = true
    }
  }

  /// The policy stands first and byte-identical, so that the engine's prompt cache serves it.
  func body() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }
}
