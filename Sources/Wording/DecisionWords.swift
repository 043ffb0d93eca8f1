public import Policies
public import Runs

/// A decision in words. Words carry the meaning; color repeats it.
public enum DecisionWords {
  /// Behind a label that is certain.
  public static let undecided = "(the policy does not say what it decides)"

  public static func text(decision: Decision?, state: RunState, ascii: Bool) -> String {
    guard let decision else {
      if state == .undecided { return ascii ? "NO DECISION" : "? NO DECISION" }
      return ascii ? "NO VERDICT (\(state.rawValue))" : "? NO VERDICT (\(state.rawValue))"
    }
    return (ascii ? "" : symbol(decision) + " ") + decision.rawValue.uppercased()
  }

  public static func symbol(_ decision: Decision) -> String {
    switch decision {
    case .violates: "✖"
    case .safe: "✔"
    case .escalate: "⚑"
    }
  }
}
