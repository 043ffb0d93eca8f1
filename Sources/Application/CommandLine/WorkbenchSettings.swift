import TerminalText
import Workbench
import Workspace

/// What the configuration says of keys and colours, checked: only the workbench knows the names of
/// commands and styles.
struct WorkbenchSettings {
  let keymap: Keymap
  let colors: ColorScheme

  /// - Throws: ``CommandFailure`` that names file, line and setting of the first problem.
  init(_ configuration: Configuration) throws {
    if let problem = Self.problems(in: configuration).first {
      throw CommandFailure(
        .files, problem, hint: "precept config check looks through the whole configuration.")
    }
    keymap = Keymap.make(overrides: configuration.keys).0
    var changes: [ColorScheme.Role: Style] = [:]
    for (name, words) in configuration.colors {
      if let role = ColorScheme.Role(rawValue: name) { changes[role] = Style(words) }
    }
    colors = ColorScheme(
      configuration.theme.flatMap(ColorScheme.Name.init(rawValue:)) ?? .default, changing: changes)
  }

  /// A sentence each, with file and line before it.
  static func problems(in configuration: Configuration) -> [String] {
    func at(_ name: String, _ sentence: String) -> String {
      configuration.places[name].map { "\($0): \(sentence)" } ?? sentence
    }
    var problems: [String] = []
    if let theme = configuration.theme, ColorScheme.Name(rawValue: theme) == nil {
      let names = ColorScheme.Name.allCases.map(\.rawValue).joined(separator: ", ")
      problems.append(at("theme", "theme is “\(theme)”. It can be \(names)."))
    }
    for (name, words) in configuration.colors.sorted(by: { $0.key < $1.key }) {
      if ColorScheme.Role(rawValue: name) == nil {
        let names = ColorScheme.Role.allCases.map(\.rawValue).joined(separator: ", ")
        problems.append(
          at("colors.\(name)", "there is no colour “\(name)” to set. It can be \(names)."))
      } else if Style(words) == nil {
        problems.append(
          at(
            "colors.\(name)",
            "colors.\(name) is “\(words)”. Write it like “blue bold on white” or “bright-red”."))
      }
    }
    return problems
      + Keymap.make(overrides: configuration.keys).1.map { at("keys.\($0.command)", $0.message) }
  }
}
