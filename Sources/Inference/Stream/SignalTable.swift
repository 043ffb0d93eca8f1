internal import Runs

/// What a stream can say beside its text, and where each form of stream says it: one table for all
/// routes, so that no two of them decide the same thing differently.
///
/// | signal | meaning, on every route |
/// | --- | --- |
/// | an error anywhere in a frame, unless it says nothing (blank, `None`, `null`) | the run fails, with the engine's words |
/// | a note of a content filter on itself | nothing: no verdict depends on it |
/// | a comment, `ping` or `heartbeat` in place of a frame | nothing |
/// | several documents in one event | each is a frame |
/// | a web page in place of a frame | the run fails, and says so |
/// | a frame that is words instead of JSON | the run fails, with these words |
/// | a status or finish word for failure, or an unknown one | the run fails, with the word |
/// | two endings that differ | the worse one holds, and a warning names both |
/// | `stop`, with as many tokens as the limit allows | a warning; truncated where the answer does not read whole |
/// | reasoning under any name, or several | its text, once; blank ones say nothing |
/// | text in a closing event or a whole message | what pieces have not said yet |
/// | a closing text that differs from the pieces | the run fails, with both texts |
/// | side information of a wrong type | left out, with a warning |
/// | text that is not Unicode | U+FFFD, with a warning |
///
/// A row says where one form of stream has the signals that differ between forms.
struct SignalTable: Sendable {
  /// Where the tokens of the prompt are counted; the first that can be read holds.
  var promptTokens: [FramePath]
  var completionTokens: [FramePath]
  var cachedTokens: [FramePath]
  /// Words on how the answer ended.
  var endings: [FramePath]

  /// `/v1/chat/completions` and `/v1/completions`. Endings are told of a choice.
  static let choices = SignalTable(
    promptTokens: ["usage.prompt_tokens", "timings.prompt_n"],
    completionTokens: ["usage.completion_tokens", "timings.predicted_n"],
    cachedTokens: ["usage.prompt_tokens_details.cached_tokens", "timings.cache_n"],
    endings: ["finish_reason"])
  /// llama-server's `/completion`.
  static let llamaCompletion = SignalTable(
    promptTokens: ["timings.prompt_n", "tokens_evaluated"],
    completionTokens: ["tokens_predicted", "timings.predicted_n"],
    cachedTokens: ["timings.cache_n"], endings: ["stop_type"])
  /// Ollama's `/api/chat`.
  static let ollama = SignalTable(
    promptTokens: ["prompt_eval_count"], completionTokens: ["eval_count"], cachedTokens: [],
    endings: ["done_reason"])
  /// `/v1/responses`: of the response.
  static let responses = SignalTable(
    promptTokens: ["usage.input_tokens"], completionTokens: ["usage.output_tokens"],
    cachedTokens: ["usage.input_tokens_details.cached_tokens"],
    endings: ["incomplete_details.reason", "status"])
  /// LM Studio's `/api/v1/chat`: of the result. It tells no ending.
  static let lmStudio = SignalTable(
    promptTokens: ["stats.input_tokens"], completionTokens: ["stats.total_output_tokens"],
    cachedTokens: [], endings: [])

  /// What was used, as far as it can be read; nil where nothing can.
  func usage(in frame: FrameValue, _ notes: inout FrameNotes) -> Usage? {
    func count(_ paths: [FramePath]) -> Int? {
      for path in paths {
        guard var count = notes.count(path, in: frame) else { continue }
        // `prompt_n` counts what was read, without what the cache served.
        if path == "timings.prompt_n" { count += notes.count("timings.cache_n", in: frame) ?? 0 }
        return count
      }
      return nil
    }
    let usage = Usage(
      promptTokens: count(promptTokens), completionTokens: count(completionTokens),
      cachedTokens: count(cachedTokens))
    return usage == Usage() ? nil : usage
  }

  /// The endings that a frame, choice or response tells.
  func endings(in value: FrameValue) -> [StreamSign] {
    endings.compactMap { path in
      guard let word = value.value(at: path), !word.isBlank else { return nil }
      return .ending(word.string ?? Self.ending(in: word) ?? word.short)
    }
  }

  /// SGLang's own form: `{"type": "stop", "matched": 200002}`. One with words beside a type is no
  /// whole answer, and is told in full.
  private static func ending(in value: FrameValue) -> String? {
    guard let type = value["type"]?.string, finishes[type.lowercased()] != nil,
      value["message"]?.isBlank != false
    else { return nil }
    return type
  }

  // MARK: Endings

  /// What engines say at the end of an answer, in lower case. Any other word, such as `abort` or
  /// `error`: nobody can say that the answer is whole.
  static let finishes: [String: RunEvent.Finish] = [
    "stop": .stop, "eos": .stop, "eos_token": .stop, "end_turn": .stop, "completed": .stop,
    "word": .stop, "stop_sequence": .stop, "end_of_turn": .stop,
    "length": .length, "max_tokens": .length, "max_output_tokens": .length, "limit": .length,
    "incomplete": .length, "max_new_tokens": .length, "model_length": .length,
    "tool_calls": .toolCall, "function_call": .toolCall, "tool_use": .toolCall,
    "content_filter": .filtered, "safety": .filtered, "refusal": .filtered,
  ]

