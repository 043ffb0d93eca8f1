internal import Runs

/// One frame of a chat stream, with the fields of every engine; all of them may be missing.
struct ChatFrame: Decodable {
  struct Choice: Decodable {
    var index: Int?
    var delta: Delta?
    var finishReason: String?

    private enum CodingKeys: String, CodingKey {
      case index, delta
      case finishReason = "finish_reason"
    }
  }

  struct Delta: Decodable {
    var content: String?
    var reasoningContent: String?
    var reasoningText: String?
    var thinking: String?
    var toolCalls: [ToolCall]?

    private enum CodingKeys: String, CodingKey {
      case content, thinking
      case reasoningContent = "reasoning_content"
      case reasoningText = "reasoning"
      case toolCalls = "tool_calls"
    }

    /// llama-server and transformers say `reasoning_content`; Ollama, vLLM and LM Studio
    /// `reasoning`; Ollama's own route `thinking`. vLLM once sent two of them with the same text.
    var reasoning: String? { reasoningContent ?? reasoningText ?? thinking }
  }

  struct ToolCall: Decodable {
    struct Function: Decodable {
      var name: String?
      var arguments: String?
    }
    var function: Function?
  }

  struct Usage: Decodable {
    struct Details: Decodable {
      @BoundedCount var cachedTokens: Int?

      private enum CodingKeys: String, CodingKey {
        case cachedTokens = "cached_tokens"
      }
    }
    @BoundedCount var promptTokens: Int?
    @BoundedCount var completionTokens: Int?
    var details: Details?

    private enum CodingKeys: String, CodingKey {
      case promptTokens = "prompt_tokens"
      case completionTokens = "completion_tokens"
      case details = "prompt_tokens_details"
    }
  }

  var choices: [Choice]?
  var usage: Usage?
  var timings: LlamaTimings?
  var progress: LlamaProgress?

  private enum CodingKeys: String, CodingKey {
    case choices, usage, timings
    case progress = "prompt_progress"
  }
}
