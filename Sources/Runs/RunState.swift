/// How a run stands. The raw values are the states of the command line's JSON.
public enum RunState: String, Codable, Hashable, Sendable, CaseIterable {
  /// A verdict was read.
  case ok
  /// A finished turn with no answer.
  case empty
  /// The token limit cut it.
  case truncated
  /// Harmony markup that yields no final message.
  case markup
  /// An answer whose labels are certain, but the policy does not say what they decide.
  case undecided
  /// An answer whose label the policy does not define.
  case offList = "off_list"
  /// An answer that is not in the policy's format.
  case unparsed
  /// An answer that declines instead of classifying.
  case refused
  /// The rule matcher found no evidence.
  case abstained
  case failed
  case cancelled
}
