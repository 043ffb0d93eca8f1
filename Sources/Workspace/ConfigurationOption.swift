/// One thing that `config.toml` and `precept.toml` can say. The table makes the commented file of
/// `precept config init`, the list of `precept config show`, and the places in error messages.
public struct ConfigurationOption: Sendable {
  /// Tables, then the key.
  public let path: [String]
  /// As TOML spells it; nil where nothing is said by default.
  public let usual: String?
  /// As the file of `config init` shows it, where there is no default.
  public let example: String
  public let explanation: String
  /// Whether only the user's own file may say it.
  public let isUsersOwn: Bool
  /// What a configuration says of it, as TOML; nil where it says nothing.
  public let value: @Sendable (Configuration) -> String?

  init(
    _ path: String, usual: String? = nil, example: String = "", isUsersOwn: Bool = false,
    _ explanation: String, value: @escaping @Sendable (Configuration) -> String?
  ) {
    self.path = path.split(separator: ".").map(String.init)
    self.usual = usual
    self.example = usual ?? example
    self.explanation = explanation
    self.isUsersOwn = isUsersOwn
    self.value = value
  }

  public var name: String { path.joined(separator: ".") }
}

extension ConfigurationOption {
  /// In the order of the file: what belongs to no table comes first. Engines and keys, of which
  /// there may be any number, are not in it.
  public static let all: [ConfigurationOption] = [
    .init(
      "default_engine", example: "\"gpu\"",
      "The engine that answers, by its name below; by default the first that is found on this machine."
    ) { $0.defaultEngine.map(quoted) },
    .init("effort", usual: "\"medium\"", "How much the model thinks: low, medium or high.") {
      $0.effort.map(quoted)
    },
    .init(
      "theme", usual: "\"default\"",
      "Colours: default, light (for white backgrounds), high-contrast or mono."
    ) { $0.theme.map(quoted) },
    .init("mouse", usual: "true", "Whether the mouse works in the workbench at first.") {
      $0.mouse.map { "\($0)" }
    },
    .init("ascii", usual: "false", "Draw with ASCII only.") { $0.ascii.map { "\($0)" } },
    .init(
      "protected_labels", usual: "[]",
      "Labels that ask before they move to another version, such as [\"production\"]."
    ) { $0.protectedLabels.isEmpty ? nil : list($0.protectedLabels) },
    .init("display.mask", usual: "false", "Show content as blocks until it is revealed.") {
      $0.masksContent.map { "\($0)" }
    },
    .init(
      "input.escape_ms", usual: "50",
      "How long a lone Esc waits for the rest of a key, 0 to 1000 milliseconds."
    ) { $0.escapeMilliseconds.map { "\($0)" } },
    .init(
      "managed.llama_server", example: "\"/opt/llama/llama-server\"", isUsersOwn: true,
      "The program that precept engine start runs; by default the first llama-server in the PATH."
    ) { $0.llamaServer.map(quoted) },
  ]

  static func quoted(_ text: String) -> String {
    "\""
      + text.unicodeScalars.reduce(into: "") { quoted, scalar in
        if scalar == "\\" || scalar == "\"" { quoted += "\\" }
        quoted.unicodeScalars.append(scalar)
      } + "\""
  }

  static func list(_ texts: [String]) -> String {
    "[" + texts.map(quoted).joined(separator: ", ") + "]"
  }
}
