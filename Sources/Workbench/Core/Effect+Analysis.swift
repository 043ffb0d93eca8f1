public import Policies

extension Effect {
  /// Work on texts that no key may wait for.
  public enum Analysis: Equatable, Sendable {
    /// Reads a text: outline, answer format, tokens and hints. One that has not begun when the next
    /// is asked for is left out.
    case read(String, declared: AnswerFormat?, revision: Int)
  }
}
