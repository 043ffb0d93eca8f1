internal import Harmony
internal import Runs

/// The context that Ollama is to use for a run. It cuts what does not fit without a word, its default
/// is 4096 tokens on most machines, and a change of it loads the model anew (facts 6): so the size
/// goes in few steps, and what is loaded already is kept where it suffices.
struct OllamaContext: Hashable, Sendable {
  /// `num_ctx`.
  let size: Int
  /// The fewest tokens that the prompt can have: there are few tokens of more than eight bytes that
  /// are not white space.
  let leastPromptTokens: Int

  private static let smallest = 8192

  /// - Parameters:
  ///   - loaded: the context of the model in memory; nil where it is not there.
  ///   - maximum: what the model was made for; nil where Ollama does not tell.
  /// - Throws: a failure with both numbers where the prompt is too long for the model.
  init(
    for conversation: Conversation, parameters: RunParameters, loaded: Int?, maximum: Int?,
    name: String
  ) throws(RunFailure) {
    let bytes = conversation.policy.utf8.count + conversation.content.utf8.count
    let spaces = [conversation.policy, conversation.content].reduce(0) { sum, text in
      sum + text.utf8.count { $0 == 0x20 || 0x09...0x0D ~= $0 }
    }
    leastPromptTokens = (bytes - spaces) / 8
    // Two bytes a token is more than prose in any script needs; the frame around it has about 60.
    let most = bytes / 2 + 100
    let needed = most + (parameters.maxTokens ?? Self.room(parameters.effort))
    if let loaded, loaded >= needed {
      size = loaded
      return
    }
    var size = Self.smallest
    while size < needed { size *= 2 }
    guard let maximum, size > maximum else {
      self.size = size
      return
    }
    guard leastPromptTokens < maximum else {
      throw RunFailure(
        .context,
        "The prompt has at least \(leastPromptTokens) tokens, more than the \(maximum) of the context of \(name).",
        hint: "Shorten the policy or the content.")
    }
    self.size = maximum
  }

  /// For the chain and the answer.
  private static func room(_ effort: Effort) -> Int {
    switch effort {
    case .low: 2048
    case .medium: 4096
    case .high: 16384
    }
  }
}
