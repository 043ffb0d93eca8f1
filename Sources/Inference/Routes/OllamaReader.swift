internal import Harmony
internal import Runs

/// Reads the lines of Ollama's `/api/chat` (ollama/ollama docs/api.md). The last one, or an
/// `{"error": …}` at any time, ends the answer.
struct OllamaReader: FrameReader {
  /// The fewest tokens that the prompt can have.
  let leastPromptTokens: Int
  private var answer = AnswerAssembly()

  init(leastPromptTokens: Int) {
    self.leastPromptTokens = leastPromptTokens
  }

  mutating func read(
    _ frame: FrameValue, event: String?, _ notes: inout FrameNotes
  ) -> [StreamSign] {
    var signs: [StreamSign] = []
    for name in ["message", "delta"] {
      if let message = frame[name], message.isObject {
        signs += answer.take(message, isWhole: false)
      }
    }
    // The form of `/api/generate`.
    if let text = frame["response"]?.string {
      signs += answer.think(frame["thinking"]?.string ?? "") + answer.say(text)
    }
    let isDone = frame["done"].map { $0 == .bool(true) || $0 == .integer(1) } ?? false
    if isDone || frame["done_reason"] != nil { signs += ending(frame, &notes) }
    return signs
  }

  mutating func finish() -> [StreamSign] { answer.finish() }

  private func ending(_ line: FrameValue, _ notes: inout FrameNotes) -> [StreamSign] {
    var signs: [StreamSign] = []
    if let usage = SignalTable.ollama.usage(in: line, &notes) {
      signs.append(.event(.usage(usage)))
      // Ollama cuts what does not fit without a word (ollama/ollama#17427).
      if let read = usage.promptTokens, read < leastPromptTokens {
        signs.append(.event(.warning(cut(read))))
      }
    }
    let word = line["done_reason"]?.string
    if word == "load" || word == "unload" {
      // Nothing was generated: the request held no message for the model.
      return signs + [.failed(EngineError(message: "it only loaded the model"))]
    }
    let endings = SignalTable.ollama.endings(in: line)
    signs += endings.isEmpty ? [.finish(.stop)] : endings
    if answer.hasToolCall { signs.append(.finish(.toolCall)) }
    return signs + [.end]
  }

  private func cut(_ read: Int) -> RunWarning {
    RunWarning(
      "prompt_cut",
      "Ollama read only \(read) tokens of a prompt of at least \(leastPromptTokens): part of the policy or the content was cut. Raise its context length."
    )
  }
}
