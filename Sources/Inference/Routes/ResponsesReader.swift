internal import Harmony
internal import Runs

/// Reads the events of `/v1/responses`, by the type in their data: llama-server leaves the event's
/// name out where it fails (facts: responses-badchannel).
///
/// Reasoning is `reasoning_text` at llama-server and vLLM, `reasoning_summary_text` at Ollama. Events
/// that only repeat what deltas have said (`….done`, `….added`) say nothing new.
struct ResponsesReader: FrameReader {
  /// What the answer must stay under not to be cut.
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
    case "response.reasoning_text.delta", "response.reasoning_summary_text.delta",
      "response.reasoning.delta":
      guard let delta = event.delta, !delta.isEmpty else { return [] }
      hasReasoning = true
      return [.text(.analysis, delta)]
    case "response.output_text.delta", "response.refusal.delta":
      guard let delta = event.delta, !delta.isEmpty else { return [] }
      return content.append(delta, hasReasoning: hasReasoning).map(StreamSign.event)
    case "response.function_call_arguments.delta", "response.mcp_call_arguments.delta":
      defer { hasToolCall = true }
      let warning: [StreamSign] = hasToolCall ? [] : [.event(.warning(.toolCall))]
      return warning + [.text(.commentary, event.delta ?? "")]
    case "response.completed", "response.incomplete":
      return ending(event)
    case "response.failed", "error":
      return [.failed(event.error ?? EngineError(message: "no reason given"))]
    case "response.cancelled":
      return [.failed(EngineError(message: "the engine cancelled the response"))]
    default:
      return []
    }
  }

  mutating func finish() -> [StreamSign] {
    content.finish().map(StreamSign.event)
  }

  private func ending(_ event: Event) -> [StreamSign] {
    let usage = event.response?.usage?.runUsage
    let said: [StreamSign] = usage.map { [.event(.usage($0))] } ?? []
    if let reason = event.response?.incomplete?.reason { return said + [.finish(word: reason)] }
    if event.type == "response.incomplete" { return said + [.finish(.length)] }
    // llama-server says `completed` of what it has cut (facts: responses-length).
    if let usage, limits.areReached(by: usage) { return said + [.finish(.length)] }
    return said + [.finish(hasToolCall ? .toolCall : .stop)]
  }

  private struct Event: Decodable {
    struct Response: Decodable {
      struct Incomplete: Decodable {
        var reason: String?
      }

      var usage: ResponsesUsage?
      var incomplete: Incomplete?
      var error: EngineError?

      private enum CodingKeys: String, CodingKey {
        case usage
        case incomplete = "incomplete_details"
        case error
      }

      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        usage = try container.decodeIfPresent(ResponsesUsage.self, forKey: .usage)
        incomplete = try? container.decodeIfPresent(Incomplete.self, forKey: .incomplete)
        error = try? EngineError(from: decoder)
      }
    }

    var type: String
    var delta: String?
    var response: Response?
    var message: String?

    /// `response.failed` has it in the response, `error` beside the type.
    var error: EngineError? { response?.error ?? message.map { EngineError(message: $0) } }
  }
}

/// What `/v1/responses` says was used.
struct ResponsesUsage: Decodable {
  struct Details: Decodable {
    @BoundedCount var cachedTokens: Int?

    private enum CodingKeys: String, CodingKey {
      case cachedTokens = "cached_tokens"
    }
  }

  @BoundedCount var inputTokens: Int?
  @BoundedCount var outputTokens: Int?
  var details: Details?

  private enum CodingKeys: String, CodingKey {
    case inputTokens = "input_tokens"
    case outputTokens = "output_tokens"
    case details = "input_tokens_details"
  }

  var runUsage: Usage {
    Usage(
      promptTokens: inputTokens, completionTokens: outputTokens,
      cachedTokens: details?.cachedTokens)
  }
}

/// How many tokens an answer may have, for engines that do not say that they have cut one.
struct TokenLimits: Hashable, Sendable {
  /// The run's own limit.
  var completion: Int?
  /// Of prompt and answer together.
  var context: Int?

  func areReached(by usage: Usage) -> Bool {
    guard let completed = usage.completionTokens else { return false }
    if let completion, completed >= completion { return true }
    guard let context, let prompt = usage.promptTokens else { return false }
    return prompt + completed >= context
  }
}
