public import Policies
public import Runs
public import TerminalText

/// A decision in words and colour: words carry the meaning, colour repeats it.
public enum DecisionWords {
  public static func text(decision: Decision?, state: RunState, ascii: Bool) -> String {
    guard let decision else {
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
