import TerminalText

extension PolicyHeat.Level {
  /// For the gutter.
  func glyph(ascii: Bool) -> String {
    switch self {
    case .never: ascii ? "." : "·"
    case .considered: ascii ? "-" : "░"
    case .cited: ascii ? "=" : "▒"
    case .decided: ascii ? "#" : "▓"
    case .decidesOften: ascii ? "@" : "█"
    }
  }

  var style: Style {
    switch self {
    case .never: Theme.caution
    case .considered, .cited: Theme.dim
    case .decided, .decidesOften: Theme.accent
    }
  }

  /// `·never ░considered ▒cited ▓decided █often`.
  static func legend(ascii: Bool) -> String {
    allCases.map { "\($0.glyph(ascii: ascii))\($0.word)" }.joined(separator: " ")
  }
}
