import Foundation

/// One JSON document of a chat stream, with every field under which engines send what we read.
struct ChatFrame: Decodable {
  struct Choice: Decodable {
    var delta: Delta?
    /// A server that does not stream sends the whole message.
    var message: Delta?
    var finish_reason: String?
  }

  struct Delta: Decodable {
    var content: String?
    /// llama-server, older vLLM, transformers serve.
    var reasoning_content: String?
    /// Ollama, vLLM, LM Studio.
    var reasoning: String?
    var thinking: String?
    var tool_calls: [ToolCall]?

    var reasoningText: String? { reasoning_content ?? reasoning ?? thinking }
  }

  struct ToolCall: Decodable {
    struct Function: Decodable {
      var name: String?
    }
    var function: Function?
  }

  struct Usage: Decodable {
    struct Details: Decodable {
      var cached_tokens: Int?
    }
    var prompt_tokens: Int?
    var completion_tokens: Int?
    var prompt_tokens_details: Details?
  }

  struct Timings: Decodable {
    var cache_n: Int?
    var prompt_n: Int?
    var predicted_n: Int?
  }

  struct Progress: Decodable {
    var total: Int
    var processed: Int
  }

  var choices: [Choice]?
  var usage: Usage?
  var timings: Timings?
  var prompt_progress: Progress?
  var error: EngineErrorBody?
  var detail: EngineErrorBody.Detail?
}

/// An error as engines write it: an object, a bare string, or FastAPI's `detail`.
struct EngineErrorBody: Decodable {
  var message: String
  var type: String?
  var promptTokens: Int?
  var contextTokens: Int?

  private enum CodingKeys: String, CodingKey {
    case message, type, n_prompt_tokens, n_ctx
  }

  init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      message = text
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    message = (try? container.decode(String.self, forKey: .message)) ?? "no message"
    type = try? container.decode(String.self, forKey: .type)
    promptTokens = try? container.decode(Int.self, forKey: .n_prompt_tokens)
    contextTokens = try? container.decode(Int.self, forKey: .n_ctx)
  }

  /// A string, or a list of `{"msg": …}`.
  struct Detail: Decodable {
    var message: String

    private struct Item: Decodable {
      var msg: String?
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        message = text
      } else {
        let items = (try? container.decode([Item].self)) ?? []
        message = items.compactMap(\.msg).joined(separator: "; ")
      }
    }
  }
}
