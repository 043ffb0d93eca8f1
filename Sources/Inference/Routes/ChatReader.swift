internal import Harmony
internal import Runs

/// Reads the frames of `/v1/chat/completions`, with every engine's own fields.
///
/// Text that is glued together on the way is not taken apart: llama-server puts a preamble of the
/// commentary channel in front of the final message without any mark (facts: chat-preamble).
struct ChatReader: FrameReader {
  private var content = AnswerContent()
  private var hasReasoning = false
  private var hasToolCall = false

  mutating func read(_ frame: StreamFrame) throws -> [StreamSign] {
    let chat = try frame.decode(ChatFrame.self)
    if chat.choices == nil, let error = EngineError(frame.data) { return [.failed(error)] }
    return take(chat)
  }

  mutating func finish() -> [StreamSign] {
    content.finish().map(StreamSign.event)
  }

  private mutating func take(_ frame: ChatFrame) -> [StreamSign] {
    var signs: [StreamSign] = []
    if let progress = frame.progress?.wait { signs.append(.event(.waiting(progress))) }
    for choice in frame.choices ?? [] where choice.index ?? 0 == 0 {
      if let delta = choice.delta { signs += take(delta) }
      if let reason = choice.finishReason, !reason.isEmpty { signs.append(.finish(word: reason)) }
    }
    if let usage = Usage(frame) { signs.append(.event(.usage(usage))) }
    return signs
  }

  private mutating func take(_ delta: ChatFrame.Delta) -> [StreamSign] {
    var signs: [StreamSign] = []
    if let reasoning = delta.reasoning, !reasoning.isEmpty {
      hasReasoning = true
      signs.append(.text(.analysis, reasoning))
    }
    if let text = delta.content, !text.isEmpty {
      signs += content.append(text, hasReasoning: hasReasoning).map(StreamSign.event)
    }
    for call in delta.toolCalls ?? [] {
      if !hasToolCall { signs.append(.event(.warning(.toolCall))) }
      hasToolCall = true
      if let name = call.function?.name {
        signs.append(.text(.commentary, "to=functions.\(name) "))
      }
      if let arguments = call.function?.arguments, !arguments.isEmpty {
        signs.append(.text(.commentary, arguments))
      }
    }
    return signs
  }
}

extension RunWarning {
  static let toolCall = RunWarning("tool_call", "The model called a tool, though none was offered.")
}

extension Usage {
  /// Whatever of it is known; llama-server's timings stand in where no usage frame comes.
  fileprivate init?(_ frame: ChatFrame) {
    self.init()
    promptTokens = frame.usage?.promptTokens ?? frame.timings?.promptTokens
    completionTokens = frame.usage?.completionTokens ?? frame.timings?.predicted
    cachedTokens = frame.usage?.details?.cachedTokens ?? frame.timings?.cached
    if self == Usage() { return nil }
  }
}
