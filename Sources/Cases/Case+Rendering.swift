extension Case {
  /// The content as one user message: a text as it is, a conversation with labelled messages.
  ///
  /// ```
  /// A conversation of 2 messages. Judge the messages of the assistant; the others are context.
  ///
  /// [1/2 user]
  /// How do I …
  ///
  /// [2/2 assistant]
  /// You …
  /// ```
  /// A line of a message that begins like such a label gets a `\` before it, so that content cannot
  /// put words into another's mouth.
  public var renderedContent: String {
    switch content {
    case .text(let text): text
    case .conversation(let messages, let judge): Self.render(messages, judge: judge)
    }
  }

  private static func render(_ messages: [Message], judge: Judge) -> String {
    let count = messages.count
    let size = "A conversation of \(count) \(count == 1 ? "message" : "messages"). "
    let task =
      switch judge {
      case .user: "Judge the messages of the user; the others are context."
      case .assistant: "Judge the messages of the assistant; the others are context."
      case .conversation: "Judge the conversation as a whole."
      }
    var text = size + task
    for (index, message) in messages.enumerated() {
      let role = message.role.split(whereSeparator: \.isNewline).joined(separator: " ")
      text += "\n\n[\(index + 1)/\(count) \(role)]\n"
      text += message.content.split(separator: "\n", omittingEmptySubsequences: false)
        .map { looksLikeLabel($0) ? "\\" + $0 : String($0) }
        .joined(separator: "\n")
    }
    return text
  }

  /// `[`, digits, `/`, digits and a space.
  private static func looksLikeLabel(_ line: Substring) -> Bool {
    var rest = line.utf8[...]
    guard rest.popFirst() == UInt8(ascii: "[") else { return false }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let first = rest.prefix { digits.contains($0) }
    rest = rest.dropFirst(first.count)
    guard !first.isEmpty, rest.popFirst() == UInt8(ascii: "/") else { return false }
    let second = rest.prefix { digits.contains($0) }
    return !second.isEmpty && rest.dropFirst(second.count).first == UInt8(ascii: " ")
  }
}
