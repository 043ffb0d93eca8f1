import Foundation
import Harmony
import Runs

/// What a chat stream's bytes mean, whichever engine sent them. Pure: bytes in, kinds of events out.
///
/// The stream has succeeded only if a finish reason was seen; an end without one is a failure,
/// whatever the status was.
struct ChatStreamDecoder: Sendable {
  private var events = ServerSentEventDecoder()
  private var router = ContentRouter()
  private var hasReasoning = false
  private var finish: RunEvent.Finish?
  private var toolCalls: [String] = []
  private(set) var isOver = false
  private let source: String

  /// - Parameter source: the engine's name and address, for sentences.
  init(source: String) {
    self.source = source
  }

  mutating func feed(_ bytes: some Sequence<UInt8>) -> [RunEvent.Kind] {
    guard !isOver else { return [] }
    do {
      var kinds: [RunEvent.Kind] = []
      for event in try events.feed(bytes) where !isOver { kinds += take(event.data) }
      return kinds
    } catch {
      isOver = true
      return [
        .failed(
          RunFailure(
            .protocol, "\(source) sent a line of more than 8 MB.",
            hint: "Is this the address of an engine? Check it with precept engines."))
      ]
    }
  }

  /// The end of the body.
  mutating func end() -> [RunEvent.Kind] {
    guard !isOver else { return [] }
    var kinds: [RunEvent.Kind] = []
    for event in events.finish() where !isOver { kinds += take(event.data) }
    guard !isOver else { return kinds }
    isOver = true
    kinds += router.finish()
    if let finish {
      return kinds + toolWarnings + [.finished(finish)]
    }
    return kinds + [
      .failed(
        RunFailure(
          .interrupted, "\(source) ended the stream before the answer was finished.",
          hint: "Look at the engine's log, then run again."))
    ]
  }

  private mutating func take(_ data: String) -> [RunEvent.Kind] {
    if data == "[DONE]" { return [] }
    guard let frame = try? JSONDecoder().decode(ChatFrame.self, from: Data(data.utf8)) else {
      isOver = true
      return [
        .raw(Array(data.utf8.prefix(65_536))),
        .failed(
          RunFailure(
            .protocol, "\(source) sent a frame that is no JSON of a chat stream.",
            hint: "The bytes are kept in the run's record; look at the engine's log.")),
      ]
    }
    return take(frame)
  }

  private mutating func take(_ frame: ChatFrame) -> [RunEvent.Kind] {
    if let error = frame.error ?? frame.detail.map({ EngineErrorBody($0.message) }) {
      isOver = true
      return router.finish() + [.failed(error.failure(source: source))]
    }
    var kinds: [RunEvent.Kind] = []
    if let progress = frame.prompt_progress {
      kinds.append(.waiting(.prompt(read: progress.processed, of: progress.total)))
    }
    if let choice = frame.choices?.first {
      if let delta = choice.delta ?? choice.message { kinds += take(delta) }
      if let reason = choice.finish_reason { finish = RunEvent.Finish(reason: reason) }
    }
    if let usage = frame.usageEvent { kinds.append(usage) }
    return kinds
  }

  private mutating func take(_ delta: ChatFrame.Delta) -> [RunEvent.Kind] {
    var kinds: [RunEvent.Kind] = []
    if let reasoning = delta.reasoningText, !reasoning.isEmpty {
      hasReasoning = true
      kinds.append(.text(.analysis, reasoning))
    }
    if let content = delta.content, !content.isEmpty {
      kinds += router.route(content, hasReasoning: hasReasoning)
    }
    for call in delta.tool_calls ?? [] {
      if let name = call.function?.name { toolCalls.append(name) }
    }
    return kinds
  }

  private var toolWarnings: [RunEvent.Kind] {
    guard !toolCalls.isEmpty else { return [] }
    let names = toolCalls.joined(separator: ", ")
    return [
      .warning(
        RunWarning("tool_call", "The model called \(names), which nobody offered, instead of answering."))
    ]
  }
}

extension RunEvent.Finish {
  init(reason: String) {
    switch reason {
    case "length": self = .length
    case "tool_calls", "function_call": self = .toolCall
    case "content_filter": self = .filtered
    default: self = .stop
    }
  }
}

extension ChatFrame {
  fileprivate var usageEvent: RunEvent.Kind? {
    guard usage != nil || timings != nil else { return nil }
    let fromTimings = timings.flatMap { timings in
      timings.prompt_n.map { $0 + (timings.cache_n ?? 0) }
    }
    return .usage(
      Runs.Usage(
        promptTokens: usage?.prompt_tokens ?? fromTimings,
        completionTokens: usage?.completion_tokens ?? timings?.predicted_n,
        cachedTokens: usage?.prompt_tokens_details?.cached_tokens ?? timings?.cache_n))
  }
}
