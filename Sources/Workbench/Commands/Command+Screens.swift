extension Command {
  /// What opens the other screens.
  static let places: [CommandInfo] = [
    CommandInfo(.versions, "Versions", in: .everywhere, keys: ["f2"], menu: "v"),
    CommandInfo(.cases, "Cases", in: .everywhere, keys: ["f3"], menu: "c"),
    CommandInfo(.runs, "Runs", in: .everywhere, keys: ["f4"], menu: "r"),
    CommandInfo(.evaluate, "Evaluate", in: .everywhere, keys: ["f6"], menu: "e"),
    CommandInfo(.edgeLab, "Edge lab", in: .everywhere, keys: ["f7"], menu: "b"),
    CommandInfo(.engines, "Engines", in: .everywhere, keys: ["f8"], menu: "g"),
    CommandInfo(.pipeline, "Pipeline", in: .everywhere, keys: ["f9"], menu: "w"),
    CommandInfo(.messages, "Messages", in: .everywhere),
  ]
}
