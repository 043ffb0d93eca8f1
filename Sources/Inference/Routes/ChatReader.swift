internal import Harmony
internal import Runs

/// Reads the frames of `/v1/chat/completions`, with every engine's own fields: deltas, whole messages
/// in their place, or one document.
///
/// Text that is glued together on the way is not taken apart: llama-server and vLLM put a preamble of
/// the commentary channel in front of the final message without any mark (facts: chat-preamble).
struct ChatReader: FrameReader {
  private let controls: ControlTokenIDs?
  private var answer = AnswerAssembly()
  private var hasDelta = false

  /// - Parameter controls: of the model, where they are known; else those of the released models.
  init(controls: ControlTokenIDs? = nil) {
    self.controls = controls
  }

  mutating func read(
    _ frame: FrameValue, event: String?, _ notes: inout FrameNotes
  ) -> [StreamSign] {
    var signs: [StreamSign] = []
    if let wait = frame.promptProgress(&notes) { signs.append(.event(.waiting(wait))) }
    for choice in frame.firstChoices(&notes) { signs += take(choice) }
    if let usage = SignalTable.choices.usage(in: frame, &notes) {
      signs.append(.event(.usage(usage)))
    }
    return signs
  }

  mutating func finish() -> [StreamSign] { answer.finish() }

  private mutating func take(_ choice: FrameValue) -> [StreamSign] {
    var signs: [StreamSign] = []
    if let delta = choice["delta"] {
      signs += answer.take(delta, isWhole: false)
      hasDelta = hasDelta || answer.hasAnswer
    }
    if let message = choice["message"] { signs += takeMessage(message) }
    if let text = choice["text"]?.string { signs += answer.say(text) }
    return signs + ending(choice)
  }

  /// A message where deltas are usual is a whole one; but some servers stream pieces under that name.
  private mutating func takeMessage(_ message: FrameValue) -> [StreamSign] {
    let text = MessageText(message).answer ?? ""
    let isWhole = hasDelta || text.utf8.starts(with: answer.saidAnswer.utf8)
    return answer.take(message, isWhole: isWhole)
  }

  private mutating func ending(_ choice: FrameValue) -> [StreamSign] {
    let endings = SignalTable.choices.endings(in: choice)
    guard !endings.isEmpty else { return [] }
    // vLLM without a tool parser ends a call with `stop`, and names the token (facts 9).
    let token = choice["stop_reason"]?.int
    let isCall = token != nil && token == controls?[.call] ?? ControlToken.call.id
    let call = isCall ? answer.callTool() : []
    // OpenRouter says here what the provider said.
    let native = choice["native_finish_reason"]?.string
      .flatMap { SignalTable.finishes[$0.lowercased()] == .length ? StreamSign.ending($0) : nil }
    return call + endings + [native].compactMap(\.self)
      + (answer.hasToolCall ? [.finish(.toolCall)] : [])
  }
}

extension FrameValue {
  /// The choices of index 0; one whose index cannot be read counts by its place.
  func firstChoices(_ notes: inout FrameNotes) -> [FrameValue] {
    var first: [FrameValue] = []
    for (place, choice) in (self["choices"]?.elements ?? []).enumerated() {
      var index = place
      if let told = choice["index"] {
        if let number = told.int ?? told.string.flatMap({ Int($0) }) {
          index = number
        } else {
          notes.note("index", told)
        }
      } else {
        index = 0
      }
      if index == 0 { first.append(choice) }
    }
    return first
  }

  /// llama-server's `return_progress`.
  func promptProgress(_ notes: inout FrameNotes) -> RunEvent.Wait? {
    guard self["prompt_progress"] != nil,
      let total = notes.count("prompt_progress.total", in: self),
      let processed = notes.count("prompt_progress.processed", in: self), total > 0
    else { return nil }
    return .prompt(read: min(processed, total), of: total)
  }
}
