import Workbench
import Workspace

extension ConfigCommands {
  /// `config.toml` with every setting, its default, and what it is for; all of it commented out.
  static var template: String {
    var lines = [
      "# Settings of Precept. Every setting stands here with its default; take the # before it away",
      "# to change it. A workspace's precept.toml takes the same and fills in what this file does not",
      "# say; its effort goes first, and engines that it names ask you before they are used.",
      "", "format = 1",
    ]
    var table: String?
    for option in ConfigurationOption.all {
      let its = option.path.dropLast().joined(separator: ".")
      if its != table ?? "" {
        lines += ["", "[\(its)]"]
        table = its
      }
      lines += ["", "# " + option.explanation]
      if option.isUsersOwn { lines.append("# In this file only.") }
      lines.append("# \(option.path.last ?? "") = \(option.example)")
    }
    lines += engines + colors + keys
    return lines.joined(separator: "\n") + "\n"
  }

  private static let engines = [
    "", "# Engines that are not found by themselves; as many as you like.",
    "# kind: llama-server, ollama, vllm, lm-studio or openai; by default the engine is asked.",
    "# route: exact, chat, responses or native; by default the best that the engine has.",
    "# api_key_env: the environment variable that holds the key, which goes to this URL only.",
    "# [[engine]]", "# name = \"gpu\"", "# url = \"http://gpu.example:8080\"",
    "# model = \"gpt-oss-safeguard-20b\"", "# kind = \"vllm\"", "# route = \"exact\"",
    "# api_key_env = \"GPU_KEY\"",
  ]

  private static var colors: [String] {
    [
      "", "# How the theme's colours look: black, red, green, yellow, blue, magenta, cyan, white,",
      "# bright-red and so on, or default; bold, dim, italic, underline, reverse; on COLOUR.",
      "[colors]", "",
    ]
      + ColorScheme.Role.allCases.map { role in
        "# \(role.rawValue) = \"\(role.usual)\"".padding(to: 34) + "# \(role.purpose)"
      }
  }

  private static var keys: [String] {
    ["", "# Keys by command: one, a list, or [] for none.", "[keys]", ""]
      + Command.all.filter { $0.context != .screen }.map { info in
        let chords = info.keys.map { "\"\($0)\"" }.joined(separator: ", ")
        return "# \"\(info.command.id)\" = [\(chords)]".padding(to: 48) + "# \(info.title)"
      }
  }
}

extension ColorScheme.Role {
  /// As ``Style`` reads it, in the default theme.
  fileprivate var usual: String {
    switch self {
    case .accent: "cyan"
    case .error: "red"
    case .caution: "yellow"
    case .good: "green"
    case .special: "magenta"
    case .link: "blue"
    case .dim: "dim"
    }
  }

  fileprivate var purpose: String {
    switch self {
    case .accent: "the focus, headings, rule ids"
    case .error: "violations, failures, removed lines"
    case .caution: "escalations, warnings, what is not known"
    case .good: "safe verdicts, agreement, added lines"
    case .special: "stand-ins for hidden characters, control tokens"
    case .link: "links"
    case .dim: "what is secondary"
    }
  }
}

extension String {
  fileprivate func padding(to columns: Int) -> String {
    self + String(repeating: " ", count: max(2, columns - count))
  }
}
