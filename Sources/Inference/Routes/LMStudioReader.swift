internal import Harmony
internal import Runs

/// Reads the events of LM Studio's `/api/v1/chat` (lmstudio-ai/docs 2_rest/streaming-events.md), or
/// the one document that it answers without streaming.
///
/// `chat.end` is the end and gives no reason; only the token count tells of a cut.
struct LMStudioReader: FrameReader {
  private var answer = AnswerAssembly()

  mutating func read(
    _ frame: FrameValue, event: String?, _ notes: inout FrameNotes
  ) -> [StreamSign] {
    // The events of a delta have their text as `content`; none is lost that is called `delta`.
    let text = frame["content"]?.string ?? frame["delta"]?.string ?? ""
    switch frame["type"]?.string ?? event {
    case "model_load.start": return [.event(.waiting(.load()))]
    case "model_load.progress":
      return [.event(.waiting(.load(percent: percent(frame, &notes))))]
    case "prompt_processing.progress":
      return percent(frame, &notes).map { [.event(.waiting(.prompt(read: $0, of: 100)))] } ?? []
    case "reasoning.delta": return answer.think(text)
    case "message.delta": return answer.say(text)
    case "reasoning.end": return text.isEmpty ? [] : answer.closeThinking(text, part: nil)
    case "message.end": return text.isEmpty ? [] : answer.closeAnswer(text, part: nil)
    case "tool_call.start":
      return answer.callTool() + [.text(.commentary, "to=\(frame["tool"]?.string ?? "?") ")]
    case "chat.end": return ending(frame["result"] ?? frame, &notes)
    case nil where frame["output"] != nil: return ending(frame, &notes)
    default: return []
    }
  }

  mutating func finish() -> [StreamSign] { answer.finish() }

  private mutating func ending(
    _ result: FrameValue, _ notes: inout FrameNotes
  ) -> [StreamSign] {
    var signs: [StreamSign] = []
    let items = result["output"]?.elements ?? []
    func text(of type: String) -> String {
      items.filter { $0["type"]?.string == type }.compactMap { $0["content"]?.string }.joined()
    }
    if !text(of: "reasoning").isEmpty { signs += answer.settleThinking(text(of: "reasoning")) }
    if !text(of: "message").isEmpty { signs += answer.settleAnswer(text(of: "message")) }
    for item in items where item["type"]?.string == "tool_call" && !answer.hasToolCall {
      signs += answer.call(name: item["tool"]?.string, arguments: nil)
    }
    if let usage = SignalTable.lmStudio.usage(in: result, &notes) {
      signs.append(.event(.usage(usage)))
    }
    return signs + [.finish(answer.hasToolCall ? .toolCall : .stop), .end]
  }

  /// A share of 1 in per cent; nil where it cannot be read.
  private func percent(_ frame: FrameValue, _ notes: inout FrameNotes) -> Int? {
    guard let value = frame["progress"] else { return nil }
    guard let share = value.double, share.isFinite else {
      notes.note("progress", value)
      return nil
    }
    return Int(clamping: min(max(share, 0), 1) * 100)
  }
}
