/// Lists of messages as training and chat data hold them.
extension Case.Message {
  /// The messages of `[{"role": …, "content": …}]`, or `from` and `value` as ShareGPT has them; nil of
  /// anything else, and of a message that is not text alone.
  ///
  /// A content may be a list of parts of type `text`, as chat completions have it.
  static func list(_ value: JSONValue) -> [Case.Message]? {
    guard case .array(let items) = value, !items.isEmpty else { return nil }
    var messages: [Case.Message] = []
    for item in items {
      guard case .object(let fields) = item,
        case .string(let role)? = fields["role"] ?? fields["from"],
        let content = (fields["content"] ?? fields["value"] ?? fields["text"]).flatMap(text)
      else { return nil }
      messages.append(Case.Message(role: usual[role.lowercased()] ?? role, content: content))
    }
    return messages
  }

  /// ShareGPT's names of the two sides, and others that are common.
  private static let usual = [
    "human": "user", "prompter": "user", "gpt": "assistant", "chatgpt": "assistant",
    "bing": "assistant", "bard": "assistant", "bot": "assistant", "model": "assistant",
  ]

  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text): return text
    case .array(let parts):
      var texts: [String] = []
      for part in parts {
        guard case .object(let fields) = part, case .string(let text)? = fields["text"],
          fields["type"] == nil || fields["type"] == .string("text")
        else { return nil }
        texts.append(text)
      }
      return texts.isEmpty ? nil : texts.joined(separator: "\n")
    default: return nil
    }
  }
}
