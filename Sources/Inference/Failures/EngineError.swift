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
  /// A code that is a word, such as `invalid_api_key`.
  var word: String?
  @BoundedCount var promptTokens: Int?
  @BoundedCount var contextTokens: Int?

  init(message: String) {
    self.message = Self.oneLine(message)
  }

  /// The error in a frame or body; nil where it holds none that says something: `null`, `{}`, `""`,
  /// `false` and the words `None` and `null` are not errors. Servers that write their fields by `str()`
  /// send these words beside every frame of a good answer. Nothing is lost where one meant a failure:
  /// without a finish reason the run fails, and without an answer there is no verdict.
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
      for member in members where !member.value.saysNothing {
        if SignalTable.errorFields.contains(member.key.lowercased()) {
          var error = EngineError(object: member.value)
          error.code = error.code ?? code(in: value)
          return error
        }
      }
      // MiniMax: `base_resp`, beside an answer that is null.
      if value["status_msg"] != nil, let code = value["status_code"]?.int, ![0, 200].contains(code)
      {
        return EngineError(object: value)
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
    let answers = ["choices", "content", "response", "output", "data", "delta"]
    guard frame.isObject, !answers.contains(where: { frame[$0]?.isBlank == false }),
      frame["type"] == nil, frame["done"] == nil,
      frame["status"].map({ $0.int.map { $0 >= 400 } ?? isFailure($0) }) ?? true
    else { return nil }
    // A frame that only says that all is well.
    if let code = code(in: frame), [0, 200].contains(code) { return nil }
    if frame["success"] == .bool(true) { return nil }
    for key in ["detail", "message", "msg", "errmsg"] {
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
    code = Self.code(in: value)
    word = value["code"]?.string
    promptTokens = value["n_prompt_tokens"]?.int
    contextTokens = value["n_ctx"]?.int
  }

  private static func isFailure(_ status: FrameValue) -> Bool {
    let word = status.string?.lowercased() ?? ""
    return word == "fail" || SignalTable.failedStatuses.contains(word)
  }

  private static func code(in value: FrameValue) -> Int? {
    ["code", "status", "status_code", "http_code"].lazy.compactMap { key in
      value[key].flatMap { $0.int ?? $0.string.flatMap { Int($0) } }
    }.first
  }

  private static func words(in value: FrameValue, depth: Int) -> String? {
    guard depth < 4 else { return nil }
    switch value {
    case .string(let text): return text.isBlank ? nil : text
    case .array(let elements):
      return elements.lazy.compactMap { words(in: $0, depth: depth + 1) }.first
    case .object:
      for key in [
        "message", "msg", "error", "detail", "error_message", "status_msg", "errmsg", "description",
        "reason",
      ] {
        if let found = value[key].flatMap({ words(in: $0, depth: depth + 1) }) { return found }
      }
      return nil
    default: return nil
    }
  }

  // MARK: What it is about

  private var names: [String] { [type, word].compactMap { $0?.lowercased() } }

  private func says(_ words: [String]) -> Bool {
    let text = message.lowercased()
    return words.contains { text.contains($0) }
  }

  /// Whether the key is missing or wrong.
  var isUnauthorized: Bool {
    if code == 401 { return true }
    let isNamed = names.contains { name in
      ["authentication", "invalid_api_key", "unauthorized"].contains { name.contains($0) }
    }
    return isNamed
      || says([
        "not authenticated", "unauthorized", "unauthenticated", "invalid api key",
        "incorrect api key", "no api key", "missing api key", "api key is required",
        "api key not valid", "api key passed", "authentication error", "authentication required",
      ])
  }

  /// Whether the account has nothing left; to run again does not help.
  var isUnpaid: Bool {
    code == 402 || names.contains { $0.contains("insufficient_quota") || $0.contains("billing") }
      || says([
        "insufficient credit", "insufficient balance", "insufficient fund", "insufficient quota",
        "payment required", "exceeded your current quota", "not enough credit",
      ])
  }

  /// Whether another moment may do.
  var isBusy: Bool {
    [429, 503, 529].contains(code) || names.contains { $0.contains("overloaded") }
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

extension FrameValue {
  /// Whether it is blank, or spells that there is nothing, as Python does.
  fileprivate var saysNothing: Bool {
    switch self {
    case .string(let text): isBlank || ["none", "null", "nil"].contains(text.trimmed.lowercased())
    case .array(let elements): elements.allSatisfy(\.saysNothing)
    case .object(let members): members.allSatisfy(\.value.saysNothing)
    default: isBlank
    }
  }
}
