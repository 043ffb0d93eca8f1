internal import Harmony
internal import Runs

/// Reads the events of `/v1/responses`, by the type in their data or, where that is missing, by their
/// name; llama-server leaves the name out where it fails (facts: responses-badchannel). Also reads the
/// response itself, as it comes without streaming.
///
/// Reasoning is `reasoning_text` at llama-server and vLLM, `reasoning_summary_text` at Ollama. Events
/// that repeat what pieces have said (`….done`, the output of `response.completed`) add what is
/// missing: OpenAI's reference server sends a tool call in no other way.
struct ResponsesReader: FrameReader {
  private var answer = AnswerAssembly()
  /// Whether a part of the answer was called incomplete.
  private var isCut = false

  mutating func read(
    _ frame: FrameValue, event: String?, _ notes: inout FrameNotes
  ) -> [StreamSign] {
    guard let type = frame["type"]?.string ?? event else {
      return frame["output"] != nil || frame["object"]?.string == "response"
        ? ending(frame, type: nil, &notes) : []
    }
    let name = type.hasPrefix("response.") ? String(type.dropFirst("response.".count)) : type
    switch name {
    case "completed", "incomplete", "failed", "cancelled", "canceled", "done":
      return ending(frame["response"] ?? frame, type: name, &notes)
    case "output_item.done":
      return frame["item"].map { take($0, named: frame.partName) } ?? []
    case "content_part.done", "reasoning_summary_part.done", "reasoning_part.done":
      return frame["part"].map { takePart($0, named: frame.partName) } ?? []
    default: return piece(frame, name)
    }
  }

  mutating func finish() -> [StreamSign] { answer.finish() }

  // MARK: Events

  private mutating func piece(_ frame: FrameValue, _ name: String) -> [StreamSign] {
    let part = frame.partName
    let isDone = name.hasSuffix(".done")
    let keys = isDone ? ["text", "refusal", "delta"] : ["delta", "text", "message"]
    let text = keys.lazy.compactMap { frame[$0] }.first.map {
      $0.string ?? $0["text"]?.string ?? ""
    }
    switch name.split(separator: ".").first {
    case "reasoning_text", "reasoning_summary_text", "reasoning", "reasoning_summary":
      guard let text else { return [] }
      let part = part.map { "\($0) \(name.contains("summary") ? "summary" : "")" }
      return isDone ? answer.closeThinking(text, part: part) : answer.think(text, part: part)
    case "output_text", "refusal":
      guard let text else { return [] }
      return isDone ? answer.closeAnswer(text, part: part) : answer.say(text, part: part)
    case "function_call_arguments", "mcp_call_arguments", "custom_tool_call_input":
      // vLLM sends the message of a malformed header as an MCP call (facts 9).
      let arguments = frame["arguments"]?.string ?? frame["input"]?.string ?? ""
      return isDone
        ? answer.closeCall(name: frame["name"]?.string, arguments: arguments, part: frame.itemName)
        : answer.call(name: nil, arguments: text, part: frame.itemName)
    default: return []
    }
  }

  /// A whole part of an item.
  private mutating func takePart(_ part: FrameValue, named name: String?) -> [StreamSign] {
    let text = part["text"]?.string ?? part["refusal"]?.string ?? part.string ?? ""
    guard !text.isEmpty else { return [] }
    switch part["type"]?.string {
    case "reasoning_text"?: return answer.closeThinking(text, part: name.map { $0 + " " })
    case "summary_text"?: return answer.closeThinking(text, part: name.map { $0 + " summary" })
    default: return answer.closeAnswer(text, part: name)
    }
  }

  /// A whole item.
  private mutating func take(_ item: FrameValue, named name: String?) -> [StreamSign] {
    if item["status"]?.string == "incomplete" { isCut = true }
    switch item["type"]?.string {
    case "message"?:
      let parts = item["content"]?.elements ?? []
      return parts.enumerated().flatMap { takePart($1, named: item.partName(of: $0) ?? name) }
    case "reasoning"?:
      return ["content", "summary"].flatMap { key in
        (item[key]?.elements ?? []).enumerated().flatMap {
          takePart($1.asReasoning, named: item.partName(of: $0))
        }
      }
    case let type? where type.hasSuffix("_call"):
      return answer.closeCall(
        name: item["name"]?.string,
        arguments: item["arguments"]?.string ?? item["input"]?.string ?? "",
        part: item["id"]?.string)
    default: return []
    }
  }

  // MARK: The end

  private mutating func ending(
    _ response: FrameValue, type: String?, _ notes: inout FrameNotes
  ) -> [StreamSign] {
    var signs = settle(response["output"]?.elements ?? [])
    if let usage = SignalTable.responses.usage(in: response, &notes) {
      signs.append(.event(.usage(usage)))
    }
    let status = response["status"]?.string?.lowercased()
    for word in [status, type].compactMap(\.self)
    where SignalTable.failedStatuses.contains(word) || word == "in_progress" || word == "queued" {
      return signs + [
        .failed(EngineError(message: "it ended the response with the status “\(word)”"))
      ]
    }
    var endings = SignalTable.responses.endings(in: response)
    // The reason tells what `incomplete` means; a whole event with an incomplete status is cut.
    if endings.count > 1, status == "incomplete" { endings.removeLast() }
    if type == "incomplete" {
      if endings.isEmpty || status == "completed" { endings.append(.ending("incomplete")) }
    } else if endings.isEmpty {
      endings = [.finish(.stop)]
    }
    if isCut { endings.append(.ending("incomplete")) }
    return signs + endings + (answer.hasToolCall ? [.finish(.toolCall)] : [])
  }

  /// The whole output: what no event has said yet.
  private mutating func settle(_ items: [FrameValue]) -> [StreamSign] {
    var thoughts = ""
    var text = ""
    var signs: [StreamSign] = []
    for item in items {
      switch item["type"]?.string {
      case "message"?:
        text += (item["content"]?.elements ?? []).map(\.partText).joined()
        if item["status"]?.string == "incomplete" { isCut = true }
      case "reasoning"?:
        let content = (item["content"]?.elements ?? []).map(\.partText).joined()
        thoughts +=
          content.isEmpty ? (item["summary"]?.elements ?? []).map(\.partText).joined() : content
      case let type? where type.hasSuffix("_call"): signs += take(item, named: nil)
      default: break
      }
    }
    if !thoughts.isEmpty { signs += answer.settleThinking(thoughts) }
    if !text.isEmpty { signs += answer.settleAnswer(text) }
    return signs
  }
}

extension FrameValue {
  /// Of an event: the item that it belongs to.
  fileprivate var itemName: String? {
    self["item_id"]?.string ?? self["output_index"]?.int.map { "\($0)" }
  }

  /// Of an event: the part of an item that it belongs to.
  fileprivate var partName: String? {
    itemName.map { "\($0) \(self["content_index"]?.int ?? self["summary_index"]?.int ?? 0)" }
  }

  /// Of an item: its part at that place.
  fileprivate func partName(of place: Int) -> String? {
    self["id"]?.string.map { "\($0) \(place)" }
  }

  fileprivate var partText: String {
    self["text"]?.string ?? self["refusal"]?.string ?? string ?? ""
  }

  /// A part of reasoning, whatever type it gives itself.
  fileprivate var asReasoning: FrameValue {
    let isSummary = self["type"]?.string == "summary_text"
    return .object([
      .init(key: "type", value: .string(isSummary ? "summary_text" : "reasoning_text")),
      .init(key: "text", value: .string(partText)),
    ])
  }
}
