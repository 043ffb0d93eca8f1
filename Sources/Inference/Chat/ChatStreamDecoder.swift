internal import Foundation
internal import Harmony
public import Runs

/// The data of a chat stream's events to run events, for every engine.
///
/// Success is a finish reason that was seen, whatever the status and whether `[DONE]` came; a
/// stream that ends without one has failed. Usage may follow the finish reason, so that `finished`
/// is said at `[DONE]` or at the end. After the last event, everything is ignored.
///
/// Text that is glued together on the way is not taken apart: llama-server puts a preamble of the
/// commentary channel in front of the final message without any mark (facts: chat-preamble).
public struct ChatStreamDecoder: Sendable {
  private enum State: Hashable {
    case streaming
    case finished(RunEvent.Finish)
    case over
  }

  private let peer: String
  private var state = State.streaming
  private var content = AnswerContent()
  private var hasReasoning = false
  private var hasToolCall = false
  private let decoder = JSONDecoder()

  /// - Parameter peer: named in failures, such as `llama-server at http://127.0.0.1:8080`.
  public init(peer: String) {
    self.peer = peer
  }

  /// Whether the last event was given.
  public var isOver: Bool { state == .over }

  /// Whether the engine has said that the answer is whole.
  var hasFinish: Bool {
    if case .finished = state { true } else { false }
  }

  /// The data of one event.
  public mutating func consume(_ data: [UInt8]) -> [RunEvent.Kind] {
    guard state != .over else { return [] }
    if data.elementsEqual("[DONE]".utf8) { return end() }
    guard !data.isEmpty else { return [] }
    if data.starts(with: "{\"error\"".utf8), let error = EngineError(data) { return fail(error) }
    guard let frame = try? decoder.decode(ChatFrame.self, from: Data(data)) else {
      if let error = EngineError(data) { return fail(error) }
      state = .over
      return [.raw(data), .failed(.malformedFrame(peer))]
    }
    if frame.choices == nil, let error = EngineError(data) { return fail(error) }
    return take(frame)
  }

  /// The data of an event that the end of the stream cut off, then the end.
  public mutating func end(cutOff data: [UInt8]) -> [RunEvent.Kind] {
    guard state != .over else { return [] }
    if (try? decoder.decode(ChatFrame.self, from: Data(data))) != nil || EngineError(data) != nil {
      return consume(data) + end()
    }
    return data.elementsEqual("[DONE]".utf8) ? end() : [.raw(data)] + end()
  }

  /// The end of the stream, however it came about.
  public mutating func end() -> [RunEvent.Kind] {
    switch state {
    case .streaming:
      state = .over
      return content.finish() + [.failed(.interrupted(peer))]
    case .finished(let reason):
      state = .over
      return content.finish() + [.finished(reason)]
    case .over:
      return []
    }
  }

  private mutating func fail(_ error: EngineError) -> [RunEvent.Kind] {
    state = .over
    return content.finish() + [.failed(.engine(error, peer: peer))]
  }

  private mutating func take(_ frame: ChatFrame) -> [RunEvent.Kind] {
    var events: [RunEvent.Kind] = []
    if let progress = frame.progress, progress.total > 0 {
      let read = min(max(progress.processed, 0), progress.total)
      events.append(.waiting(.prompt(read: read, of: progress.total)))
    }
    for choice in frame.choices ?? [] where choice.index ?? 0 == 0 {
      if let delta = choice.delta { events += take(delta) }
      if let reason = choice.finishReason, !reason.isEmpty { events += finish(reason) }
    }
    if let usage = Self.usage(frame) { events.append(.usage(usage)) }
    return events
  }

  private mutating func take(_ delta: ChatFrame.Delta) -> [RunEvent.Kind] {
    var events: [RunEvent.Kind] = []
    if let reasoning = delta.reasoning, !reasoning.isEmpty {
      hasReasoning = true
      events.append(.text(.analysis, reasoning))
    }
    if let text = delta.content, !text.isEmpty {
      events += content.append(text, hasReasoning: hasReasoning)
    }
    for call in delta.toolCalls ?? [] {
      events += take(call)
    }
    return events
  }

  private mutating func take(_ call: ChatFrame.ToolCall) -> [RunEvent.Kind] {
    var events: [RunEvent.Kind] = []
    if !hasToolCall {
      hasToolCall = true
      events.append(
        .warning(RunWarning("tool_call", "The model called a tool, though none was offered.")))
    }
    if let name = call.function?.name { events.append(.text(.commentary, "to=functions.\(name) ")) }
    if let arguments = call.function?.arguments, !arguments.isEmpty {
      events.append(.text(.commentary, arguments))
    }
    return events
  }

  private mutating func finish(_ reason: String) -> [RunEvent.Kind] {
    guard state == .streaming else { return [] }
    switch reason {
    case "stop", "eos", "eos_token", "end_turn": state = .finished(.stop)
    case "length", "max_tokens": state = .finished(.length)
    case "tool_calls", "function_call": state = .finished(.toolCall)
    case "content_filter": state = .finished(.filtered)
    default:
      // `abort`, `error`, or a word of the future: nobody can say that the answer is whole.
      return fail(EngineError(message: "it ended the answer with “\(reason)”"))
    }
    return []
  }

  private static func usage(_ frame: ChatFrame) -> Usage? {
    guard frame.usage != nil || frame.timings != nil else { return nil }
    let timings = frame.timings
    let usage = Usage(
      promptTokens: frame.usage?.promptTokens
        ?? timings.flatMap { timings in timings.prompt.map { $0 + (timings.cached ?? 0) } },
      completionTokens: frame.usage?.completionTokens ?? timings?.predicted,
      cachedTokens: frame.usage?.details?.cachedTokens ?? timings?.cached)
    return usage == Usage() ? nil : usage
  }
}
