public import Policies
public import Runs
public import TerminalText

/// A decision in words and colour: words carry the meaning, colour repeats it.
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

  public static func style(_ decision: Decision?) -> Style {
    switch decision {
    case .violates: Style(.red, .bold)
    case .safe: Style(.green, .bold)
    case .escalate: Style(.yellow, .bold)
    case nil: Style(nil, .bold)
    }
  }
}
