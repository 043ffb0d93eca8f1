/// A conversation rendered as Harmony, in segments: text can never become a control token.
///
/// The form is openai/harmony docs/format.md with the layout's own deviations; generation starts
/// after `<|start|>assistant`.
public struct HarmonyPrompt: Hashable, Sendable {
  public private(set) var segments: [PromptSegment] = []

  /// - Parameter date: `YYYY-MM-DD`; nil leaves the line out, as openai-harmony does.
  public init(_ conversation: Conversation, effort: Effort, date: String?, layout: PromptLayout) {
    let system = Self.system(effort: effort, date: date, layout: layout)
    append("system", system)
    switch layout {
    case .developer:
      append("developer", "# Instructions\n\n" + conversation.policy)
    case .template:
      append("developer", "# Instructions\n\n" + conversation.policy + "\n\n")
    case .vllm:
      append("developer", "")
      append("system", conversation.policy)
    }
    append("user", conversation.content)
    segments += [.control(.start), .text("assistant")]
  }

  /// For people and for hashes; control tokens stand as they are spelled. Never to be sent.
  public var text: String {
    segments.map(\.spelling).joined()
  }

  private static func system(effort: Effort, date: String?, layout: PromptLayout) -> String {
    var lines = [
      "You are ChatGPT, a large language model trained by OpenAI.", "Knowledge cutoff: 2024-06",
    ]
    if let date { lines.append("Current date: \(date)") }
    let channels =
      layout == .vllm ? "analysis, final" : Channel.allCases.map(\.rawValue).joined(separator: ", ")
    lines += [
      "", "Reasoning: \(effort.rawValue)", "",
      "# Valid channels: \(channels). Channel must be included for every message.",
    ]
    return lines.joined(separator: "\n")
  }

  private mutating func append(_ role: String, _ content: String) {
    segments += [.control(.start), .text(role), .control(.message)]
    if !content.isEmpty { segments.append(.text(content)) }
    segments.append(.control(.end))
  }
}

extension PromptSegment {
  /// The text, or the control token as it is spelled.
  public var spelling: String {
    switch self {
    case .control(let token): token.rawValue
    case .text(let text): text
    }
  }
}
