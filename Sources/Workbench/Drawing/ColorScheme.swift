public import TerminalText

/// How the styles of the screen are coloured: the last thing that is done to a finished frame, so
/// that whoever draws need not know of it.
///
/// The styles of ``Theme`` use one named colour for one meaning; a scheme says how each meaning
/// looks. Words and glyphs say the same without any of it.
public struct ColorScheme: Hashable, Sendable {
  /// What a colour stands for. The raw values are the names in `config.toml`.
  public enum Role: String, CaseIterable, Hashable, Sendable {
    /// The focus, headings, rule ids.
    case accent
    /// Violations, failures, removed lines.
    case error
    /// Escalations, warnings, what is not known.
    case caution
    /// Safe verdicts, agreement, added lines.
    case good
    /// Stand-ins for characters that may not be shown, control tokens.
    case special
    case link
    /// What is secondary.
    case dim

    var color: Color? {
      switch self {
      case .accent: .cyan
      case .error: .red
      case .caution: .yellow
      case .good: .green
      case .special: .magenta
      case .link: .blue
      case .dim: nil
      }
    }
  }

  /// A scheme that comes with the program.
  public enum Name: String, CaseIterable, Hashable, Sendable {
    case `default`, light
    case highContrast = "high-contrast"
    case mono
  }

  /// What is not named here looks as the styles say.
  private var styles: [Role: Style]

  public init(_ name: Name = .default, changing changes: [Role: Style] = [:]) {
    styles = Self.styles(of: name).merging(changes) { $1 }
  }

  private static func styles(of name: Name) -> [Role: Style] {
    switch name {
    case .default: [:]
    // Yellow and cyan can hardly be read on white, nor can what terminals make of dim.
    case .light:
      [
        .accent: Style(.blue), .caution: Style(.magenta), .special: Style(.magenta),
        .dim: Style(.brightBlack),
      ]
    case .highContrast:
      [
        .accent: Style(.brightCyan, .bold), .error: Style(.brightRed, .bold),
        .caution: Style(.brightYellow, .bold), .good: Style(.brightGreen, .bold),
        .special: Style(.brightMagenta, .bold), .link: Style(.brightCyan, .underline),
        .dim: Style(),
      ]
    case .mono:
      [
        .accent: Style(nil, .bold), .error: Style(nil, .bold), .caution: Style(nil, .underline),
        .good: Style(), .special: Style(), .link: Style(nil, .underline),
      ]
    }
  }

  /// The style as the scheme has it.
  func applied(to style: Style) -> Style {
    var result = style
    if let role = Role.allCases.first(where: { $0.color != nil && $0.color == style.foreground }),
      let given = styles[role]
    {
      result.foreground = given.foreground
      result.background = given.background ?? style.background
      result.attributes.formUnion(given.attributes)
    }
    if style.attributes.contains(.dim), let given = styles[.dim] {
      result.attributes.remove(.dim)
      result.attributes.formUnion(given.attributes)
      if result.foreground == nil { result.foreground = given.foreground }
      result.background = result.background ?? given.background
    }
    return result
  }

  var changesNothing: Bool { styles.isEmpty }
}

extension Frame {
  mutating func color(by scheme: ColorScheme) {
    guard !scheme.changesNothing else { return }
    restyle(bounds, scheme.applied)
  }
}

extension Style {
  /// Reads `blue bold on white`: a colour's name (`bright-blue`, `default`), attributes (`bold`,
  /// `dim`, `italic`, `underline`, `reverse`), a background after `on`. nil where a word is none of
  /// these.
  public init?(_ words: String) {
    self.init()
    let parts = words.lowercased().split(separator: " ")
    guard !parts.isEmpty else { return nil }
    var isBackground = false
    for part in parts {
      if let attribute = Self.attributeNames[String(part)], !isBackground {
        attributes.insert(attribute)
      } else if part == "on", !isBackground {
        isBackground = true
        continue
      } else if let color = Self.colorNames[String(part)] {
        if isBackground { background = color } else { foreground = color }
      } else if part != "default" {
        return nil
      }
      isBackground = false
    }
    if isBackground { return nil }
  }

  private static let attributeNames: [String: Attributes] = [
    "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline, "reverse": .reverse,
  ]

  /// `red`, and `bright-red` as terminals' settings call it.
  private static let colorNames: [String: Color] = Dictionary(
    uniqueKeysWithValues: Color.allCases.map { color in
      let name = "\(color)"
      return (name.hasPrefix("bright") ? "bright-" + name.dropFirst(6).lowercased() : name, color)
    })
}
