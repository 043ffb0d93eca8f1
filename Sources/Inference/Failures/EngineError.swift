internal import Foundation
internal import Runs

/// What an engine says of its own failure, in any of the shapes that engines use: `{"error": {...}}`,
/// `{"error": "text"}`, `{"object": "error", "message": …}`, FastAPI's `{"detail": "text" | [{"msg"}]}`,
/// beside an answer or without one, and at any depth of a frame.
struct EngineError: Hashable, Sendable {
  /// At most 300 characters, on one line.
  var message: String
  var type: String?
  /// The status that the engine would have answered with, where it tells.
  var code: Int?
  @BoundedCount var promptTokens: Int?
  @BoundedCount var contextTokens: Int?

  init(message: String) {
    self.message = Self.oneLine(message)
  }

  /// The error in a frame or body; nil where it holds none that says something: `null`, `{}`, `""`
  /// and `false` are no errors.
  init?(in frame: FrameValue) {
    guard let error = Self.find(in: frame) ?? Self.only(in: frame) else { return nil }
    self = error
  }

  /// nil where the bytes are no error of a shape that is known.
  init?(_ body: [UInt8]) {
    if let frame = FrameValue(body) {
      self.init(in: frame)
      return
    }
    // transformers serve does not escape the text that it puts there.
    let opening = "{\"error\": \""
    guard body.starts(with: opening.utf8) else { return nil }
    let text = String(decoding: body.dropFirst(opening.utf8.count), as: UTF8.self)
    self.init(message: text.hasSuffix("\"}") ? String(text.dropLast(2)) : text)
  }

  /// A frame that is words: `error: model worker crashed`. nil where it may be broken JSON.
  init?(words data: [UInt8]) {
    let text = String(decoding: data.prefix(4000), as: UTF8.self).trimmed
    guard let first = text.first, !"{[\"<".contains(first) else { return nil }
    let prefix = ["error:", "[error]", "error -"].first { text.lowercased().hasPrefix($0) }
    let rest = text.dropFirst(prefix?.count ?? 0)
    self.init(message: rest.isEmpty ? text : String(rest).trimmed)
  }

  /// What an event is that its own name calls an error.
  init(event frame: FrameValue) {
    self = Self(in: frame) ?? Self(object: frame)
  }

  // MARK: Where errors stand

  private static func find(in value: FrameValue) -> EngineError? {
    switch value {
    case .array(let elements):
      return elements.lazy.compactMap(find).first
    case .object(let members):
      for member in members where !member.value.isBlank {
        if SignalTable.errorFields.contains(member.key.lowercased()) {
          return EngineError(object: member.value)
        }
      }
      if value["object"]?.string == "error" || value["type"]?.string == "error" {
        return EngineError(object: value)
      }
      return members.lazy.filter { !SignalTable.quotedFields.contains($0.key) }
        .compactMap { find(in: $0.value) }.first
    default: return nil
    }
  }

  /// A body that is nothing but an error without the word.
  private static func only(in frame: FrameValue) -> EngineError? {
    let answers = [
      "choices", "content", "response", "output", "type", "done", "data", "delta", "status",
    ]
    guard frame.isObject, !answers.contains(where: { frame[$0] != nil }) else { return nil }
    for key in ["detail", "message"] {
      guard let value = frame[key], !value.isBlank, key == "detail" || value.string != nil else {
        continue
      }
      return EngineError(object: frame)
    }
    return nil
  }

  // MARK: What they say

  private init(object value: FrameValue) {
    let words = Self.words(in: value, depth: 0)
    let told = value.isObject || value.int != nil ? value.short : "no reason given"
    self.init(message: words ?? told)
    type = value["type"]?.string
    code = value["code"].flatMap { $0.int ?? $0.string.flatMap { Int($0) } }
    promptTokens = value["n_prompt_tokens"]?.int
    contextTokens = value["n_ctx"]?.int
  }

  private static func words(in value: FrameValue, depth: Int) -> String? {
    guard depth < 4 else { return nil }
    switch value {
    case .string(let text): return text.isBlank ? nil : text
    case .array(let elements):
      return elements.lazy.compactMap { words(in: $0, depth: depth + 1) }.first
    case .object:
      for key in ["message", "msg", "error", "detail", "error_message", "description", "reason"] {
        if let found = value[key].flatMap({ words(in: $0, depth: depth + 1) }) { return found }
      }
      return nil
    default: return nil
    }
  }

  var isLoading: Bool {
    message.contains("Loading model") || message.contains("loading model")
  }

  /// Ollama and transformers say “not found”, LiteLLM “Invalid model name”.
  var isUnknownModel: Bool {
    let text = message.lowercased()
    guard text.contains("model") else { return false }
    return ["not found", "invalid model", "does not exist", "unknown model", "no such model"]
      .contains { text.contains($0) }
  }

  private static func oneLine(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 300 ? line.prefix(299) + "…" : line
  }
}
