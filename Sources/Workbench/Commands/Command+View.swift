extension Command {
  /// What is seen, and where.
  static let viewing: [CommandInfo] = [
    CommandInfo(.policyPane, "Go to Policy", keys: ["alt-1"], menu: "1"),
    CommandInfo(.contentPane, "Go to Content", keys: ["alt-2"], menu: "2"),
    CommandInfo(.reasoningPane, "Go to Reasoning", keys: ["alt-3"], menu: "3"),
    CommandInfo(.verdictPane, "Go to Verdict", keys: ["alt-4"], menu: "4"),
    CommandInfo(.nextPane, "Next pane", keys: ["tab"]),
    CommandInfo(.previousPane, "Previous pane", keys: ["shift-tab"]),
    CommandInfo(.zoom, "Zoom the pane", short: "Zoom", menu: "z"),
    CommandInfo(.narrowPolicy, "Move the split left", menu: "["),
    CommandInfo(.widenPolicy, "Move the split right", menu: "]"),
    CommandInfo(.revealHidden, "Reveal hidden characters", menu: "h"),
    CommandInfo(.mask, "Mask or reveal content", short: "Mask", in: .everywhere, menu: "M"),
    CommandInfo(.mouse, "Mouse on or off", in: .everywhere, menu: "m"),
    CommandInfo(.redraw, "Redraw", in: .everywhere, keys: ["ctrl-l"]),
  ]
}