  /// How bad an ending is for a verdict; of two that differ the worse one holds.
  static func severity(_ finish: RunEvent.Finish) -> Int {
    switch finish {
    case .stop, .abstained: 0
    case .toolCall: 1
    case .length: 2
    case .filtered: 3
    }
  }

  // MARK: Reasoning

  /// Under any of these a message or delta holds reasoning. llama-server and transformers say
  /// `reasoning_content`; vLLM, LM Studio and Ollama's OpenAI route `reasoning`; Ollama's own route
  /// `thinking`; OpenRouter adds `reasoning_details`, LiteLLM `thinking_blocks`.
  static let reasoningFields = [
    "reasoning_content", "reasoning", "reasoning_text", "thinking", "thinking_content", "thought",
    "reasoning_details", "thinking_blocks",
  ]

  // MARK: Errors

  static let errorFields: Set<String> = ["error", "errors", "error_message", "error_msg"]
  /// Below these stands what the model or the request said, not the engine.
  static let quotedFields: Set<String> = [
    "tool_calls", "function_call", "arguments", "logprobs", "metadata", "instructions", "input",
    "tools", "text", "schema", "json_schema", "response_format", "generation_settings", "prompt",
    // Azure's notes on its own filter: `content_filter_error` there says that it did not run.
    "content_filter_results", "content_filter_result", "prompt_filter_results",
  ]
  static let failedStatuses: Set<String> = [
    "failed", "error", "cancelled", "canceled", "expired", "aborted",
  ]
}

/// A field inside a frame, such as `usage.prompt_tokens`.
struct FramePath: Hashable, Sendable, ExpressibleByStringLiteral {
  let names: [String]

  init(stringLiteral value: String) {
    names = value.split(separator: ".").map(String.init)
  }

  var spelling: String { names.joined(separator: ".") }
}

extension FrameValue {
  /// nil where there is nothing, or a null.
  func value(at path: FramePath) -> FrameValue? {
    path.names.reduce(Optional(self)) { $0?[$1] }
  }
}

/// Side information of a stream that could not be read: each field is told once.
struct FrameNotes: Sendable {
  private var told: Set<String> = []
  /// Not told yet.
  private var pending: [RunWarning] = []
  static let most = 8

  /// The count at that place; nil where there is none, or none that can be one.
  mutating func count(_ path: FramePath, in frame: FrameValue) -> Int? {
    var place = frame
    for (depth, name) in path.names.enumerated() {
      guard place.isObject else {
        note(path.names.prefix(depth).joined(separator: "."), place)
        return nil
      }
      guard let next = place[name] else { return nil }
      place = next
    }
    if let count = place.int.flatMap(Int.init(count:)) { return count }
    note(path.spelling, place)
    return nil
  }

  mutating func note(_ field: String, _ value: FrameValue) {
    guard told.count < Self.most, told.insert(field).inserted else { return }
    pending.append(.unreadable(field, value.short))
  }

  mutating func noteRepair() {
    guard told.insert("").inserted else { return }
    pending.append(.repairedText)
  }

  mutating func takeWarnings() -> [RunEvent.Kind] {
    defer { pending = [] }
    return pending.map(RunEvent.Kind.warning)
  }
}

extension FrameValue {
  /// As it is shown in a sentence.
  var short: String {
    let text =
      switch self {
      case .null: "null"
      case .bool(let value): "\(value)"
      case .integer(let number): "\(number)"
      case .real(let number): "\(number)"
      case .string(let text): "“\(text)”"
      case .array: "a list"
      case .object(let members):
        members.filter { !$0.value.isBlank }.prefix(4)
          .map { "\($0.key) \($0.value.isObject ? "{…}" : $0.value.short)" }
          .joined(separator: ", ")
      }
    return text.count > 60 ? "\(text.prefix(59))…" : text
  }
}

extension RunWarning {
  static func unreadable(_ field: String, _ value: String) -> RunWarning {
    RunWarning(
      "side_information",
      "The engine sent the field “\(field)” in a form that cannot be read (\(value)); it was left out."
    )
  }

  static let repairedText = RunWarning(
    "repaired_text",
    "The engine sent text that is not Unicode; each broken character was replaced by U+FFFD.")

  static func endings(_ first: String, _ second: String) -> RunWarning {
    RunWarning(
      "contradictory_finish",
      "The engine said both “\(first)” and “\(second)” of how the answer ended; the worse one holds."
    )
  }

  static func limitReached(_ word: String, _ tokens: Int, limit: Int) -> RunWarning {
    RunWarning(
      RunWarning.limitReached,
      "The engine says “\(word)”, but it counts \(tokens) tokens and the limit was \(limit): the answer may be cut."
    )
  }
}
