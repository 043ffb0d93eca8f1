import Policies
public import Runs

extension RunRecord {
  /// `✖ VIOLATES`, `✔ SAFE`, `⚑ ESCALATE`, `? NO VERDICT (state)`.
  public func decisionWords(ascii: Bool) -> String {
    guard let state else { return "…" }
    return DecisionWords.text(decision: verdict?.decision, state: state, ascii: ascii)
  }

  /// `812 prompt (790 cached)`, as far as known.
  public var promptWords: String? {
    guard let usage, let prompt = usage.promptTokens else { return nil }
    return "\(prompt) prompt" + (usage.cachedTokens.map { " (\($0) cached)" } ?? "")
  }

  /// `412 tok · 3.1 s`, as far as known.
  public var measureWords: String {
    var parts: [String] = []
    if let tokens = usage?.completionTokens { parts.append("\(tokens) tok") }
    if let total = timing.total { parts.append(Measure.seconds(milliseconds: total)) }
    return parts.joined(separator: " · ")
  }
}
