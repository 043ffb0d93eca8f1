import TerminalText
import TextEditing

/// The few styles of the screen. Named ANSI colours only, so that light and dark themes both read.
enum Theme {
  static let text = Style.plain
  static let dim = Style(nil, .dim)
  static let strong = Style(nil, .bold)
  static let accent = Style(.cyan, .bold)
  static let border = Style(nil, .dim)
  static let focusedTitle = Style(.cyan, .bold)
  static let title = Style.plain
  static let error = Style(.red, .bold)
  static let caution = Style(.yellow)
  static let agreement = Style(.green)
  /// What stands for a character that may not be shown.
  static let placeholder = Style(.magenta, .reverse)
  static let selection = Style(nil, .reverse)
  static let match = Style(nil, .underline)
  /// The line that a jump led to.
  static let landing = Style(.cyan, [.bold, .reverse])
  /// What was searched for, in a list.
  static let hit = Style(nil, [.bold, .underline])
  static let citation = Style(.cyan, .underline)
  static let unknownCitation = Style(.yellow, .underline)
  static let key = Style(nil, .bold)
  static let added = Style(.green)
  static let removed = Style(.red)
  static let control = Style(.magenta)

  static func markdown(_ kind: Token.Kind) -> Style {
    switch kind {
    case .heading: Style(nil, .bold)
    case .strong: Style(nil, .bold)
    case .emphasis: Style(nil, .italic)
    case .code, .label: Style(.green)
    case .ruleID: Style(.cyan)
    case .listMark, .quote, .comment: Style(nil, .dim)
    case .link: Style(.blue, .underline)
    default: .plain
    }
  }
}
