internal import Foundation
internal import Runs

/// What an engine says of its own failure, in any of the shapes that engines use:
/// `{"error": {...}}`, `{"error": "text"}`, FastAPI's `{"detail": "text" | [{"msg"}]}`.
struct EngineError: Hashable, Sendable, Decodable {
  /// At most 300 characters, on one line.
  var message: String
  var type: String?
  @BoundedCount var promptTokens: Int?
  @BoundedCount var contextTokens: Int?

  private enum CodingKeys: String, CodingKey {
    case error, detail, message, type, msg
    case promptTokens = "n_prompt_tokens"
    case contextTokens = "n_ctx"
  }

  init(message: String) {
    self.message = Self.oneLine(message)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let text = try? container.decode(String.self, forKey: .error) {
      self.init(message: text)
    } else if let error = try? container.nestedContainer(
      keyedBy: CodingKeys.self, forKey: .error)
    {
      self.init(message: (try? error.decode(String.self, forKey: .message)) ?? "no reason given")
      type = try? error.decode(String.self, forKey: .type)
      promptTokens = try? error.decode(Int.self, forKey: .promptTokens)
      contextTokens = try? error.decode(Int.self, forKey: .contextTokens)
    } else if let text = try? container.decode(String.self, forKey: .detail) {
      self.init(message: text)
    } else {
      var details = try container.nestedUnkeyedContainer(forKey: .detail)
      let first = try details.nestedContainer(keyedBy: CodingKeys.self)
      self.init(message: try first.decode(String.self, forKey: .msg))
    }
  }

  /// nil where the bytes are no error of a shape that is known.
  init?(_ body: [UInt8]) {
    if let error = try? JSONDecoder().decode(EngineError.self, from: Data(body)) {
      self = error
      return
    }
    // transformers serve does not escape the text that it puts there.
    let opening = "{\"error\": \""
    guard body.starts(with: opening.utf8) else { return nil }
    let text = String(decoding: body.dropFirst(opening.utf8.count), as: UTF8.self)
    self.init(message: text.hasSuffix("\"}") ? String(text.dropLast(2)) : text)
  }

  var isLoading: Bool {
    message.contains("Loading model") || message.contains("loading model")
  }

  var isContextOverflow: Bool {
    type == "exceed_context_size_error" || message.contains("context length")
      || message.contains("context size")
  }

  private static func oneLine(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 300 ? line.prefix(299) + "…" : line
  }
}
