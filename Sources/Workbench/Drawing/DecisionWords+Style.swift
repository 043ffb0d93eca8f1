public import Policies
public import TerminalText
public import Wording

extension DecisionWords {
  public static func style(_ decision: Decision?) -> Style {
    switch decision {
    case .violates: Style(.red, .bold)
    case .safe: Style(.green, .bold)
    case .escalate: Style(.yellow, .bold)
    case nil: Style(nil, .bold)
    }
  }
}
