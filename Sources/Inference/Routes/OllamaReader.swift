internal import Harmony
internal import Runs

/// Reads the lines of Ollama's `/api/chat` (ollama/ollama docs/api.md). The last one, or an
/// `{"error": …}` at any time, ends the answer.
struct OllamaReader: FrameReader {
  /// The fewest tokens that the prompt can have.
  let leastPromptTokens: Int
  private var content = AnswerContent()
  private var hasReasoning = false
  private var hasToolCall = false

  init(leastPromptTokens: Int) {
    self.leastPromptTokens = leastPromptTokens
  }

  mutating func read(_ frame: StreamFrame) throws -> [StreamSign] {
    let line = try frame.decode(Line.self)
    var signs: [StreamSign] = []
    if let thinking = line.message?.thinking, !thinking.isEmpty {
      hasReasoning = true
      signs.append(.text(.analysis, thinking))
    }
    if let text = line.message?.content, !text.isEmpty {
      signs += content.append(text, hasReasoning: hasReasoning).map(StreamSign.event)
    }
    for call in line.message?.toolCalls ?? [] {
      if !hasToolCall { signs.append(.event(.warning(.toolCall))) }
      hasToolCall = true
      signs.append(.text(.commentary, "to=functions.\(call.function?.name ?? "?") "))
    }
    if line.done { signs += ending(line) }
    return signs
  }

  mutating func finish() -> [StreamSign] {
    content.finish().map(StreamSign.event)
  }

  private func ending(_ line: Line) -> [StreamSign] {
    var signs: [StreamSign] = [
      .event(
        .usage(Usage(promptTokens: line.promptTokens, completionTokens: line.completionTokens)))
    ]
    // Ollama cuts what does not fit without a word (ollama/ollama#17427).
    if let read = line.promptTokens, read < leastPromptTokens {
      signs.append(.event(.warning(cut(read))))
    }
    switch line.reason ?? "stop" {
    case "load", "unload":
      // Nothing was generated: the request held no message for the model.
      signs.append(.failed(EngineError(message: "it only loaded the model")))
    case let word: signs.append(hasToolCall ? .finish(.toolCall) : .finish(word: word))
    }
    return signs + [.end]
  }

  private func cut(_ read: Int) -> RunWarning {
    RunWarning(
      "prompt_cut",
      "Ollama read only \(read) tokens of a prompt of at least \(leastPromptTokens): part of the policy or the content was cut. Raise its context length."
    )
  }

  private struct Line: Decodable {
    struct Message: Decodable {
      struct ToolCall: Decodable {
        struct Function: Decodable {
          var name: String?
        }
        var function: Function?
      }

      var content: String?
      var thinking: String?
      var toolCalls: [ToolCall]?

      private enum CodingKeys: String, CodingKey {
        case content, thinking
        case toolCalls = "tool_calls"
      }
    }

    var message: Message?
    var done: Bool
    var reason: String?
    @BoundedCount var promptTokens: Int?
    @BoundedCount var completionTokens: Int?

    private enum CodingKeys: String, CodingKey {
      case message, done
      case reason = "done_reason"
      case promptTokens = "prompt_eval_count"
      case completionTokens = "eval_count"
    }
  }
}
