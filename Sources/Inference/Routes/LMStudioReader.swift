internal import Harmony
internal import Runs

/// Reads the events of LM Studio's `/api/v1/chat` (lmstudio-ai/docs 2_rest/streaming-events.md).
///
/// `chat.end` is the end and gives no reason, so that whether the answer was cut is told by its
/// numbers.
struct LMStudioReader: FrameReader {
  let limits: TokenLimits
  private var content = AnswerContent()
  private var hasReasoning = false
  private var hasToolCall = false

  init(limits: TokenLimits) {
    self.limits = limits
  }

  mutating func read(_ frame: StreamFrame) throws -> [StreamSign] {
    let event = try frame.decode(Event.self)
    switch event.type {
    case "model_load.start": return [.event(.waiting(.load()))]
    case "model_load.progress":
      return [.event(.waiting(.load(percent: event.progress?.percent)))]
    case "prompt_processing.progress":
      guard let percent = event.progress?.percent else { return [] }
      return [.event(.waiting(.prompt(read: percent, of: 100)))]
    case "reasoning.delta":
      guard let text = event.content, !text.isEmpty else { return [] }
      hasReasoning = true
      return [.text(.analysis, text)]
    case "message.delta":
      guard let text = event.content, !text.isEmpty else { return [] }
      return content.append(text, hasReasoning: hasReasoning).map(StreamSign.event)
    case "tool_call.start":
      hasToolCall = true
      return [.event(.warning(.toolCall)), .text(.commentary, "to=\(event.tool ?? "?") ")]
    case "error": return [.failed(event.error ?? EngineError(message: "no reason given"))]
    case "chat.end": return ending(event)
    default: return []
    }
  }

  mutating func finish() -> [StreamSign] {
    content.finish().map(StreamSign.event)
  }

  private func ending(_ event: Event) -> [StreamSign] {
    let usage = Usage(
      promptTokens: event.result?.stats?.inputTokens,
      completionTokens: event.result?.stats?.outputTokens)
    let reason: RunEvent.Finish =
      limits.areReached(by: usage) ? .length : hasToolCall ? .toolCall : .stop
    return [.event(.usage(usage)), .finish(reason), .end]
  }

  private struct Event: Decodable {
    struct Result: Decodable {
      struct Stats: Decodable {
        @BoundedCount var inputTokens: Int?
        @BoundedCount var outputTokens: Int?

        private enum CodingKeys: String, CodingKey {
          case inputTokens = "input_tokens"
          case outputTokens = "total_output_tokens"
        }
      }

      var stats: Stats?
    }

    var type: String
    var content: String?
    /// 0 to 1.
    var progress: Double?
    var tool: String?
    var error: EngineError?
    var result: Result?

    private enum CodingKeys: String, CodingKey {
      case type, content, progress, tool, error, result
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      type = try container.decode(String.self, forKey: .type)
      content = try container.decodeIfPresent(String.self, forKey: .content)
      progress = try? container.decode(Double.self, forKey: .progress)
      tool = try container.decodeIfPresent(String.self, forKey: .tool)
      result = try container.decodeIfPresent(Result.self, forKey: .result)
      error = container.contains(.error) ? try? EngineError(from: decoder) : nil
    }
  }
}

extension Double {
  /// A share of 1 in per cent.
  fileprivate var percent: Int { Int(clamping: min(max(self, 0), 1) * 100) }
}
