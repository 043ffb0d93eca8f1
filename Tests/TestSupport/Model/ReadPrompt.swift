/// What the scripted model makes of a prompt: nothing but what stands between its control tokens.
struct ReadPrompt: Hashable, Sendable {
  /// The effort that the system message states; nil where it states none.
  var effort: String?
  /// The developer's instructions.
  var policy = ""
  /// The last message of the user.
  var content = ""

  init(_ pieces: [PromptPiece]) {
    var role = ""
    var isHeader = false
    var body = ""
    for piece in pieces {
      switch piece {
      case .control(.start):
        role = ""
        isHeader = true
      case .control(.message):
        isHeader = false
        body = ""
      case .control(.end): close(role, body)
      case .control: break
      case .text(let text):
        if isHeader { role += text } else { body += text }
      }
    }
  }

  private mutating func close(_ role: String, _ body: String) {
    switch role {
    case "system":
      let line = body.split(separator: "\n").first { $0.hasPrefix("Reasoning: ") }
      effort = line.map { String($0.dropFirst("Reasoning: ".count)) } ?? effort
    case "developer":
      let heading = "# Instructions\n\n"
      policy = body.hasPrefix(heading) ? String(body.dropFirst(heading.count)) : body
    case "user": content = body
    default: break
    }
  }
}

/// Messages of a chat request as engines render them.
struct HarmonyRendering: Sendable {
  struct Message: Hashable, Sendable {
    var role: String
    var content: String
  }

  var messages: [Message]
  var effort: String
  /// `YYYY-MM-DD`.
  var date: String
  /// What stands after the instructions: two line ends in the published template.
  var afterInstructions = "\n\n"

  init(_ request: JSON, effort: String, date: String) {
    messages = (request["messages"]?.array ?? []).map { message in
      Message(role: message["role"]?.string ?? "", content: message["content"]?.string ?? "")
    }
    self.effort = effort
    self.date = date
  }

  init(policy: String, content: String, effort: String, date: String) {
    messages = [
      Message(role: "system", content: policy), Message(role: "user", content: content),
    ]
    self.effort = effort
    self.date = date
  }

  /// The first system or developer message becomes the developer's; later ones are dropped, as the
  /// published template does (facts 3).
  var pieces: [PromptPiece] {
    var pieces = message(
      "system",
      """
      You are ChatGPT, a large language model trained by OpenAI.
      Knowledge cutoff: 2024-06
      Current date: \(date)

      Reasoning: \(effort)

      # Valid channels: analysis, commentary, final. Channel must be included for every message.
      """)
    for (index, one) in messages.enumerated() {
      switch one.role {
      case "system", "developer":
        guard index == 0 else { continue }
        pieces += message(
          "developer", "# Instructions\n\n" + one.content + afterInstructions)
      default: pieces += message(one.role, one.content)
      }
    }
    return pieces + [.control(.start), .text("assistant")]
  }

  private func message(_ role: String, _ content: String) -> [PromptPiece] {
    [.control(.start), .text(role), .control(.message), .text(content), .control(.end)]
  }
}
