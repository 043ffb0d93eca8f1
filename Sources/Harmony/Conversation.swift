/// How much the model thinks before it answers. Harmony's `Reasoning:` line
/// (openai/harmony docs/format.md); `medium` is the format's own default.
public enum Effort: String, Codable, CaseIterable, Sendable {
  case low, medium, high
}

/// The three channels of an assistant message (openai/harmony docs/format.md).
public enum Channel: String, Codable, CaseIterable, Sendable {
  case analysis, commentary, final
}

/// What is sent to a reasoning model: one policy as the only instruction, and one user message.
///
/// Policy and content stay apart until an adapter sends them; they never become one string here.
public struct Conversation: Hashable, Codable, Sendable {
  /// The policy text, byte for byte.
  public var policy: String
  /// The content to be judged, or a rendered conversation, as one user message.
  public var content: String

  public init(policy: String, content: String) {
    self.policy = policy
    self.content = content
  }
}

/// Where the policy goes in the rendered prompt.
public enum PromptLayout: String, Codable, CaseIterable, Sendable {
  /// openai-harmony: a developer message `# Instructions\n\n` + policy.
  case developer
  /// The published chat template: as `developer`, with `\n\n` after the policy.
  case template
  /// vLLM before 0.13: an empty developer message, then the policy as a second system message.
  case vllm
}
