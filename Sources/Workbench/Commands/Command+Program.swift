extension Command {
  /// What concerns the program itself.
  static let program: [CommandInfo] = [
    CommandInfo(.menu, "Menu", in: .everywhere, keys: ["ctrl-t"]),
    CommandInfo(.palette, "Palette", in: .everywhere, keys: ["ctrl-p"], menu: ":"),
    CommandInfo(.help, "Help", in: .everywhere, keys: ["f1"], menu: "?"),
    CommandInfo(.suspend, "Suspend", in: .everywhere, menu: "s"),
    CommandInfo(.quit, "Quit", in: .everywhere, keys: ["ctrl-q", "f10"], menu: "q"),
  ]
}
